"""Graphic and text objects of presentation states (PS3.3 C.10.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, items, numbers, text
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.marks import shape_of
from meddiag_gui.imaging.results.references import ImageRef, image_refs
from meddiag_gui.imaging.results.result import Look, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A graphic or text object as the file has it.

    ``relative`` points are fractions of the displayed area as it is seen, others image pixels.
    """

    layer: int
    kind: str
    flat: tuple[float, ...]
    relative: bool
    text: str
    refs: tuple[ImageRef, ...]


def read_annotations(dataset: Dataset, names: list[str]) -> Iterator[Annotation | None]:
    """Give every object; None for one that cannot be drawn."""
    for annotation in items(dataset, "GraphicAnnotationSequence"):
        name = text(annotation, "GraphicLayer")
        layer = names.index(name) if name in names else 0
        refs = image_refs(annotation, "ReferencedImageSequence")
        for item in items(annotation, "GraphicObjectSequence"):
            yield _graphic(item, layer, refs)
        for item in items(annotation, "TextObjectSequence"):
            yield from _texts(item, layer, refs)


def _graphic(item: Dataset, layer: int, refs: tuple[ImageRef, ...]) -> Annotation | None:
    try:
        flat = numbers(item, "GraphicData")
    except BadAttribute:
        return None
    kind = text(item, "GraphicType").upper()
    if shape_of(0, kind, flat) is None:
        return None
    return Annotation(layer, kind, flat, _relative(item, "GraphicAnnotationUnits"), "", refs)


def _texts(item: Dataset, layer: int, refs: tuple[ImageRef, ...]) -> Iterator[Annotation | None]:
    """Give the text at the corner of its box, else at its anchor, and the line between them."""
    words = text(item, "UnformattedTextValue")
    try:
        corner, anchor = numbers(item, "BoundingBoxTopLeftHandCorner"), numbers(item, "AnchorPoint")
    except BadAttribute:
        yield None
        return
    box, pin = (_relative(item, f"{of}AnnotationUnits") for of in ("BoundingBox", "AnchorPoint"))
    visible = text(item, "AnchorPointVisibility").upper() == "Y"
    if len(corner) == 2:
        yield Annotation(layer, "POINT", corner, box, words, refs)
        if visible and len(anchor) == 2 and pin == box:
            yield Annotation(layer, "POLYLINE", (*anchor, *corner), box, "", refs)
    elif len(anchor) == 2:
        yield Annotation(layer, "POINT", anchor, pin, words, refs)
    else:
        yield None


def _relative(item: Dataset, keyword: str) -> bool:
    return text(item, keyword).upper() == "DISPLAY"


def shape_on(mark: Annotation, look: Look, image: RadiographImage) -> Shape | None:
    """Bring a mark to image pixels."""
    flat = mark.flat
    if mark.relative:
        points = _from_display(np.array(flat).reshape(-1, 2), look, image)
        flat = tuple(points.ravel().tolist())
    return shape_of(mark.layer, mark.kind, flat, text=mark.text)


def _from_display(points: NDArray[np.float64], look: Look, image: RadiographImage) -> NDArray[np.float64]:
    """Undo flip and turns of fractions of what is seen, and take them as fractions of the area."""
    x, y = points[:, 0], points[:, 1]
    if look.flipped:
        x = 1 - x
    for _ in range(look.quarter_turns):
        x, y = y, 1 - x  # what a clockwise turn brought to (1 - y, x)
    left, top, width, height = look.area or (0.0, 0.0, float(image.columns), float(image.rows))
    return np.stack([left + x * width, top + y * height], axis=1)
