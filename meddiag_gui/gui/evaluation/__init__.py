"""Evaluation in the window: how good a model is, beside another, at going live, and in use."""
