"""Structured reports with their measurements (PS3.16 TID 1500), and key object selections (TID 2010)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.content import Node, read_tree
from meddiag_gui.imaging.results.marks import shape_of
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.placing import grid_of
from meddiag_gui.imaging.results.references import ImageRef, uids
from meddiag_gui.imaging.results.result import Drawing, Layer, Shape, palette_color, shares_space
from meddiag_gui.language import tr

_MEASUREMENT_GROUP = "DCM:125007"
_TRACKING = "DCM:112039"
_FINDINGS = ("DCM:121071", "SRT:F-01710")
_SITES = ("SCT:363698007", "SRT:G-C0E3")
_OTHERS_NAMES = ("DCM:112040",)  # the tracking UID says nothing to a reader
_IN_PLANE_MM = 0.5  # farthest from its plane that coordinates in space are drawn on an image


@dataclass(frozen=True, slots=True)
class Value:
    """One measurement or assessment: what, and how much with its unit."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement group: one finding, what was measured of it, and where.

    Parameters
    ----------
    name
        Tracking identifier, else the finding.
    refs
        Images that it refers to, also through its coordinates.
    """

    name: str
    finding: str
    site: str
    values: tuple[Value, ...]
    refs: tuple[ImageRef, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Coordinates of a group, and the images that they were taken from."""

    layer: int
    node: Node
    refs: tuple[ImageRef, ...]
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A structured report; its layers are its measurement groups, else all coordinates together."""

    origin: Origin
    layers: tuple[Layer, ...]
    tree: Node
    measurements: tuple[Measurement, ...]
    places: tuple[_Place, ...]
    notices: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """SOP Instance UIDs of all images that it names."""
        return uids(ref for node in self.tree.walk() for ref in node.refs)

    def on(self, image: RadiographImage) -> Drawing:
        """Draw the coordinates that were taken from an image, or that lie in its plane in space."""
        shapes = [shape for place in self.places if (shape := self._shape(place, image)) is not None]
        return Drawing(shapes=tuple(shapes))

    def _shape(self, place: _Place, image: RadiographImage) -> Shape | None:
        kind, flat = place.node.graphic
        if place.node.kind == "SCOORD":
            if not any(ref.names(image) for ref in place.refs):
                return None
            return shape_of(place.layer, kind, flat, text=place.words)
        grid = grid_of(image)
        same = shares_space(self.origin, place.node.frame_of_reference, image)
        if grid is None or not same or not flat or len(flat) % 3:
            return None
        points, away = grid.to_pixels(np.array(flat).reshape(-1, 3))
        if np.abs(away).max() > _IN_PLANE_MM:
            return None
        return shape_of(place.layer, kind, tuple(points.ravel().tolist()), text=place.words)


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A key object selection: images that someone chose, and why."""

    origin: Origin
    layers: tuple[Layer, ...]
    purpose: str
    remarks: tuple[str, ...]
    refs: tuple[ImageRef, ...]
    notices: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """SOP Instance UIDs of the images chosen."""
        return uids(self.refs)

    def on(self, image: RadiographImage) -> Drawing:
        """Draw nothing: key images are listed."""
        return Drawing()


def read_report(origin: Origin, dataset: Dataset) -> Report:
    """Read a structured report of any template; TID 1500 gives measurements.

    Raises
    ------
    UnreadableImage
        If its content tree is damaged or absurdly large.
    """
    tree = read_tree(dataset)
    groups = [node for node in tree.walk() if node.kind == "CONTAINER" and node.code == _MEASUREMENT_GROUP]
    measurements = tuple(_measurement(group, number) for number, group in enumerate(groups, 1))
    inside = {id(node) for group in groups for node in group.walk()}
    places = [place for layer, group in enumerate(groups) for place in _places(group, layer)]
    layers = [Layer(one.name, palette_color(i), one.finding) for i, one in enumerate(measurements)]
    others = [place for place in _places(tree, len(layers)) if id(place.node) not in inside]
    if others:
        layers.append(Layer(tr("Marks of the report"), palette_color(len(layers))))
    notices: tuple[str, ...] = ()
    flags = dataset.get("CompletionFlag", ""), dataset.get("VerificationFlag", "")
    if "PARTIAL" in flags or "UNVERIFIED" in flags:
        notices = (tr("The report is unverified or incomplete, as it says itself."),)
    return Report(origin, tuple(layers), tree, measurements, (*places, *others), notices)


def read_selection(origin: Origin, dataset: Dataset) -> Selection:
    """Read a key object selection.

    Raises
    ------
    UnreadableImage
        If its content tree is damaged or absurdly large.
    """
    tree = read_tree(dataset)
    nodes = list(tree.walk())
    remarks = tuple(node.value for node in nodes if node.kind == "TEXT" and node.value)
    refs = tuple(dict.fromkeys(ref for node in nodes if node.kind == "IMAGE" for ref in node.refs))
    return Selection(origin, (), tree.name or tr("Key images"), remarks, refs)


def _measurement(group: Node, number: int) -> Measurement:
    found = {node.code: node.value for node in group.children if node.value}
    finding = next((found[code] for code in _FINDINGS if code in found), "")
    site = next((found[code] for code in _SITES if code in found), "")
    known = {_TRACKING, *_FINDINGS, *_SITES, *_OTHERS_NAMES}
    values = tuple(
        Value(node.name, node.value)
        for node in group.children
        if node.kind in ("NUM", "CODE", "TEXT") and node.value and node.code not in known
    )
    refs = tuple(dict.fromkeys(ref for node in group.walk() for ref in node.refs))
    name = found.get(_TRACKING) or finding or tr("Measurement {number}", number=number)
    return Measurement(name, finding, site, values, refs)


def _places(root: Node, layer: int, words: str = "") -> Iterator[_Place]:
    """Give all coordinates below a node; those of a number are labelled with it."""
    for node in root.children:
        if node.kind in ("SCOORD", "SCOORD3D"):
            refs = tuple(ref for child in node.children for ref in child.refs)
            yield _Place(layer, node, refs, words)
        else:
            label = f"{node.name} {node.value}" if node.kind == "NUM" else ""
            yield from _places(node, layer, label)
