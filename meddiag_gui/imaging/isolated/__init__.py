"""Reading files in a process that can be killed: whatever a file does to a decoder costs only itself."""
