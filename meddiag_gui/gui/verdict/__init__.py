"""The reader's verdict on the study that is open: draft, signature, amendment, and reading before the model."""
