"""What is kept of the latest batch, so that a restart goes on with it: what was chosen, and the journal.

Without Qt; on the batch's own thread.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui import paths
from meddiag_gui.files import write_atomic
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.reader import PredictorLike
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.targets import Target
    from meddiag_gui.inference.batch.judging import Batch
    from meddiag_gui.inference.batch.row import ResultRow

_LARGEST = 2**24  # bytes of the list of what was chosen


@dataclass(frozen=True, slots=True)
class FileResult:
    """What all models said of one file; ``rows`` are never empty."""

    path: Path
    rows: tuple[ResultRow, ...]


def batch_folder() -> Path:
    """Where the latest batch is kept."""
    return paths.user_data() / "batch"


def unfinished() -> tuple[Path, ...]:
    """What the user chose for the latest batch, unless it was forgotten; a damaged list counts as none."""
    plan = _plan()
    try:
        if not plan.is_file() or plan.stat().st_size > _LARGEST:
            return ()
        stored = json.loads(plan.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    chosen = stored.get("chosen") if isinstance(stored, dict) else None
    sound = isinstance(chosen, list) and all(isinstance(one, str) for one in chosen)
    return tuple(Path(one) for one in chosen) if sound and chosen else ()


def forget() -> None:
    """Throw away what is kept of the latest batch.

    Raises
    ------
    OSError
        If it cannot be removed.
    """
    for path in (_plan(), _journal()):
        path.unlink(missing_ok=True)


def begin(
    chosen: Sequence[Path],
    models: Sequence[PredictorLike],
    open_image: OpenImage,
    resume: bool,
    *,
    report: Report,
    token: CancelToken,
) -> tuple[Batch[PredictorLike], list[Target]]:
    """List the files, and open the journal: the one kept to go on with it, else a new one.

    Raises
    ------
    MedDiagError
        If the journal cannot be used.
    OSError
        If the user's data folder cannot be written.
    Cancelled
        If the token was cancelled.
    """
    from meddiag_gui.imaging.targets import find_targets
    from meddiag_gui.inference.batch.journal import Journal
    from meddiag_gui.inference.batch.judging import Batch

    if not resume:
        forget()
        write_atomic(_plan(), json.dumps({"chosen": [str(path.absolute()) for path in chosen]}))
    targets = find_targets(chosen, token)
    read = functools.partial(_first_frame, open_image)
    return Batch(models, read, journal=Journal(_journal())), targets


def _first_frame(open_image: OpenImage, path: Path) -> RadiographImage:
    return open_image(path, 0)


def _plan() -> Path:
    return batch_folder() / "chosen.json"


def _journal() -> Path:
    return batch_folder() / "journal.jsonl"
