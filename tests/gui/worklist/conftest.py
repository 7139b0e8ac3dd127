"""The program on a small library."""

from tests.support.library_program import at, library, show

__all__ = ["at", "library", "show"]
