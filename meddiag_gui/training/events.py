"""What a run says of itself: one JSON object a line, to ``events.jsonl`` and to whoever listens.

=============== ==============================================================================================
``stage``       what is done before and after learning: ``message``, ``done``, ``total``, ``seconds_left``
``prepared``    ``images`` by part, ``unreadable``, sha256 of the ``data``, ``device``
``resumed``     after which ``step`` of how many ``steps``
``progress``    every few seconds: ``step``, ``loss``, ``learning_rate``, ``images_per_second``, ``memory`` …
``epoch``       ``training_loss``, ``validation_loss``, ``metrics``, ``best_epoch``, ``samples``
``less_memory`` memory was too short; ``at_once`` images go through the network from now on
``device_lost`` the GPU failed, and the run goes on on ``device``
``ended``       learning ended early, by ``reason``: ``asked`` or ``patience``
``published``   ``model``, ``version`` and ``sha256`` of the bundle
=============== ==============================================================================================
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from meddiag_gui.errors import TrainingError
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress, Report

Listener = Callable[[dict[str, Any]], None]
Emit = Callable[[dict[str, Any]], None]
_STAGE_SECONDS = 1.0


class EventLog:
    """Appends events to a file and hands each on.

    Parameters
    ----------
    path
        The file; a run that resumes goes on in it.
    listener
        Called with each event after it is on disk.

    Raises
    ------
    TrainingError
        If the file or its folder cannot be written, here or at an event.
    """

    def __init__(self, path: Path, listener: Listener) -> None:
        self._path = path
        self._listener = listener
        self._append("")

    def __call__(self, event: dict[str, Any]) -> None:
        """Write one event with its time (UTC); what is no number is written as null."""
        stamped = _finite({"time": datetime.now(UTC).isoformat(timespec="seconds"), **event})
        self._append(json.dumps(stamped, allow_nan=False) + "\n")
        self._listener(stamped)

    def _append(self, text: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise TrainingError(
                tr(
                    "{name} cannot be written: {reason}.",
                    name=self._path.name,
                    reason=error.strerror or error,
                )
            ) from error


class Stages:
    """A report that also tells what is under way as an event, not more often than is looked at."""

    def __init__(self, report: Report, emit: Emit, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._report, self._emit, self._clock = report, emit, clock
        self._told, self._message = -math.inf, ""

    def __call__(self, progress: Progress) -> None:
        """Hand a report on."""
        self._report(progress)
        if progress.message == self._message and self._clock() - self._told < _STAGE_SECONDS:
            return
        self._told, self._message = self._clock(), progress.message
        left = None if progress.seconds_left is None else round(progress.seconds_left)
        said = {"message": progress.message, "done": progress.done, "total": progress.total}
        self._emit({"event": "stage", **said, "seconds_left": left})


@dataclass(slots=True)
class EventReader:
    """Reads a log as it grows.

    Parameters
    ----------
    path
        The log; need not exist yet.
    offset
        Bytes that were read.
    """

    path: Path
    offset: int = 0

    def read(self) -> list[dict[str, Any]]:
        """Give what is new; a last line that is not yet whole is left for the next time.

        Raises
        ------
        OSError
            If the log cannot be read.
        """
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.offset)
                new = stream.read()
        except FileNotFoundError:
            return []
        whole = new[: new.rfind(b"\n") + 1]
        self.offset += len(whole)
        return [event for line in whole.splitlines() if (event := _parsed(line)) is not None]


def read_events(path: Path) -> list[dict[str, Any]]:
    """Read a log; a line that a crash cut short is left out."""
    return EventReader(path).read()


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
