"""Key images on the disk, so that the marks survive the program: hashes of SOP Instance UIDs, and frames."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.tasks import CancelToken, Report

VERSION = 1
_LARGEST = 16 * 2**20

Marks = dict[str, list[int]]
"""Frames, from 0, by the hash of the image's UID."""


def hash_of(sop_instance_uid: str) -> str:
    """Hash that stands for a UID, so that the file names no image of a patient."""
    return hashlib.sha256(sop_instance_uid.encode()).hexdigest()[:32]


class KeyStore:
    """Reads and writes all marks.

    Parameters
    ----------
    path
        Where they are kept; ``key-images.json`` in the user's data unless given.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.user_data() / "key-images.json"

    def load(self) -> Marks:
        """Read the marks; a file that is damaged is set aside as ``.bad``, and there are none.

        Raises
        ------
        OSError
            If it is there but the system does not let it be read.
        """
        try:
            if self._path.stat().st_size > _LARGEST:
                raise ValueError("too large")
            stored = json.loads(self._path.read_bytes())
            return {str(key): [int(frame) for frame in frames] for key, frames in stored["marks"].items()}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._path.replace(self._path.with_name(self._path.name + ".bad"))
            return {}

    def save(self, marks: Marks, *, report: Report, token: CancelToken) -> None:
        """Write all marks, or leave the file as it was.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        from meddiag_gui.files import write_atomic  # not on the way to the window

        write_atomic(self._path, json.dumps({"version": VERSION, "marks": marks}) + "\n")
