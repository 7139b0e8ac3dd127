"""MedDiag: a desktop assistant for radiologists (research use only)."""

__version__ = "0.1.0"
