"""Several models on one image: which of them run, what they say, and two of them side by side."""
