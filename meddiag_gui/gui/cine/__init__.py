"""Playing the frames of a file, or the slices of a series, one after the other."""
