"""What a reader can mark in an image, as data."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import uuid4

from meddiag_gui.language import mark

Point = tuple[float, float]
"""Image coordinates: x right, y down, pixels; the corner of the first pixel is (0, 0)."""

Kind = Literal[
    "length", "angle", "cobb", "ctr", "ellipse", "rectangle", "polygon", "point", "arrow", "text"
]  # fmt: skip

MAX_POINTS = 1000
MAX_TEXT = 400
_LARGEST = 1e6  # no image reaches so far


@dataclass(frozen=True, slots=True)
class KindSpec:
    """What the kinds have in common.

    Parameters
    ----------
    name
        As the reader knows it.
    points
        How many it has; for a polygon the least.
    starts
        Places of points that begin a line of their own.
    region
        Whether it encloses pixels.
    written
        Whether it carries the reader's words.
    """

    name: str
    points: int
    starts: tuple[int, ...] = (0,)
    region: bool = False
    written: bool = False


KINDS: dict[Kind, KindSpec] = {
    "length": KindSpec(mark("Length"), 2),
    "angle": KindSpec(mark("Angle"), 3),
    "cobb": KindSpec(mark("Cobb angle"), 4, (0, 2)),
    "ctr": KindSpec(mark("Cardiothoracic ratio"), 4, (0, 2)),
    "ellipse": KindSpec(mark("Ellipse"), 2, region=True),
    "rectangle": KindSpec(mark("Rectangle"), 2, region=True),
    "polygon": KindSpec(mark("Polygon"), 3, region=True),
    "point": KindSpec(mark("Point value"), 1),
    "arrow": KindSpec(mark("Arrow"), 2, written=True),
    "text": KindSpec(mark("Text"), 1, written=True),
}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One mark.

    Parameters
    ----------
    points
        *length* its ends; *angle* end, vertex, end; *cobb* both ends of each line; *ctr* both ends of the
        heart's width, then of the chest's; *ellipse*, *rectangle* two opposite corners of the box;
        *polygon* its vertices; *point*, *text* the place; *arrow* the tip, then the end.
    text
        The reader's words, of an arrow or text.
    label
        Where the reader put the top left corner of the label; None leaves it to the drawing.

    Raises
    ------
    ValueError
        If the number of points is not that of the kind, or one lies nowhere.
    """

    kind: Kind
    points: tuple[Point, ...]
    text: str = ""
    label: Point | None = None
    id: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        needed = KINDS[self.kind].points
        enough = (
            needed <= len(self.points) <= MAX_POINTS if self.kind == "polygon" else len(self.points) == needed
        )
        if not enough:
            raise ValueError(f"{self.kind} cannot have {len(self.points)} points")
        placed = self.points if self.label is None else (*self.points, self.label)
        if not all(math.isfinite(c) and abs(c) <= _LARGEST for point in placed for c in point):
            raise ValueError("a point lies nowhere")
        if len(self.text) > MAX_TEXT:
            raise ValueError("the text is too long")

    def moved(self, dx: float, dy: float) -> Annotation:
        """Return it shifted as a whole, with its label."""
        label = None if self.label is None else (self.label[0] + dx, self.label[1] + dy)
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points), label=label)

    def with_point(self, index: int, point: Point) -> Annotation:
        """Return it with one point elsewhere."""
        return replace(self, points=(*self.points[:index], point, *self.points[index + 1 :]))
