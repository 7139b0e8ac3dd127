"""Lung fields: outlined after the score, drawn when wanted, and told in words."""
