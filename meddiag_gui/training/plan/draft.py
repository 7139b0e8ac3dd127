"""The plan on disk: kept after every change, so that a crash or a closed window loses nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec

from meddiag_gui import paths
from meddiag_gui.errors import TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr
from meddiag_gui.training.plan.plan import Plan

_LARGEST = 64 * 2**20  # bytes: a million images left out


class Draft:
    """The one plan that is being made; in the user's data unless a file is given."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or paths.user_data() / "training" / "draft.json"

    def load(self) -> Plan | None:
        """Read the plan; None where there is none, or what is there is damaged or of another version."""
        try:
            if self.path.stat().st_size > _LARGEST:
                return None
            return msgspec.json.decode(self.path.read_bytes(), type=Plan)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def save(self, plan: Plan) -> None:
        """Keep the plan.

        Raises
        ------
        TrainingError
            If the disk is full or the folder cannot be written.
        """
        try:
            write_atomic(self.path, msgspec.json.format(msgspec.json.encode(plan), indent=2))
        except OSError as error:
            raise TrainingError(
                tr("The draft of the training cannot be kept: {reason}.", reason=error.strerror or error)
            ) from error

    def discard(self) -> None:
        """Forget the plan, once it has become a job."""
        self.path.unlink(missing_ok=True)
