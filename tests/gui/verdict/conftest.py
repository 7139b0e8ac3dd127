"""The program on a small library."""

from tests.support.library_program import at, library, plain_reader, show

__all__ = ["at", "library", "plain_reader", "show"]
