"""Where a library lies: on what kind of file system, and which temporary folders nobody uses any more."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from functools import lru_cache
from pathlib import Path

import psutil

_NETWORK = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smbfs",
        "smb2",
        "smb3",
        "afpfs",
        "webdav",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs",
        "9p",
    )
)
_ABANDONED = 3600.0  # seconds, so that what another machine is just doing on a shared drive stays


@lru_cache(maxsize=64)
def on_network(folder: Path) -> bool:
    """Whether a folder lies on another machine, where SQLite's write-ahead log has no shared memory."""
    path = os.path.realpath(folder)
    if os.name == "nt" and path.startswith("\\\\"):
        return True
    best, found = "", False
    with contextlib.suppress(OSError):
        for part in psutil.disk_partitions(all=True):
            inside = path == part.mountpoint or path.startswith(part.mountpoint.rstrip(os.sep) + os.sep)
            if inside and len(part.mountpoint) >= len(best):
                best = part.mountpoint
                found = part.fstype.lower() in _NETWORK or "remote" in part.opts
    return found


def temporary_folder(parent: Path, kind: str) -> tempfile.TemporaryDirectory[str]:
    """Make a folder that is deleted at the end of its block, or, after a crash, by `sweep`."""
    return tempfile.TemporaryDirectory(prefix=f".{kind}-{os.getpid()}-", dir=parent)


def sweep(parent: Path, kind: str) -> None:
    """Delete temporary folders of processes that are no more."""
    for folder in parent.glob(f".{kind}-*"):
        owner = folder.name.split("-")[1]
        with contextlib.suppress(OSError):
            old = time.time() - folder.stat().st_mtime > _ABANDONED
            if old and owner.isdigit() and not psutil.pid_exists(int(owner)):
                shutil.rmtree(folder)
