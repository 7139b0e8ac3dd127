"""What a run says of itself: one JSON object a line, to ``events.jsonl`` and to whoever listens."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from meddiag_gui.errors import TrainingError

Listener = Callable[[dict[str, Any]], None]


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
        """Write one event with its time (UTC)."""
        stamped = {"time": datetime.now(UTC).isoformat(timespec="seconds"), **event}
        self._append(json.dumps(stamped) + "\n")
        self._listener(stamped)

    def _append(self, text: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise TrainingError(f"{self._path.name} cannot be written: {error.strerror or error}.") from error


def read_events(path: Path) -> list[dict[str, Any]]:
    """Read a log; a last line cut short by a crash is left out."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    complete = lines[:-1]
    return [json.loads(line) for line in complete if line]
