"""Segmentation files, frame by frame: binary, fractional and label maps (PS3.3 A.51, C.8.20)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom.attributes import first_item, integer, items, numbers, text
from meddiag_gui.imaging.dicom.functional import frame_group
from meddiag_gui.imaging.dicom.geometry import read_plane
from meddiag_gui.imaging.dicom.source import DicomSource
from meddiag_gui.imaging.results.color import recommended_color
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.placing import Grid
from meddiag_gui.imaging.results.references import ImageRef, image_refs, uids
from meddiag_gui.imaging.results.result import Layer, palette_color
from meddiag_gui.imaging.results.segmentation import LEAST_REACH_MM, Segmentation, SegmentFrame
from meddiag_gui.language import tr

MAX_FRAMES = 20_000
MAX_KEPT_BYTES = 512 * 2**20


def read_segmentation(origin: Origin, stream: BinaryIO, size: int) -> Segmentation:
    """Read a segmentation.

    Raises
    ------
    UnreadableImage
        If it is damaged or contradicts itself.
    UnsupportedImage
        If it is too large.
    """
    source = DicomSource(origin.path, str, stream, size)
    dataset = source.dataset
    if source.frames > MAX_FRAMES:
        raise UnsupportedImage(
            tr(
                "it is a segmentation of {frames} frames, more than {most}",
                frames=source.frames,
                most=MAX_FRAMES,
            )
        )
    kind = text(dataset, "SegmentationType").upper()
    if kind not in ("BINARY", "FRACTIONAL", "LABELMAP"):
        raise UnreadableImage(tr("its header has an invalid SegmentationType"))
    segments = {
        number: item
        for item in items(dataset, "SegmentSequence")
        if (number := integer(item, "SegmentNumber") or 0) > 0  # 0 is the background of a label map
    }
    index = {number: place for place, number in enumerate(segments)}
    reader = _FrameReader(source, dataset, kind, index)
    frames = [frame for number in range(source.frames) if (frame := reader.read(number)) is not None]
    layers = tuple(_layer(item, place) for place, item in enumerate(segments.values()))
    notices = _notices(segments.values())
    by_uid: dict[str, list[SegmentFrame]] = {}
    for frame in frames:
        for uid in uids(frame.refs):
            by_uid.setdefault(uid, []).append(frame)
    return Segmentation(origin, layers, tuple(frames), by_uid, reader.rows, reader.columns, notices)


class _FrameReader:
    """Reads frames one by one; the functional groups are listed once."""

    def __init__(self, source: DicomSource, dataset: Dataset, kind: str, index: dict[int, int]) -> None:
        self._source, self._dataset, self._kind, self._index = source, dataset, kind, index
        self.rows, self.columns = integer(dataset, "Rows") or 0, integer(dataset, "Columns") or 0
        self._top = integer(dataset, "MaximumFractionalValue") or 255
        self._kept = 0

    def read(self, number: int) -> SegmentFrame | None:
        """Read a frame; None where it is empty."""
        values = self._source.stored(number)
        filled = [np.flatnonzero(values.any(axis=axis)) for axis in (1, 0)]
        if not len(filled[0]):
            return None
        top, left = int(filled[0][0]), int(filled[1][0])
        part = self._converted(values[top : filled[0][-1] + 1, left : filled[1][-1] + 1])
        packed = np.packbits(part) if self._kind == "BINARY" else part
        self._kept += packed.nbytes
        if self._kept > MAX_KEPT_BYTES:
            raise UnsupportedImage(
                tr("its segments need more than {most} MiB of memory", most=MAX_KEPT_BYTES // 2**20)
            )
        grid, reach = self._place(number)
        refs = self._refs(number)
        return SegmentFrame(self._layer_of(number), packed, (top, left), part.shape, refs, grid, reach)

    def _converted(self, part: NDArray[Any]) -> NDArray[np.uint8]:
        if self._kind == "FRACTIONAL":
            return np.asarray(np.minimum(np.rint(part * (255 / self._top)), 255), np.uint8)
        if self._kind == "BINARY":
            return np.asarray(part != 0, np.uint8)
        numbers_to_places = np.zeros(int(part.max()) + 1, np.uint8)
        for number, place in self._index.items():
            if number < len(numbers_to_places) and place < 255:
                numbers_to_places[number] = place + 1
        return np.asarray(numbers_to_places[part])

    def _layer_of(self, frame: int) -> int | None:
        if self._kind == "LABELMAP":
            return None
        group = frame_group(self._dataset, frame, "SegmentIdentificationSequence")
        number = integer(group, "ReferencedSegmentNumber")
        if number is None and len(self._index) == 1:
            return 0
        if number not in self._index:
            raise UnreadableImage(
                tr("its frame {frame} is of a segment that it does not describe", frame=frame + 1)
            )
        return self._index[number]

    def _place(self, frame: int) -> tuple[Grid | None, float]:
        measures = frame_group(self._dataset, frame, "PixelMeasuresSequence")
        spacing = numbers(measures, "PixelSpacing")
        plane = read_plane(self._dataset, frame, self._source.frames)
        if plane is None or len(spacing) != 2 or min(spacing) <= 0:
            return None, 0.0
        thickness = numbers(measures, "SpacingBetweenSlices") or numbers(measures, "SliceThickness") or (0.0,)
        reach = max(abs(thickness[0]) / 2, 0.0) + LEAST_REACH_MM
        return Grid(plane, (spacing[0], spacing[1]), self.rows, self.columns), reach

    def _refs(self, frame: int) -> tuple[ImageRef, ...]:
        derivation = frame_group(self._dataset, frame, "DerivationImageSequence")
        return image_refs(derivation, "SourceImageSequence")


def _layer(item: Dataset, place: int) -> Layer:
    algorithm = first_item(item, "SegmentationAlgorithmIdentificationSequence") or item
    how = text(item, "SegmentAlgorithmType").lower(), text(algorithm, "AlgorithmName")
    how_named = ", ".join(filter(None, (how[0], how[1] or text(item, "SegmentAlgorithmName"))))
    name = (
        text(item, "SegmentLabel")
        or text(item, "SegmentDescription")
        or tr("Segment {place}", place=place + 1)
    )
    color = recommended_color(item, "RecommendedDisplayCIELabValue", palette_color(place))
    return Layer(name, color, how_named)


def _notices(segments: Iterable[Dataset]) -> tuple[str, ...]:
    if any(text(item, "SegmentAlgorithmType").upper() == "AUTOMATIC" for item in segments):
        return (tr("Made by software without a person's check, as the file says."),)
    return ()
