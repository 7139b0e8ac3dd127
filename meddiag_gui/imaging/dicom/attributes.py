"""Attributes of a data set that may hold anything: absent, empty, of the wrong VR, not a number."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr

_MAX_ITEMS = 500_000


class BadAttribute(UnreadableImage):
    """An attribute is there but its value cannot be what it must be."""

    def __init__(self, keyword: str) -> None:
        super().__init__(tr("its header has an invalid {keyword}", keyword=keyword))


def value(dataset: Dataset, keyword: str) -> Any:
    """Value of an attribute as pydicom converts it; None where it is absent or empty.

    Raises
    ------
    BadAttribute
        If the bytes cannot be converted at all.
    """
    try:
        found = dataset.get(keyword)
    except Exception as error:  # pydicom lets through whatever a hostile value makes it stumble over
        raise BadAttribute(keyword) from error
    if found is None or (isinstance(found, str | bytes) and not found):
        return None
    return found


def text(dataset: Dataset, keyword: str) -> str:
    """Value as one clean line; several values joined by a backslash; empty where there is none."""
    try:
        found = value(dataset, keyword)
    except BadAttribute:
        return ""
    return joined(found)


def joined(found: Any) -> str:
    """Write a value as `text` does."""
    if found is None:
        return ""
    if not isinstance(found, list | tuple | MultiValue):  # a PersonName is iterable, but one value
        found = [found]
    return clean_text("\\".join(_as_text(part) for part in found))


def _as_text(part: Any) -> str:
    if isinstance(part, bytes):
        return part.decode("latin-1").strip("\0 ")
    return str(part).strip("\0 ")


def numbers(dataset: Dataset, keyword: str) -> tuple[float, ...]:
    """Finite numbers of an attribute, of any VR that can hold them; empty where there is none.

    Raises
    ------
    BadAttribute
        If one of the values is not a finite number.
    """
    found = value(dataset, keyword)
    if found is None:
        return ()
    if isinstance(found, bytes):
        found = found.decode("latin-1")
    parts = found.strip("\0 ").split("\\") if isinstance(found, str) else found
    try:
        converted = tuple(float(part) for part in (parts if isinstance(parts, Iterable) else [parts]))
    except (TypeError, ValueError) as error:
        raise BadAttribute(keyword) from error
    if not all(math.isfinite(number) for number in converted):
        raise BadAttribute(keyword)
    return converted


def number(dataset: Dataset, keyword: str) -> float | None:
    """First of the `numbers` of an attribute, or None where there is none."""
    found = numbers(dataset, keyword)
    return found[0] if found else None


def integer(dataset: Dataset, keyword: str) -> int | None:
    """Take the whole number of an attribute, or None where there is none.

    Raises
    ------
    BadAttribute
        If the value is not one whole number.
    """
    found = numbers(dataset, keyword)
    if not found:
        return None
    if len(found) > 1 or not found[0].is_integer():
        raise BadAttribute(keyword)
    return int(found[0])


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """Items of a sequence; empty where it is absent.

    Raises
    ------
    BadAttribute
        If the attribute is not a readable sequence.
    """
    if _items_in_bytes(dataset, keyword) > _MAX_ITEMS:
        raise BadAttribute(keyword)
    found = value(dataset, keyword)
    if found is None:
        return []
    try:
        listed = list(found)
    except TypeError as error:
        raise BadAttribute(keyword) from error
    if not all(isinstance(item, Dataset) for item in listed):
        raise BadAttribute(keyword)
    return listed


def _items_in_bytes(dataset: Dataset, keyword: str) -> int:
    """Items of a sequence that pydicom has not parsed yet: it would take a kilobyte for an empty one."""
    raw = dataset.get_item(keyword, keep_deferred=True)
    content = getattr(raw, "value", None)
    return content.count(b"\xfe\xff\x00\xe0") if isinstance(content, bytes) else 0


def first_item(dataset: Dataset | None, keyword: str) -> Dataset | None:
    """First item of a sequence, or None."""
    return item_at(dataset, keyword, 0) if dataset is not None else None


def item_at(dataset: Dataset, keyword: str, index: int) -> Dataset | None:
    """One item of a sequence, or None where it has not so many; the others are not looked at.

    Raises
    ------
    BadAttribute
        As `items`.
    """
    if _items_in_bytes(dataset, keyword) > _MAX_ITEMS:
        raise BadAttribute(keyword)
    found = value(dataset, keyword)
    try:
        chosen = found[index] if found is not None and index < len(found) else None
    except TypeError as error:
        raise BadAttribute(keyword) from error
    if chosen is not None and not isinstance(chosen, Dataset):
        raise BadAttribute(keyword)
    return chosen
