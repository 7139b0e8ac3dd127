"""The reader's verdict on the study that is open: draft, signature, amendment, reading before the model."""
