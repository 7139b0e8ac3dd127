"""Many files and several models: one row a file and model, kept as they come, sorted by urgency."""
