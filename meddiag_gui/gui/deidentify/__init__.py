"""De-identification in the window: what to do, how far it is, and a look at what is in doubt."""
