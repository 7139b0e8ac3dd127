"""Softcopy presentation states: window, orientation, shutter and annotations (PS3.3 A.33, PS3.4 N)."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, integer, items, numbers, text
from meddiag_gui.imaging.dicom.overlay import read_overlays
from meddiag_gui.imaging.dicom.shutter import read_shutter
from meddiag_gui.imaging.dicom.voi import read_vois
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.annotations import Annotation, read_annotations, shape_on
from meddiag_gui.imaging.results.color import recommended_color
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.references import ImageRef, image_refs, uids
from meddiag_gui.imaging.results.result import Color, Drawing, Layer, Look
from meddiag_gui.imaging.windowing import Voi
from meddiag_gui.language import tr

_DEFAULT_COLOR: Color = (240, 228, 66)
_MAX_OBJECTS = 20_000

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Presentation:
    """A presentation state; its layers are its graphic layers."""

    origin: Origin
    layers: tuple[Layer, ...]
    refs: tuple[ImageRef, ...]
    dataset: Dataset
    marks: tuple[Annotation, ...]
    notices: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """SOP Instance UIDs of the images that it is for."""
        return uids(self.refs)

    def on(self, image: RadiographImage) -> Drawing:
        """Look, shutter, overlays and marks for an image; nothing where the state is not for it."""
        if not any(ref.names(image) for ref in self.refs):
            return Drawing()
        notices: list[str] = []
        try:
            shutter = read_shutter(self.dataset, image.rows, image.columns)
        except BadAttribute:
            shutter = None
            notices.append(tr("The shutter of the presentation state is not valid and was left out."))
        look = _look(self.dataset, image)
        overlays, more = read_overlays(self.dataset, image.frame, (image.rows, image.columns))
        used = integer(self.dataset, "ShutterOverlayGroup") if shutter is not None else None
        masks = {self._layer_of(one.group): one.values for one in overlays if one.group != used}
        shapes = [
            shape
            for mark in self.marks
            if not mark.refs or any(ref.names(image) for ref in mark.refs)
            if (shape := shape_on(mark, look, image)) is not None
        ]
        return Drawing(masks, tuple(shapes), look, shutter, (*notices, *more))

    def _layer_of(self, group: int) -> int:
        """Layer in which the overlay of a group is active (60xx,1001), else the first."""
        element = self.dataset.get((group, 0x1001))
        name = str(element.value) if element is not None else ""
        return next((i for i, layer in enumerate(self.layers) if layer.name == name), 0)


def read_presentation(origin: Origin, dataset: Dataset) -> Presentation:
    """Read a presentation state; an object that is damaged costs only itself.

    Raises
    ------
    UnreadableImage
        If its sequences are damaged.
    """
    refs = tuple(
        ref
        for series in items(dataset, "ReferencedSeriesSequence")
        for ref in image_refs(series, "ReferencedImageSequence")
    )
    layers = _layers(dataset)
    marks: list[Annotation] = []
    bad = 0
    for mark in read_annotations(dataset, [layer.name for layer in layers]):
        if mark is None or len(marks) >= _MAX_OBJECTS:
            bad += 1
        else:
            marks.append(mark)
    notices = []
    if bad:
        notices.append(
            tr("{bad} of its annotations are damaged or of an unknown kind, and left out.", bad=bad)
        )
    if "PresentationLUTSequence" in dataset:
        notices.append(tr("Its presentation look-up table is not applied."))
    return Presentation(origin, layers, refs, dataset, tuple(marks), tuple(notices))


def _layers(dataset: Dataset) -> tuple[Layer, ...]:
    found = []
    for item in items(dataset, "GraphicLayerSequence"):
        color = recommended_color(item, "GraphicLayerRecommendedDisplayCIELabValue", _DEFAULT_COLOR)
        order = integer(item, "GraphicLayerOrder") or 0
        found.append((order, Layer(text(item, "GraphicLayer"), color, text(item, "GraphicLayerDescription"))))
    found.sort(key=lambda entry: entry[0])
    return tuple(layer for _, layer in found) or (Layer("Annotations", _DEFAULT_COLOR),)


def _look(dataset: Dataset, image: RadiographImage) -> Look:
    shape = text(dataset, "PresentationLUTShape").upper()
    turns = (integer(dataset, "ImageRotation") or 0) // 90 % 4
    flipped = text(dataset, "ImageHorizontalFlip").upper() == "Y"
    return Look(_voi(dataset, image), shape == "INVERSE", turns, flipped, _area(dataset, image))


def _voi(dataset: Dataset, image: RadiographImage) -> Voi | None:
    for item in items(dataset, "SoftcopyVOILUTSequence"):
        refs = image_refs(item, "ReferencedImageSequence")
        if refs and not any(ref.names(image) for ref in refs):
            continue
        vois, _ = read_vois(item, 0, signed=image.pixels.dtype.kind != "u")
        if vois:
            return vois[0]
    return None


def _area(dataset: Dataset, image: RadiographImage) -> Area | None:
    """Part of the image that is to be seen (C.10.4); corners count pixels from 1, both inclusive."""
    for item in items(dataset, "DisplayedAreaSelectionSequence"):
        refs = image_refs(item, "ReferencedImageSequence")
        if refs and not any(ref.names(image) for ref in refs):
            continue
        corners = (
            *numbers(item, "DisplayedAreaTopLeftHandCorner"),
            *numbers(item, "DisplayedAreaBottomRightHandCorner"),
        )
        if len(corners) != 4:
            return None
        left, right = sorted((corners[0], corners[2]))  # a turned image has them the other way round
        top, bottom = sorted((corners[1], corners[3]))
        area = left - 1, top - 1, right - left + 1, bottom - top + 1
        return None if area == (0, 0, image.columns, image.rows) else area
    return None
