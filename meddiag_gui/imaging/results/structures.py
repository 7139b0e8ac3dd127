"""Radiotherapy structure sets: contours in the patient's coordinates (PS3.3 A.19, C.8.8.5, C.8.8.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnsupportedImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, integer, items, numbers, text
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.placing import Grid, grid_of
from meddiag_gui.imaging.results.references import ImageRef, image_refs, uids
from meddiag_gui.imaging.results.result import Color, Drawing, Layer, Shape, palette_color, shares_space
from meddiag_gui.language import mark, tr

MAX_POINTS = 5_000_000
_NAMED_MM = 2.0  # farthest that a contour may lie from the plane of an image that it names
_FOUND_MM = 0.1  # and from that of one that it does not
_OFF_PLANE = mark("A contour is not drawn here: it does not lie in the plane of the image.")
_FORMS: dict[str, Literal["points", "line", "area"]] = {
    "POINT": "points", "OPEN_PLANAR": "line", "OPEN_NONPLANAR": "line",
    "CLOSED_PLANAR": "area", "CLOSEDPLANAR_XOR": "area",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Contour:
    layer: int
    form: Literal["points", "line", "area"]
    points: NDArray[np.float64]  # (n, 3) in mm
    refs: tuple[ImageRef, ...]
    frame_of_reference: str


@dataclass(frozen=True, slots=True, eq=False)
class Structures:
    """A structure set; its layers are its regions of interest.

    Its contours are kept by the SOP Instance UID of the image that they name, or the empty one.
    """

    origin: Origin
    layers: tuple[Layer, ...]
    contours: dict[str, list[_Contour]]
    notices: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """SOP Instance UIDs of the images that contours were drawn on."""
        return frozenset(filter(None, self.contours))

    def on(self, image: RadiographImage) -> Drawing:
        """Draw the contours that name an image, and those without a name that lie in its plane.

        Both need the image's place in the patient, and the latter the same study and frame of reference.
        """
        grid = grid_of(image)
        known = self.contours.get(image.header.sop_instance_uid, ())
        named = [contour for contour in known if any(ref.names(image) for ref in contour.refs)]
        free = [
            contour
            for contour in self.contours.get("", ())
            if shares_space(self.origin, contour.frame_of_reference, image)
        ]
        drawn = [_flat(contour, grid, _NAMED_MM) for contour in named]
        notices = (tr(_OFF_PLANE),) if None in drawn else ()
        drawn += [_flat(contour, grid, _FOUND_MM) for contour in free]
        return Drawing(shapes=tuple(shape for shape in drawn if shape is not None), notices=notices)


def _flat(contour: _Contour, grid: Grid | None, farthest: float) -> Shape | None:
    """Bring a contour to an image's pixels; None where it does not lie in its plane."""
    if grid is None:
        return None
    flat, away = grid.to_pixels(contour.points)
    return Shape(contour.layer, flat, contour.form) if np.abs(away).max() <= farthest else None


def read_structures(origin: Origin, dataset: Dataset) -> Structures:
    """Read a structure set; a contour that is damaged costs only itself.

    Raises
    ------
    UnreadableImage
        If its sequences are damaged.
    UnsupportedImage
        If it has more than `MAX_POINTS` points.
    """
    regions = {integer(item, "ROINumber"): item for item in items(dataset, "StructureSetROISequence")}
    layers: list[Layer] = []
    contours: dict[str, list[_Contour]] = {}
    bad, total = 0, 0
    for item in items(dataset, "ROIContourSequence"):
        region = regions.get(integer(item, "ReferencedROINumber"), Dataset())
        layers.append(_layer(item, region, len(layers)))
        uid = text(region, "ReferencedFrameOfReferenceUID") or origin.frame_of_reference
        for part in items(item, "ContourSequence"):
            contour = _contour(part, len(layers) - 1, uid)
            if contour is None:
                bad += 1
                continue
            total += len(contour.points)
            if total > MAX_POINTS:
                raise UnsupportedImage(tr("its contours have more than {most:,} points", most=MAX_POINTS))
            for named in uids(contour.refs) or ("",):
                contours.setdefault(named, []).append(contour)
    notices = (
        (tr("{bad} of its contours are damaged or of an unknown type, and left out.", bad=bad),)
        if bad
        else ()
    )
    return Structures(origin, tuple(layers), contours, notices)


def _layer(item: Dataset, region: Dataset, place: int) -> Layer:
    color: Color = palette_color(place)
    try:
        red, green, blue = (min(max(int(part), 0), 255) for part in numbers(item, "ROIDisplayColor"))
        color = red, green, blue
    except (ValueError, BadAttribute):  # not three numbers
        pass
    name = text(region, "ROIName") or tr("Region {place}", place=place + 1)
    return Layer(name, color, text(region, "ROIGenerationAlgorithm").lower())


def _contour(item: Dataset, layer: int, frame_of_reference: str) -> _Contour | None:
    form = _FORMS.get(text(item, "ContourGeometricType").upper())
    try:
        points = _points(item)
        refs = image_refs(item, "ContourImageSequence")
    except BadAttribute:
        return None
    if form is None or not len(points):
        return None
    return _Contour(layer, form, points, refs, frame_of_reference)


def _points(item: Dataset) -> NDArray[np.float64]:
    """Contour Data (3006,0050), by its bytes: pydicom would make an object of each number."""
    raw = item.get_item("ContourData", keep_deferred=True)
    content = getattr(raw, "value", None)
    try:
        parts = content.split(b"\\") if isinstance(content, bytes) else numbers(item, "ContourData")
        flat = np.array([float(part) for part in parts])
    except ValueError as error:
        raise BadAttribute("ContourData") from error
    if not len(flat) or len(flat) % 3 or not np.isfinite(flat).all():
        raise BadAttribute("ContourData")
    return flat.reshape(-1, 3)
