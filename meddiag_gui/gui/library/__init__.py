"""The library in the window: who works with it, its room, its lock."""
