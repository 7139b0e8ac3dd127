"""Looking for better hyperparameters within a time."""
