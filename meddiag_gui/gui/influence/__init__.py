"""The influence map: which method, how far it is, and how far it can be trusted."""
