"""What waits to be read: its urgency in words, scoring in the background, a watched folder, labels."""
