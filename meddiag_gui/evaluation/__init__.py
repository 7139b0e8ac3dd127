"""How good a model is on labelled images: metrics with intervals, and the report. Never imports Qt."""
