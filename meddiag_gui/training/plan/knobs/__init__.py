"""The settings of the expert view, with their ranges and explanations."""
