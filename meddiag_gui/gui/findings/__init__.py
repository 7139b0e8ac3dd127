"""What the model said, in words and on one scale."""
