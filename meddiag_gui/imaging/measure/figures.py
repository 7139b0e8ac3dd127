"""What an annotation measures in its image."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meddiag_gui.imaging.measure import geometry
from meddiag_gui.imaging.measure.annotation import Annotation, Kind, Point
from meddiag_gui.imaging.measure.region import box, statistics
from meddiag_gui.imaging.measure.scale import Scale, scale_at
from meddiag_gui.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from meddiag_gui.imaging.image import RadiographImage


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named number.

    Parameters
    ----------
    name
        In English, marked for translation.
    value
        None where there is none, as the angle at a side without length.
    digits
        Decimals to show; None for as many as the value deserves.
    """

    name: str
    value: float | None
    unit: str = ""
    digits: int | None = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    Parameters
    ----------
    quantities
        The chief one first.
    source
        What the lengths in it are worth; empty where it has none.
    note
        Why something is missing; empty where nothing is.

    Names, source and note are English, for files; they are translated where they are shown.
    """

    quantities: tuple[Quantity, ...] = ()
    source: str = ""
    note: str = ""


def measure(annotation: Annotation, image: RadiographImage) -> Figures:
    """Measure an annotation; one of the reader's words has no figures.

    Source
    ------
    Lengths, areas and angles in the `Scale` where it lies, so also on pixels that are not square. Pixels of a
    region: see `meddiag_gui.imaging.measure.region`.
    """
    points = annotation.points
    if annotation.kind in ("ellipse", "rectangle"):  # all four corners must lie in one ultrasound region
        left, top, right, bottom = box(points)
        points = (left, top), (right, bottom), (left, bottom), (right, top)
    scale = scale_at(image, points)
    return _MEASURES[annotation.kind](annotation, image, scale)


def _nothing(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    return Figures()


def _length(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    a, b = annotation.points
    return Figures(_lengths(a, b, scale), scale.source)


def _lengths(a: Point, b: Point, scale: Scale) -> tuple[Quantity, ...]:
    """One length; or in a trace, with time across and distance down, one for each direction."""
    if scale.uniform:
        return (Quantity(mark("Length"), geometry.distance(scale.place(a), scale.place(b)), scale.unit_x),)
    return (
        Quantity(mark("Length across"), abs(b[0] - a[0]) * scale.x, scale.unit_x, None),
        Quantity(mark("Length down"), abs(b[1] - a[1]) * scale.y, scale.unit_y, None),
    )


def _angle(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    return _degrees(mark("Angle"), scale, geometry.angle, annotation.points)


def _cobb(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    return _degrees(mark("Cobb angle"), scale, geometry.cobb_angle, annotation.points)


def _degrees(
    name: str, scale: Scale, formula: Callable[..., float | None], points: tuple[Point, ...]
) -> Figures:
    if not scale.uniform:
        return Figures(note=mark("no angle between time and distance"))
    return Figures((Quantity(name, formula(*map(scale.place, points)), "°"),))


def _ctr(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    if not scale.uniform:
        return Figures(note=mark("no ratio of time and distance"))
    a, b, c, d = map(scale.place, annotation.points)
    heart, chest = geometry.distance(a, b), geometry.distance(c, d)
    ratio = heart / chest if chest else None
    return Figures(
        (
            Quantity(mark("CTR"), ratio, digits=2),
            Quantity(mark("Heart"), heart, scale.unit_x),
            Quantity(mark("Chest"), chest, scale.unit_x),
        ),
        scale.source,
    )


def _region(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    crossed = annotation.kind == "polygon" and geometry.crosses_itself(annotation.points)
    if crossed:
        return Figures(note=mark("the outline crosses itself"))
    outline = _outline(annotation, scale) if scale.uniform else ()
    if image.is_color:
        return Figures(outline, scale.source, mark("no values: the picture is in colour"))
    found = statistics(image, annotation)
    pixels = Quantity(mark("Pixels"), float(found.count), digits=0)
    if not found.count:
        return Figures((*outline, pixels), scale.source, mark("no pixel of the image has its centre inside"))
    values = (
        (mark("Mean"), found.mean),
        (mark("SD"), found.deviation),
        (mark("Min"), found.minimum),
        (mark("Max"), found.maximum),
    )
    measured = (Quantity(name, value, image.unit, None) for name, value in values)
    return Figures((*measured, *outline, pixels), scale.source)


def _outline(annotation: Annotation, scale: Scale) -> tuple[Quantity, ...]:
    """Area and perimeter of the drawn figure itself, not of its pixels."""
    if annotation.kind == "polygon":
        placed = [scale.place(point) for point in annotation.points]
        area, perimeter = geometry.polygon_area(placed), geometry.polygon_perimeter(placed)
    else:
        left, top, right, bottom = box(annotation.points)
        width, height = (right - left) * scale.x, (bottom - top) * scale.y
        area, perimeter = width * height, 2 * (width + height)
        if annotation.kind == "ellipse":
            area, perimeter = math.pi * area / 4, geometry.ellipse_perimeter(width / 2, height / 2)
    return Quantity(mark("Area"), area, f"{scale.unit_x}²"), Quantity(
        mark("Perimeter"), perimeter, scale.unit_x
    )


def _point(annotation: Annotation, image: RadiographImage, scale: Scale) -> Figures:
    x, y = annotation.points[0]
    column, row = math.floor(x), math.floor(y)
    if not (0 <= column < image.columns and 0 <= row < image.rows):
        return Figures(note=mark("outside the image"))
    place = Quantity(mark("Column"), float(column), digits=0), Quantity(mark("Row"), float(row), digits=0)
    if image.is_color:
        colors = zip((mark("Red"), mark("Green"), mark("Blue")), image.pixels[row, column], strict=True)
        return Figures((*(Quantity(name, float(value), digits=0) for name, value in colors), *place))
    value = float(image.pixels[row, column])
    padded = image.padding is not None and image.padding[0] <= value <= image.padding[1]
    return Figures(
        (Quantity(mark("Value"), value, image.unit, None), *place), note=mark("padding") if padded else ""
    )


_MEASURES: dict[Kind, Callable[[Annotation, RadiographImage, Scale], Figures]] = {
    "length": _length,
    "angle": _angle,
    "cobb": _cobb,
    "ctr": _ctr,
    "ellipse": _region,
    "rectangle": _region,
    "polygon": _region,
    "point": _point,
    "arrow": _nothing,
    "text": _nothing,
}
