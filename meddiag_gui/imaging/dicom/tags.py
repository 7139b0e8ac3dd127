"""All that a DICOM file says, as rows: bounded in number, depth and length of values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from pydicom.datadict import dictionary_description, dictionary_VR, keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag, Tag
from pydicom.uid import UID

from meddiag_gui.errors import NoImage
from meddiag_gui.imaging.dicom.reading import PIXEL_TAGS, UNDEFINED_LENGTH, ParsedFile, parse
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff
from meddiag_gui.imaging.tags import TagRow
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr, tr_n

MAX_ROWS = 20_000
MAX_DEPTH = 8
MAX_VALUE_BYTES = 2**16
"""Longest value that is converted; of longer ones the length is told."""

_MAX_VALUES = 64  # of one attribute that are written out
_HEX_BYTES = 16


def read_tags(path: Path) -> tuple[TagRow, ...]:
    """Read the attributes of a DICOM file, its file meta information first.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If the file cannot be parsed; `NoImage` where it is no DICOM file.
    """
    with open_file(path) as stream:
        size = path.stat().st_size
        kind = sniff(stream.read(HEAD_BYTES), size)
        if kind != "dicom":
            raise NoImage(tr("it is no DICOM file and has no tags"))
        stream.seek(0)
        return _all_rows(stream, size)


@guarded
def _all_rows(stream: BinaryIO, size: int) -> tuple[TagRow, ...]:
    parsed = parse(stream, size)
    left = _Budget(MAX_ROWS)
    rows = (*_rows(parsed.meta, left, 0), *_rows(parsed.dataset, left, 0), *_pixel_row(parsed))
    if left.spent:
        rows += (TagRow("", tr("More than {most:,} attributes: the others are not listed", most=MAX_ROWS)),)
    return rows


class _Budget:
    """How many rows may still be made."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self.spent = False

    def take(self) -> bool:
        self.spent = self.spent or self._rows <= 0
        self._rows -= 1
        return not self.spent


def _rows(dataset: Dataset, left: _Budget, depth: int) -> Iterator[TagRow]:
    for tag in sorted(dataset.keys()):
        if not left.take():
            return
        yield _row(dataset, Tag(tag), left, depth)


def _row(dataset: Dataset, tag: BaseTag, left: _Budget, depth: int) -> TagRow:
    raw = dataset.get_item(tag, keep_deferred=True)
    row = TagRow(_written(tag), _name(tag), vr=getattr(raw, "VR", None) or "")
    if isinstance(raw, RawDataElement) and _is_too_long(raw, tag):
        return replace(row, vm=1, value=f"{raw.length:,} bytes")
    try:
        element = dataset[tag]
        row = replace(row, name=clean_text(element.name) or row.name, keyword=element.keyword, vr=element.VR)
        if element.VR == "SQ":
            return _sequence(row, element.value or [], left, depth)
        return replace(row, vm=element.VM, value=_value(element))
    except Exception:  # pydicom lets through whatever a hostile value makes it stumble over
        return replace(row, value=tr("(not readable)"))


def _name(tag: BaseTag) -> str:
    try:
        return str(dictionary_description(tag))
    except KeyError:
        return "Private" if tag.is_private else "Unknown"


def _is_too_long(raw: RawDataElement, tag: BaseTag) -> bool:
    """Whether a value is not to be converted; a sequence is, item by item."""
    try:
        sequence = (raw.VR or dictionary_VR(tag)) == "SQ"
    except KeyError:
        sequence = False
    return MAX_VALUE_BYTES < raw.length < UNDEFINED_LENGTH and not sequence


def _sequence(row: TagRow, items: Sequence[Dataset], left: _Budget, depth: int) -> TagRow:
    children: list[TagRow] = []
    for number, item in enumerate(items, 1):
        if depth + 1 >= MAX_DEPTH:
            children.append(TagRow("", tr("Nested too deeply: not listed")))
            break
        if not left.take():
            break
        children.append(
            TagRow("", tr("Item {number}", number=number), children=tuple(_rows(item, left, depth + 1)))
        )
    count = tr_n("{n:,} item", "{n:,} items", len(items))
    return replace(row, vm=len(items), value=count, children=tuple(children))


def _value(element: DataElement) -> str:
    value = element.value
    if isinstance(value, bytes):
        return _bytes(value)
    if value is None:
        return ""
    values = value if isinstance(value, list | tuple | MultiValue) else [value]
    text = "\\".join(_one(part, element.VR) for part in values[:_MAX_VALUES])
    return clean_text(text + ("\\…" if len(values) > _MAX_VALUES else ""))


def _one(part: Any, vr: str) -> str:
    if isinstance(part, bytes):
        return _bytes(part)
    if vr == "AT":
        return _written(Tag(part))
    text = str(part).strip("\0 ")
    if vr == "UI" and (name := UID(text).name) != text:
        return f"{text} ({name})"
    return text


def _bytes(value: bytes) -> str:
    shown = value[:_HEX_BYTES].hex(" ")
    return f"{len(value):,} bytes" + (f": {shown}{' …' if len(value) > _HEX_BYTES else ''}" if value else "")


def _written(tag: BaseTag) -> str:
    return f"({tag.group:04X},{tag.element:04X})"


def _pixel_row(parsed: ParsedFile) -> Iterator[TagRow]:
    pixel = parsed.pixel
    if pixel is None:
        return
    tag = Tag(next(tag for tag, kind in PIXEL_TAGS.items() if kind == pixel.kind))
    length = tr("compressed frames") if pixel.length is None else tr("{n:,} bytes", n=pixel.length)
    yield TagRow(_written(tag), _name(tag), keyword_for_tag(tag), pixel.vr, 1, length)
