"""Whether the window ended as it should last time; if not, a report that its user can read.

The report holds where the program was and its own log, never what a file or a person is called.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
from datetime import datetime
from pathlib import Path
from typing import IO

from meddiag_gui import __version__, paths
from meddiag_gui.logs import NAME

TRACE = "running.txt"
"""Is there while the window is; what brings the process down writes its frames into it."""
REPORTS = 5
"""That are kept."""
_LOG_BYTES = 20_000
_LARGEST_TRACE = 2**20
_log = logging.getLogger(__name__)


class CrashWatch:
    """Marks that the window is open, and catches what ends it otherwise than it should.

    Parameters
    ----------
    folder
        Holds marker and reports; the user's log folder unless given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.user_log()
        self._trace: IO[str] | None = None

    def start(self) -> Path | None:
        """Begin to watch; where nothing can be written nothing is watched.

        Returns
        -------
        pathlib.Path or None
            Report on the run before, if that did not end as it should.
        """
        path = self._folder / TRACE
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            report = self._report(path) if path.is_file() else None
            self._trace = path.open("w", encoding="utf-8")
        except OSError as error:
            _log.warning("Crashes cannot be watched for (%s).", error.strerror)
            return None
        faulthandler.enable(self._trace)
        return report

    def stop(self) -> None:
        """Say that the window ended as it should."""
        if self._trace is None:
            return
        faulthandler.disable()
        self._trace.close()
        self._trace = None
        (self._folder / TRACE).unlink(missing_ok=True)

    def _report(self, trace: Path) -> Path:
        ended = datetime.fromtimestamp(trace.stat().st_mtime)
        with trace.open(encoding="utf-8", errors="replace") as stream:
            frames = stream.read(_LARGEST_TRACE).strip()
        report = self._folder / f"crash-{datetime.now():%Y%m%d-%H%M%S}.txt"
        words = frames or "It left no trace: it was ended from outside, or the machine lost its power."
        report.write_text(
            f"MedDiag {__version__} ended unexpectedly.\n"
            f"Last sign of it: {ended:%Y-%m-%d %H:%M:%S}\n"
            f"System: {platform.platform()}, Python {platform.python_version()}\n\n"
            f"Where it was\n------------\n{words}\n\n"
            f"The end of its log\n------------------\n{self._end_of_log()}\n",
            encoding="utf-8",
        )
        for old in sorted(self._folder.glob("crash-*.txt"))[:-REPORTS]:
            old.unlink()
        return report

    def _end_of_log(self) -> str:
        try:
            content = (self._folder / NAME).read_bytes()[-_LOG_BYTES:]
        except OSError:
            return "(none)"
        return content.decode("utf-8", "replace")
