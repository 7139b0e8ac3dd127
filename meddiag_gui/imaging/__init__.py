"""Files to pixels with a meaning. Never imports Qt or torch."""
