"""The training room: the queue, the run under way with its curves, and the history of all runs."""
