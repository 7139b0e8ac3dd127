"""Judging many images in the background: the run, its table by urgency, and what is kept of it."""
