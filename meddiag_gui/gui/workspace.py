"""Where archives are unpacked: a private folder in the user's cache, also removed after a crash."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile

from meddiag_gui import paths


class Workspace:
    """One folder at a time, for this program alone.

    A lock beside each folder says whose it is: one whose program is gone belongs to nobody and is removed,
    for it holds patients' images.
    """

    def __init__(self) -> None:
        self._lock: QLockFile | None = None
        self._folder: Path | None = None

    def folder(self) -> Path:
        """Return the folder, made when it is first asked for.

        Raises
        ------
        OSError
            If the user's cache folder cannot be written.
        """
        if self._folder is None:
            root = _root()
            root.mkdir(parents=True, exist_ok=True)
            folder = root / uuid4().hex
            self._lock = _lock_of(folder)  # before there is a folder that others could think abandoned
            self._lock.tryLock(0)
            folder.mkdir(mode=0o700)
            self._folder = folder
        return self._folder

    def clear(self) -> None:
        """Remove the folder, and those of programs that are gone; what cannot be removed stays for later."""
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._folder = None
        root = _root()
        for folder in [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []:
            lock = _lock_of(folder)
            if lock.tryLock(0):
                shutil.rmtree(folder, ignore_errors=True)
                lock.unlock()


def _root() -> Path:
    return paths.user_cache() / "unpacked"


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(f"{folder}.lock")
    lock.setStaleLockTime(0)  # age means nothing: only that its program is gone
    return lock
