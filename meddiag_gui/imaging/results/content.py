"""The content tree of structured reports and key object selections (PS3.3 A.35, C.17.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, first_item, items, numbers, text, value
from meddiag_gui.imaging.results.marks import MAX_NUMBERS
from meddiag_gui.imaging.results.references import ImageRef, image_refs
from meddiag_gui.imaging.text import MAX_CHARACTERS, clean_lines
from meddiag_gui.language import tr

MAX_DEPTH = 32
MAX_NODES = 50_000

_VALUES = {
    "PNAME": "PersonName", "DATE": "Date", "TIME": "Time", "DATETIME": "DateTime",
    "UIDREF": "UID",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One content item.

    Parameters
    ----------
    kind
        Value Type (0040,A040), such as ``NUM``.
    name
        Meaning of the concept name, and its code as ``scheme:value``.
    value
        As a person reads it: text, the meaning of a code, a number with its unit.
    refs
        Images that it names.
    graphic
        Graphic type and numbers of spatial coordinates (in pixels, or in mm for ``SCOORD3D``).
    frame_of_reference
        UID that ``SCOORD3D`` are in.
    """

    kind: str
    name: str
    code: str
    value: str
    children: tuple[Node, ...] = ()
    refs: tuple[ImageRef, ...] = ()
    graphic: tuple[str, tuple[float, ...]] = ("", ())
    frame_of_reference: str = ""

    def walk(self) -> Iterator[Node]:
        """Give this node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_tree(dataset: Dataset) -> Node:
    """Read the whole tree.

    Raises
    ------
    UnreadableImage
        If it has more than `MAX_NODES` items, more than `MAX_DEPTH` levels, or a damaged sequence.
    """
    return _Reader().node(dataset, 0)


class _Reader:
    """Counts what it has read."""

    def __init__(self) -> None:
        self._nodes = 0

    def node(self, item: Dataset, depth: int) -> Node:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise UnreadableImage(tr("its content tree is too deep or too large"))
        kind = text(item, "ValueType").upper()
        concept = first_item(item, "ConceptNameCodeSequence")
        children = tuple(self.node(child, depth + 1) for child in items(item, "ContentSequence"))
        return Node(
            kind,
            text(concept, "CodeMeaning") if concept is not None else "",
            code_of(concept),
            _value(item, kind),
            children,
            image_refs(item, "ReferencedSOPSequence"),
            _graphic(item) if kind in ("SCOORD", "SCOORD3D") else ("", ()),
            text(item, "ReferencedFrameOfReferenceUID"),
        )


def code_of(item: Dataset | None) -> str:
    """Write a code as ``scheme:value``; empty where there is none."""
    if item is None:
        return ""
    code = text(item, "CodeValue") or text(item, "LongCodeValue") or text(item, "URNCodeValue")
    return f"{text(item, 'CodingSchemeDesignator')}:{code}" if code else ""


def _value(item: Dataset, kind: str) -> str:
    if kind == "CODE":
        code = first_item(item, "ConceptCodeSequence")
        return text(code, "CodeMeaning") if code is not None else ""
    if kind == "NUM":
        return _number(item)
    if kind == "TEXT":  # a report may be one long text
        return _paragraphs(item)
    return text(item, _VALUES[kind]) if kind in _VALUES else ""


def _paragraphs(item: Dataset) -> str:
    words = str(value(item, "TextValue") or "")
    lines = (line[start : start + MAX_CHARACTERS] for line in words.splitlines()
             for start in range(0, len(line), MAX_CHARACTERS))  # fmt: skip
    return clean_lines("\n".join(lines))


def _number(item: Dataset) -> str:
    """Number and unit; where there is no number, why."""
    measured = first_item(item, "MeasuredValueSequence")
    if measured is None:
        qualifier = first_item(item, "NumericValueQualifierCodeSequence")
        return text(qualifier, "CodeMeaning") if qualifier is not None else tr("no value")
    unit = first_item(measured, "MeasurementUnitsCodeSequence")
    code = text(unit, "CodeValue") if unit is not None else ""
    if code in ("1", "{ratio}"):  # UCUM for: no unit
        code = ""
    return f"{text(measured, 'NumericValue')} {code}".strip()


def _graphic(item: Dataset) -> tuple[str, tuple[float, ...]]:
    try:
        flat = numbers(item, "GraphicData")
    except BadAttribute:
        return "", ()
    return (text(item, "GraphicType").upper(), flat) if len(flat) <= MAX_NUMBERS else ("", ())
