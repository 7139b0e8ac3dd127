"""What became of one file, and what somebody who looked at it decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.text import path_text


class Status(StrEnum):
    """How it ended."""

    DONE = "done"
    HELD = "held"  # nothing was written: somebody has to look first
    LEFT_OUT = "left_out"  # of a kind that cannot be cleaned
    ERROR = "error"
    BEFORE = "done_before"  # written by an earlier run with the same options


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody decided who looked at a file's pixels.

    Parameters
    ----------
    boxes
        What is to be covered, in place of what was found; none where the pixels are clean.
    """

    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Parameters
    ----------
    path
        The file that was given: for whoever runs it; it may name a patient.
    sha256
        Of that file; empty where it could not be read.
    output
        What was written, relative to the output folder; None where nothing was.
    boxes
        What was covered, or would be.
    doubts
        Sentences that somebody has to answer by looking.
    actions
        How many attributes were removed, emptied, replaced, mapped, shifted, cleaned and kept.
    repeats
        Places where a text repeated an identity and was blanked.
    """

    path: Path
    status: Status
    message: str = ""
    sha256: str = ""
    output: str | None = None
    boxes: tuple[Box, ...] = ()
    doubts: tuple[str, ...] = ()
    actions: Mapping[str, int] = field(default_factory=dict)
    repeats: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """One row of ``meddiag.deidentify/1``."""
        return {
            "path": path_text(self.path),
            "sha256": self.sha256 or None,
            "status": self.status.value,
            "message": self.message or None,
            "output": self.output,
            "regions": [[box.left, box.top, box.right, box.bottom] for box in self.boxes],
            "doubts": list(self.doubts),
            "attributes": dict(self.actions),
            "repeats": list(self.repeats),
            "confirmed": False,
        }
