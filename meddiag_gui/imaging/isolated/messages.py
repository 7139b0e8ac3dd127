"""What crosses the border between the processes, as MessagePack: never pickle, so that data stays data.

Frozen dataclasses become maps that name their class; only classes that a `RadiographImage`, an
`Instance`, an `Identity` or a `TagRow` can hold are made again. Arrays are set apart, to be handed over as
memory.
"""

from __future__ import annotations

import os
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

_CLASS, _PATH, _ARRAY = "class", "path", "array"
_ALIGNMENT = 64  # bytes


def pack(value: Any) -> tuple[bytes, list[NDArray[Any]]]:
    """Write a value as bytes, and the arrays in it apart, contiguous, in the order of the bytes."""
    arrays: list[NDArray[Any]] = []
    return msgspec.msgpack.encode(_plain(value, arrays)), arrays


def unpack(content: bytes, memory: memoryview | None = None) -> Any:
    """Make the value again; its arrays are copied from ``memory``, where they lie as `places` says.

    Raises
    ------
    ValueError
        If the bytes are no message, or name a class that may not be made.
    """
    try:
        return _Rebuilt(memory).value(msgspec.msgpack.decode(content))
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise ValueError("this is no message of the reading process") from error


def places(arrays: list[NDArray[Any]]) -> tuple[list[int], int]:
    """Offset of each array in one piece of memory, and the size of that, in bytes."""
    starts, end = [], 0
    for array in arrays:
        starts.append(end)
        end += -(-array.nbytes // _ALIGNMENT) * _ALIGNMENT
    return starts, end


def _plain(value: Any, arrays: list[NDArray[Any]]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        contents = {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
        return {_CLASS: type(value).__name__, "fields": contents}
    if isinstance(value, np.ndarray):
        arrays.append(np.ascontiguousarray(value))
        return {_ARRAY: value.dtype.str, "shape": value.shape}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Path):
        return {_PATH: os.fsencode(value)}
    if isinstance(value, tuple | list):
        return [_plain(part, arrays) for part in value]
    return value


class _Rebuilt:
    """Makes values again, array after array out of the memory."""

    def __init__(self, memory: memoryview | None) -> None:
        self._memory, self._place = memory, 0

    def value(self, plain: Any) -> Any:
        if isinstance(plain, list):
            return tuple(map(self.value, plain))
        if not isinstance(plain, dict):
            return plain
        if _PATH in plain:
            return Path(os.fsdecode(plain[_PATH]))
        if _ARRAY in plain:
            return self._array(np.dtype(plain[_ARRAY]), plain["shape"])
        return _classes()[plain[_CLASS]](**{name: self.value(part) for name, part in plain["fields"].items()})

    def _array(self, dtype: np.dtype[Any], shape: list[int]) -> NDArray[Any]:
        count = int(np.prod(shape, dtype=np.int64))
        array = np.frombuffer(self._memory or b"", dtype, count, self._place).reshape(shape).copy()
        self._place += places([array])[1]
        array.flags.writeable = False
        return array


@cache
def _classes() -> dict[str, type]:
    """Dataclasses that images, instances and tags are made of, by their names."""
    from meddiag_gui.imaging.identity import Identity
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.instance import Instance
    from meddiag_gui.imaging.tags import TagRow

    found: dict[str, type] = {}
    waiting: list[Any] = [RadiographImage, Instance, Identity, TagRow]
    while waiting:
        hint = waiting.pop()
        waiting += typing.get_args(hint)
        if isinstance(hint, type) and is_dataclass(hint) and hint.__name__ not in found:
            found[hint.__name__] = hint
            waiting += typing.get_type_hints(hint).values()
    return found
