"""Overlay planes: groups 6000 to 601E of an image (PS3.3 C.9.2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.limits import check_size
from meddiag_gui.imaging.overlay import Overlay
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr

_GROUPS = range(0x6000, 0x6020, 2)
_ROWS, _COLUMNS, _FRAMES, _DESCRIPTION, _TYPE = 0x0010, 0x0011, 0x0015, 0x0022, 0x0040
_ORIGIN, _FIRST_FRAME, _BIT_POSITION, _LABEL, _DATA = 0x0050, 0x0051, 0x0102, 0x1500, 0x3000


def has_overlays(dataset: Dataset) -> bool:
    """Whether the file says that it has an overlay plane, be it in a group of its own or in unused bits."""
    return any((group, _ROWS) in dataset for group in _GROUPS)


def read_overlays(
    dataset: Dataset, frame: int, shape: tuple[int, int], cells: NDArray[Any] | None = None
) -> tuple[tuple[Overlay, ...], tuple[str, ...]]:
    """Overlay planes of one frame, and a notice for each that cannot be drawn.

    Parameters
    ----------
    frame
        Counted from 0.
    shape
        Rows and columns of the image.
    cells
        The frame's cells ``(rows, columns)`` as stored, for planes that old files keep in unused bits of the
        pixels (retired since 2004); None where these bits are gone.
    """
    found: list[Overlay] = []
    notices: list[str] = []
    for group in _GROUPS:
        if (group, _ROWS) not in dataset:
            continue
        try:
            overlay = _overlay(_Group(dataset, group), frame, shape, cells)
        except (UnreadableImage, UnsupportedImage) as error:
            notices.append(tr("The file has a graphic overlay that is not drawn: {reason}.", reason=error))
        else:
            found += [overlay] if overlay is not None else []
    return tuple(found), tuple(notices)


class _Group:
    """The attributes of one group by their element numbers: pydicom has no keywords for repeating groups."""

    def __init__(self, dataset: Dataset, group: int) -> None:
        self._dataset, self.number = dataset, group
        self.little = dataset.original_encoding[1] is not False

    def value(self, element: int) -> Any:
        """Value as pydicom converts it; None where it is absent or empty."""
        try:
            found = self._dataset.get((self.number, element))
            return None if found is None or found.is_empty else found.value
        except Exception as error:  # pydicom lets through whatever a hostile value makes it stumble over
            raise UnreadableImage(tr("its header is damaged")) from error

    def text(self, element: int) -> str:
        """Value as one clean line."""
        return clean_text(str(self.value(element) or "").strip("\0 "))

    def integers(self, element: int) -> tuple[int, ...]:
        """Whole numbers; empty where there are none."""
        try:
            found = np.atleast_1d(np.asarray(self.value(element) or (), np.float64))
        except (TypeError, ValueError) as error:
            raise UnreadableImage(tr("its header is damaged")) from error
        if not (np.isfinite(found).all() and (found % 1 == 0).all()):
            raise UnreadableImage(tr("its header is damaged"))
        return tuple(int(number) for number in found)

    def integer(self, element: int, default: int) -> int:
        """First of the whole numbers."""
        return next(iter(self.integers(element)), default)


def _overlay(group: _Group, frame: int, image: tuple[int, int], cells: NDArray[Any] | None) -> Overlay | None:
    rows, columns = group.integer(_ROWS, 0), group.integer(_COLUMNS, 0)
    if min(rows, columns) < 1:
        raise UnreadableImage(tr("its size is not valid"))
    check_size(rows, columns)
    plane = _plane(group, frame, (rows, columns), cells)
    if plane is None:
        return None
    origin = group.integers(_ORIGIN) or (1, 1)
    if len(origin) != 2:
        raise UnreadableImage(tr("its origin is not valid"))
    placed = _placed(plane, origin[0] - 1, origin[1] - 1, image)
    return Overlay(
        group.number, placed, group.text(_LABEL) or group.text(_DESCRIPTION), group.text(_TYPE).upper() == "R"
    )


def _plane(
    group: _Group, frame: int, shape: tuple[int, int], cells: NDArray[Any] | None
) -> NDArray[np.bool_] | None:
    """Bits of the plane for a frame; None where it has none for this frame."""
    data = group.value(_DATA)
    if data is None:
        return _embedded(group.integer(_BIT_POSITION, 0), shape, cells)
    frames = group.integer(_FRAMES, 1)
    index = frame + 1 - group.integer(_FIRST_FRAME, 1) if frames > 1 else 0
    if not 0 <= index < frames:
        return None
    size = shape[0] * shape[1]
    first = index * size
    block = bytes(data)[first // 16 * 2 : (first + size + 15) // 16 * 2]
    words = np.frombuffer(block[: len(block) // 2 * 2], "<u2" if group.little else ">u2")
    bits = np.unpackbits(words.astype("<u2").view(np.uint8), bitorder="little")[first % 16 :]
    if len(bits) < size:
        raise UnreadableImage(tr("it is shorter than its size needs"))
    return bits[:size].reshape(shape).astype(bool)


def _embedded(position: int, shape: tuple[int, int], cells: NDArray[Any] | None) -> NDArray[np.bool_]:
    if cells is None or cells.dtype.kind != "u" or not 0 < position < 8 * cells.dtype.itemsize:
        raise UnreadableImage(tr("its bits are not there"))
    if cells.shape != shape:
        raise UnreadableImage(tr("its size is not that of the pixels it lies in"))
    return np.asarray(cells >> np.array(position, cells.dtype) & 1, bool)


def _placed(plane: NDArray[np.bool_], top: int, left: int, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Lay a plane onto the image; what lies beyond it is cut off."""
    whole = np.zeros(shape, bool)
    inside = plane[max(0, -top) : max(0, shape[0] - top), max(0, -left) : max(0, shape[1] - left)]
    y, x = max(0, top), max(0, left)
    if inside.size:
        whole[y : y + inside.shape[0], x : x + inside.shape[1]] = inside
    whole.flags.writeable = False
    return whole
