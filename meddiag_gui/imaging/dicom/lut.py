"""Look-up tables as DICOM writes them: Modality LUT, VOI LUT and palettes (PS3.3 C.11.1.1, C.7.6.3.1.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, numbers, value
from meddiag_gui.language import tr

_MAX_ENTRIES = 65536


@dataclass(frozen=True, slots=True, eq=False)
class Lut:
    """A look-up table.

    Parameters
    ----------
    first
        Value that the first entry stands for.
    table
        Entries, shape ``(n,)``, uint16.
    bits
        Bits of each entry, 8 to 16.
    """

    first: int
    table: NDArray[np.uint16]
    bits: int

    def apply(self, values: NDArray[Any]) -> NDArray[np.uint16]:
        """Look every value up; values beyond the table take its first or last entry."""
        last = len(self.table) - 1
        return map_values(values, lambda x: self.table[np.clip(x.astype(np.int64) - self.first, 0, last)])


def map_values(values: NDArray[Any], function: Callable[[NDArray[Any]], NDArray[Any]]) -> NDArray[Any]:
    """Apply an elementwise function; up to 16 bits only once for every possible value."""
    if values.dtype.kind not in "iu" or values.dtype.itemsize > 2:
        return function(values)
    info = np.iinfo(values.dtype)
    results = function(np.arange(info.min, info.max + 1))
    return np.asarray(np.roll(results, info.min)[values.view(f"u{values.dtype.itemsize}")])


def read_lut(item: Dataset, *, signed: bool, prefix: str = "LUT") -> Lut:
    """Read LUT Descriptor and LUT Data of a sequence item.

    Parameters
    ----------
    signed
        Whether the values that go in can be negative; only then is the first mapped value.

    Raises
    ------
    UnreadableImage
        If the table is absent, or shorter than its descriptor says.
    """
    return _lut(item, f"{prefix}Descriptor", f"{prefix}Data", signed=signed)


def read_palette(dataset: Dataset, channel: str, *, signed: bool) -> Lut:
    """Read the palette of one channel (``Red``, ``Green``, ``Blue``), plain or segmented.

    Raises
    ------
    UnreadableImage
        If it is absent or damaged.
    """
    keyword = f"{channel}PaletteColorLookupTable"
    if f"Segmented{keyword}Data" in dataset and f"{keyword}Data" not in dataset:
        count, first, bits = _descriptor(dataset, f"{keyword}Descriptor", signed=signed)
        words = _words(dataset, f"Segmented{keyword}Data", bits, None)
        return Lut(first, _expand(words, count, f"Segmented{keyword}Data"), bits)
    return _lut(dataset, f"{keyword}Descriptor", f"{keyword}Data", signed=signed)


def _lut(item: Dataset, descriptor: str, data: str, *, signed: bool) -> Lut:
    count, first, bits = _descriptor(item, descriptor, signed=signed)
    table = _words(item, data, bits, count)
    if len(table) < count:
        raise UnreadableImage(
            tr("its {data} has {n} of {count} entries", data=data, n=len(table), count=count)
        )
    table = table[:count]
    if bits < 16 and table.max(initial=0) >= 2**bits:  # more bits in use than declared
        bits = int(table.max()).bit_length()
    return Lut(first, table, bits)


def _descriptor(item: Dataset, keyword: str, *, signed: bool) -> tuple[int, int, int]:
    """Entries, first mapped value and bits, of whichever sign the VR made them (C.11.1.1.1)."""
    found = [int(part) for part in numbers(item, keyword)]
    if len(found) != 3:
        raise (
            BadAttribute(keyword)
            if found
            else UnreadableImage(tr("its header has no {keyword}", keyword=keyword))
        )
    count, first, bits = found[0] % _MAX_ENTRIES or _MAX_ENTRIES, found[1], found[2]
    if signed and first >= 2**15:
        first -= 2**16
    elif not signed and first < 0:
        first += 2**16
    if not 1 <= bits <= 16:
        raise BadAttribute(keyword)
    return count, first, bits


def _words(item: Dataset, keyword: str, bits: int, count: int | None) -> NDArray[np.uint16]:
    """Table entries, whether written as words, as bytes, or as bytes packed in words."""
    found = value(item, keyword)
    if found is None:
        raise UnreadableImage(tr("its header has no {keyword}", keyword=keyword))
    if isinstance(found, bytes):
        little = item.original_encoding[1] is not False
        packed = bits <= 8 and count is not None and len(found) < 2 * count
        if packed:  # two 8-bit entries a word, the first in the low byte
            pairs = np.frombuffer(found[: len(found) & ~1], "<u2" if little else ">u2").astype("<u2")
            return pairs.view(np.uint8).astype(np.uint16)
        return np.frombuffer(found[: len(found) & ~1], "<u2" if little else ">u2").astype(np.uint16)
    try:
        listed = np.atleast_1d(np.asarray(found, np.int64))
    except (TypeError, ValueError) as error:
        raise BadAttribute(keyword) from error
    if bits <= 8 and count is not None and len(listed) < count <= 2 * len(listed):
        return (listed & 0xFFFF).astype("<u2").view(np.uint8).astype(np.uint16)
    return (listed & 0xFFFF).astype(np.uint16)


def _expand(words: NDArray[np.uint16], count: int, keyword: str) -> NDArray[np.uint16]:
    """Expand a segmented palette: discrete, linear and indirect segments (C.7.9.2)."""
    data = words.tolist()
    out: list[int] = []

    def run(place: int, segments: int | None, *, indirect: bool) -> None:
        while place + 1 < len(data) and segments != 0 and len(out) < count:
            code, length = data[place], data[place + 1]
            if code == 0:
                out.extend(data[place + 2 : place + 2 + length])
                place += 2 + length
            elif code == 1 and out:
                out.extend(np.linspace(out[-1], data[place + 2], length + 1).round().astype(int)[1:].tolist())
                place += 3
            elif code == 2 and not indirect:
                run(data[place + 2] | data[place + 3] << 16, length, indirect=True)
                place += 4
            else:
                raise BadAttribute(keyword)
            segments = None if segments is None else segments - 1

    try:
        run(0, None, indirect=False)
    except IndexError as error:
        raise BadAttribute(keyword) from error
    if len(out) < count:
        raise UnreadableImage(
            tr("its {keyword} has {n} of {count} entries", keyword=keyword, n=len(out), count=count)
        )
    return np.array(out[:count], np.uint16)
