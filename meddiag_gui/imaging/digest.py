"""The SHA-256 of a file, computed on a thread of its own while the image is decoded."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

_WORTH_A_THREAD = 2**20  # bytes


class FileDigest:
    """Starts at once; `hex` waits for the end.

    Parameters
    ----------
    path
        The file; it is opened anew, so that nobody else's place in it is disturbed.
    size
        Its length in bytes.
    """

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._hex = ""
        self._error: OSError | None = None
        self._thread: threading.Thread | None = None
        if size >= _WORTH_A_THREAD:
            self._thread = threading.Thread(target=self._compute, name="digest", daemon=True)
            self._thread.start()
        else:
            self._compute()

    def hex(self) -> str:
        """Hex digest of the whole file.

        Raises
        ------
        OSError
            If the file could not be read to its end.
        """
        if self._thread is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error
        return self._hex

    def _compute(self) -> None:
        try:
            with self._path.open("rb") as stream:
                self._hex = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            self._error = error
