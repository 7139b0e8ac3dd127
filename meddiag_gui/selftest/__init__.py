"""The proof that an installed program works: models, decoders, maps, exports, the window, training."""
