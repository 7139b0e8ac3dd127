"""Model bundles and what they say of an image. Reading on a CPU never imports torch."""
