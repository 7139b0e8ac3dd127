"""Measurements: what the reader marks in an image, what it measures, and where it is kept."""
