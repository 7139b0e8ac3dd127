"""Measuring on the picture: drawing, editing, the list, and keeping it."""
