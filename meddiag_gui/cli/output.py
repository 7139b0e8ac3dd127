"""How commands speak: results to stdout or a JSON file, the rest to stderr."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import typer

from meddiag_gui.errors import MedDiagError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.text import printable
from meddiag_gui.tasks import Progress, Report, format_seconds, no_report

STDOUT = Path("-")
_REDRAW = 0.1  # seconds
_LONGEST_NAME = 200  # bytes; a name may have 255, with its kind and a temporary ending
RESEARCH_USE = "Research use only, not for diagnosis."


def say(sentence: str) -> None:
    """Write one line for a person to stderr."""
    print(f"meddiag: {printable(sentence)}", file=sys.stderr)


def check_output(path: Path | None) -> None:
    """Fail before the work, not after it, if ``path`` can obviously not be written.

    Raises
    ------
    typer.BadParameter
        If it is a folder, or its folder is not there or not writable.
    """
    if path is None or path == STDOUT:
        return
    if path.is_dir():
        raise typer.BadParameter(f"{path.name} is a folder.")
    if path.exists() and not path.is_file():
        return
    if not os.access(path.parent, os.W_OK):
        raise typer.BadParameter(f"the folder of {path.name} does not exist or cannot be written.")


class UniqueNames:
    """Names files in a folder after inputs; none twice in one run, whatever their case."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def path(self, stem: str, ending: str = "") -> Path:
        """Path of a PNG named after an input's stem, cut to what file systems take, and an ending."""
        room = _LONGEST_NAME - len(os.fsencode(ending))
        base = os.fsencode(stem)[:room].decode(errors="ignore") + ending
        name, number = base, 1
        while name.casefold() in self._taken:  # some file systems take a and A for one name
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name.casefold())
        return self._folder / f"{name}.png"


def write_file(path: Path, content: bytes | str) -> None:
    """Write a result atomically.

    Raises
    ------
    MedDiagError
        If the folder or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe or a device is written into, never replaced
            path.write_bytes(data)
        else:
            write_atomic(Path(os.path.realpath(path)), data)  # through a link, not over it
    except OSError as error:
        raise MedDiagError(f"{path.name} cannot be written: {error.strerror or 'disk error'}.") from error


def write_json(value: Any, path: Path) -> None:
    """Write a JSON object, indented, to a file (atomically) or to stdout for ``-``.

    Raises
    ------
    MedDiagError
        If the file cannot be written, or there is no stdout.
    """
    content = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    if path == STDOUT:
        if sys.stdout is None:  # closed by the caller, or a program without a console
            raise MedDiagError("There is no standard output to write to.")
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_file(path, content)


@contextmanager
def progress_line() -> Iterator[Report]:
    """Give a report that keeps one line of progress on stderr, if that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield no_report
        return

    shown_at = -math.inf

    def show(progress: Progress) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at < _REDRAW:
            return
        shown_at = time.monotonic()
        amount = f"{progress.done} of {progress.total}" if progress.total else f"{progress.done}"
        left = f", {format_seconds(progress.seconds_left)} left" if progress.seconds_left else ""
        sys.stderr.write(f"\r\x1b[K{progress.message} {amount}{left}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
