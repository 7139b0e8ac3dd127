"""Arrays handed from one process to another without a copy, and how much memory a process may take."""

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


def send_arrays(connection: Connection, arrays: list[NDArray[Any]], name: str) -> Any:
    """Copy arrays into memory of its own, and hand that over to the other end of a connection.

    Returns
    -------
    What must be kept until the other end has answered.
    """
    starts, size = places(arrays)
    if sys.platform == "win32":
        memory = mmap.mmap(-1, size, tagname=name)
        _fill(memory, arrays, starts)
        return memory
    from multiprocessing import reduction

    with _anonymous_file() as file:
        file.truncate(size)
        memory = mmap.mmap(file.fileno(), size)
        _fill(memory, arrays, starts)
        reduction.send_handle(connection, file.fileno(), os.getppid())
    return None


def receive_memory(connection: Connection, size: int, name: str) -> memoryview:
    """Take the memory that the other end sends; it lives as long as arrays that look into it."""
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


def _anonymous_file() -> Any:
    """Open a file that has no name: in memory where the system can."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("meddiag"), "r+b", buffering=0)
    return tempfile.TemporaryFile()


def _fill(memory: mmap.mmap, arrays: list[NDArray[Any]], starts: list[int]) -> None:
    for array, start in zip(arrays, starts, strict=True):
        np.frombuffer(memory, array.dtype, array.size, start)[:] = array.ravel()
