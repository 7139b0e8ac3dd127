"""CSV and Excel tables, read by a mapping of their columns."""
