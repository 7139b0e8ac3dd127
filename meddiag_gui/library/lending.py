"""Files of a library as paths that any reader can open; those of an encrypted one are never left on a disk.

A plain file is lent as it lies. An encrypted one is decrypted into memory: on Linux into an anonymous file
(memfd), which vanishes with the process however that ends, and which a process that reads for this one can
open by the path of a link in a private folder. Other systems have no such files: there it is a file in a
private folder that is deleted when it is given back and, should the program have crashed, when a library is
next opened.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import psutil

from meddiag_gui.library.store import Store

_PREFIX = "meddiag-lent-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be lent: its digest, where it lies if not in the store, and a name for messages.

    ``place`` is where it lies in the store, for a file whose digest nobody knows.
    """

    sha256: str
    reference: str | None = None
    name: str = ""
    place: Path | None = None


class Loan:
    """Files that can be opened by their paths until they are given back.

    Attributes
    ----------
    paths
        In the order in which they were wanted. A file that is missing has a path at which there is none, so
        that its reader says so.
    """

    def __init__(self, store: Store, wanted: Iterable[Wanted]) -> None:
        self._store = store
        self._folder: Path | None = None
        self._descriptors: list[int] = []
        try:
            self.paths = tuple(self._path(number, one) for number, one in enumerate(wanted))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the files back; may be called twice."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._folder, self._descriptors = None, []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def _path(self, number: int, wanted: Wanted) -> Path:
        if wanted.reference is not None:
            return Path(wanted.reference)
        kept = wanted.place or self._store.path(wanted.sha256)
        if self._store.cipher is None or not kept.is_file():
            return kept
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        path = self._folder / str(number) / (Path(wanted.name).name or kept.name[:16])
        path.parent.mkdir()
        if hasattr(os, "memfd_create"):
            self._into_memory(path, kept)
        else:
            with path.open("xb") as stream:
                stream.writelines(self._store.read_at(kept))
        return path

    def _into_memory(self, path: Path, kept: Path) -> None:
        _allow_many_files()
        descriptor = os.memfd_create(_PREFIX, os.MFD_CLOEXEC)
        self._descriptors.append(descriptor)
        with open(descriptor, "wb", closefd=False) as stream:  # a descriptor is no path
            stream.writelines(self._store.read_at(kept))
        path.symlink_to(f"/proc/{os.getpid()}/fd/{descriptor}")


@cache
def _allow_many_files() -> None:
    """Raise the number of files that may be open, 1024 by default, to what the system allows."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def sweep() -> None:
    """Delete what processes that are no more had lent."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            if owner.isdigit() and not psutil.pid_exists(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)
