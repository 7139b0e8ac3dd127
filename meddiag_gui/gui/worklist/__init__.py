"""The room of the worklist: what waits to be read, the most urgent first."""
