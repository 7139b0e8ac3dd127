"""A row of the tag browser: one attribute of a DICOM file, made fit to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagRow:
    """One attribute, or one item of a sequence; all text is clean and on one line. It is patient data.

    Parameters
    ----------
    tag
        ``(0010,0010)``; empty for an item.
    name
        Name in the standard (PS3.6), or of a known private attribute; ``Item 1`` for an item.
    keyword
        Keyword in the standard, or empty.
    vr, vm
        Value representation, and how many values there are; for a sequence, how many items.
    value
        The values; what is binary or very long is told by its length.
    children
        Items of a sequence, or attributes of an item.
    """

    tag: str
    name: str
    keyword: str = ""
    vr: str = ""
    vm: int = 0
    value: str = ""
    children: tuple[TagRow, ...] = ()
