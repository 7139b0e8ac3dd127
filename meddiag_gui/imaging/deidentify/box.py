"""A rectangle of an image that is, or may be, to be covered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in image pixels: ``left <= column < right``, ``top <= row < bottom``."""

    left: int
    top: int
    right: int
    bottom: int

    def clipped(self, rows: int, columns: int) -> Box:
        """Return what of it lies in an image of this size; it may be empty."""
        return Box(
            min(max(self.left, 0), columns),
            min(max(self.top, 0), rows),
            min(max(self.right, 0), columns),
            min(max(self.bottom, 0), rows),
        )

    @property
    def empty(self) -> bool:
        """Whether it holds no pixel."""
        return self.right <= self.left or self.bottom <= self.top

    @property
    def area(self) -> int:
        """Pixels that it holds."""
        return 0 if self.empty else (self.right - self.left) * (self.bottom - self.top)

    def shared(self, other: Box) -> int:
        """Pixels that it shares with another."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        ).area

    def grown(self, margin: int) -> Box:
        """Return it with a margin on every side."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)
