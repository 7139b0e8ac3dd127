"""The wizard: from labelled images to a training, page by page."""
