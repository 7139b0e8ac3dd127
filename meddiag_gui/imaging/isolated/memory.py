"""Memory that two processes see, to hand arrays over; and how much memory a process may take."""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.isolated.messages import places

MAX_BYTES = 3 * 2**29
"""Memory that the reading process may take beyond what it has at its start: with the rest, below 2 GB."""


class Outbox:
    """Memory of the reading process that its parent sees; kept, because new memory costs more than a copy."""

    def __init__(self) -> None:
        self._memory: mmap.mmap | None = None
        self._file: Any = None
        self._name = ""
        self._first: NDArray[Any] | None = None
        self.fresh = 0

    def open(self, name: str) -> None:
        """Begin the next request; memory that it needs anew gets this name where the system wants one."""
        self._name, self._first, self.fresh = name, None, 0

    def array(self, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
        """Allocate an array for a decoder: the first of a request lies where the parent sees it."""
        kind = np.dtype(dtype)
        count = int(np.prod(shape, dtype=np.int64))
        if self._first is not None or not count:
            return np.empty(shape, kind)
        self._first = np.frombuffer(self._reserve(count * kind.itemsize), kind, count).reshape(shape)
        return self._first

    def put(self, arrays: list[NDArray[Any]]) -> None:
        """Lay arrays where the parent looks for them, unless the only one is there already."""
        there = self._first is not None and len(arrays) == 1 and _is_whole(arrays[0], self._first)
        if there or not arrays:
            return
        starts, size = places(arrays)
        first = self._first
        apart = [a.copy() if first is not None and np.may_share_memory(a, first) else a for a in arrays]
        memory = self._reserve(size)
        for array, start in zip(apart, starts, strict=True):
            np.frombuffer(memory, array.dtype, array.size, start)[:] = array.ravel()

    def send(self, connection: Connection) -> None:
        """Hand memory over that is new."""
        if self.fresh and sys.platform != "win32":
            from multiprocessing import reduction

            reduction.send_handle(connection, self._file.fileno(), os.getppid())

    def _reserve(self, size: int) -> mmap.mmap:
        if self._memory is None or len(self._memory) < size:
            self.fresh = -(-size // mmap.PAGESIZE) * mmap.PAGESIZE
            self._memory, self._file = _map(self.fresh, self._name)
        return self._memory


def _is_whole(array: NDArray[Any], memory: NDArray[Any]) -> bool:
    """Whether an array is all of another's memory, and in its order."""
    same = array.__array_interface__["data"][0] == memory.__array_interface__["data"][0]
    return same and array.nbytes == memory.nbytes and array.flags.c_contiguous


def receive_memory(connection: Connection, size: int, name: str) -> memoryview:
    """Take the memory that the other end hands over."""
    if sys.platform == "win32":
        return memoryview(mmap.mmap(-1, size, tagname=name, access=mmap.ACCESS_READ))
    from multiprocessing import reduction

    handle = reduction.recv_handle(connection)
    try:
        return memoryview(mmap.mmap(handle, size, access=mmap.ACCESS_READ))
    finally:
        os.close(handle)


def limit_memory() -> None:
    """Let this process fail with `MemoryError` beyond `MAX_BYTES`, and leave no core file with patient data.

    The system enforces it on Linux; elsewhere the parent watches.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  (no file of a user)
            pages = int(file.read().split()[0])
        limit = pages * mmap.PAGESIZE + MAX_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _map(size: int, name: str) -> tuple[mmap.mmap, Any]:
    """Map memory, and give the file that stands for it: one without a name, in memory where that can be."""
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=name), None
    if sys.platform == "linux":
        file = os.fdopen(os.memfd_create("meddiag"), "r+b", buffering=0)
    else:
        file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (it lives as long as its memory)
    file.truncate(size)
    return mmap.mmap(file.fileno(), size), file
