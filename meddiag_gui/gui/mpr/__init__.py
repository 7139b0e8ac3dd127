"""Three planes of one volume (multiplanar reformation), linked by a cross-hair."""
