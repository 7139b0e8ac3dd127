"""The log file: the program's own words and where an error rose, never what a file or a person is called."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from pathlib import Path
from types import TracebackType

from meddiag_gui import paths

NAME = "meddiag.log"
LARGEST = 2**20
"""Bytes above which a start sets the log aside as ``meddiag.log.1``."""

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _FramesOnly(logging.Formatter):
    """Writes an exception as its type and frames: its message may quote a header or a path."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # the name is logging's
        lines: list[str] = []
        error = ei[1]
        while error is not None and len(lines) < 500:
            lines += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
            lines.append(type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def start_logging() -> Path:
    """Send the program's own log, and every error that nobody catches, to a file under `paths.user_log`.

    Libraries quote header values in their warnings, so these go nowhere.
    """
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    path = paths.user_log() / NAME
    own = logging.getLogger("meddiag_gui")
    own.setLevel(logging.INFO)
    own.propagate = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > LARGEST:
            path.replace(path.with_name(f"{NAME}.1"))
        if path.exists() and not path.is_file():  # opening a pipe would wait for its reader
            raise FileExistsError(path)
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError:  # a full or read-only disk must not keep anyone from reading
        handler = logging.NullHandler()
    handler.setFormatter(_FramesOnly("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for old in own.handlers[:]:
        own.removeHandler(old)
        old.close()
    own.addHandler(handler)
    sys.excepthook = _record_uncaught  # Qt hands what a slot raises to this hook
    threading.excepthook = _record_uncaught_in_thread
    return path


def _record_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger(__name__).error("Nobody caught an error", exc_info=(kind, error, trace))
    print(f"meddiag: internal error ({kind.__name__}); the log file has more", file=sys.stderr)


def _record_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _record_uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
