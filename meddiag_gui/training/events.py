"""What a run says of itself: one JSON object a line, to ``events.jsonl`` and to whoever listens."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Listener = Callable[[dict[str, Any]], None]


class EventLog:
    """Appends events to a file and hands each on.

    Parameters
    ----------
    path
        The file; a run that resumes goes on in it.
    listener
        Called with each event after it is on disk.
    """

    def __init__(self, path: Path, listener: Listener) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._listener = listener

    def __call__(self, event: dict[str, Any]) -> None:
        """Write one event with its time (UTC)."""
        stamped = {"time": datetime.now(UTC).isoformat(timespec="seconds"), **event}
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(stamped) + "\n")
        self._listener(stamped)


def read_events(path: Path) -> list[dict[str, Any]]:
    """Read a log; a last line cut short by a crash is left out."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    complete = lines[:-1]
    return [json.loads(line) for line in complete if line]
