"""The command line, one module a command. The window can be opened without importing any of it."""
