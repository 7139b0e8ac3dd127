"""What is kept of the latest batch, so that a restart goes on with it: what was chosen, and the journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.files import write_atomic

_LARGEST = 2**24  # bytes of the list of what was chosen


def batch_folder() -> Path:
    """Where the latest batch is kept."""
    return paths.user_data() / "batch"


def unfinished() -> tuple[Path, ...]:
    """What the user chose for the latest batch, unless it was forgotten; a damaged list counts as none."""
    plan = plan_path()
    try:
        if not plan.is_file() or plan.stat().st_size > _LARGEST:
            return ()
        stored = json.loads(plan.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    chosen = stored.get("chosen") if isinstance(stored, dict) else None
    sound = isinstance(chosen, list) and all(isinstance(one, str) for one in chosen)
    return tuple(Path(one) for one in chosen) if sound and chosen else ()


def remember(chosen: Sequence[Path]) -> None:
    """Begin a new batch: forget the one before, and keep what was chosen.

    Raises
    ------
    OSError
        If the user's data folder cannot be written.
    """
    forget()
    write_atomic(plan_path(), json.dumps({"chosen": [str(path.absolute()) for path in chosen]}))


def forget() -> None:
    """Throw away what is kept of the latest batch.

    Raises
    ------
    OSError
        If it cannot be removed.
    """
    for path in (plan_path(), journal_path()):
        path.unlink(missing_ok=True)


def plan_path() -> Path:
    """List of what was chosen."""
    return batch_folder() / "chosen.json"


def journal_path() -> Path:
    """Journal of the answers."""
    return batch_folder() / "journal.jsonl"
