"""Opinions of readers as values: a draft, its versions, and how far a reading is; without the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from meddiag_gui.errors import MedDiagError

Stage = Literal["alone", "with_model"]
Presence = Literal["present", "absent", "unsure"]
Agreement = Literal["agree", "disagree", "unsure", ""]
LONGEST = 4000  # characters of a comment
LONGEST_FINDING = 80


class VerdictError(MedDiagError):
    """An opinion cannot be kept as it is, or not at this time."""


@dataclass(frozen=True, slots=True)
class FindingOpinion:
    """What a reader says of one finding.

    Parameters
    ----------
    added
        The reader named it; no model did.
    call, score
        What the model had said of it, and the key of its score; empty and None where the reader did not know.
    instance
        Key of the image that was looked at, or None.
    """

    finding: str
    presence: Presence
    comment: str = ""
    added: bool = False
    call: str = ""
    score: int | None = None
    instance: int | None = None

    @property
    def agreement(self) -> Agreement:
        """Whether it agrees with the model's call; empty where the model made none."""
        return agreement(self.presence, self.call)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written; ``reason`` says why an opinion that was signed is amended."""

    findings: tuple[FindingOpinion, ...] = ()
    comment: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an opinion as it is kept; ``signed_at`` is None for a draft."""

    stage: Stage
    number: int
    content: Draft
    saved_at: datetime
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far one reader is with one study.

    Parameters
    ----------
    revealed_at
        When a model's result was first shown to the reader; None while it never was.
    versions
        All versions of both stages, the earliest first.
    """

    reader: str
    read_first: bool = False
    revealed_at: datetime | None = None
    versions: tuple[Version, ...] = ()

    def signed(self, stage: Stage) -> Version | None:
        """Give the last signed version of a stage."""
        found = [one for one in self.versions if one.stage == stage and one.signed_at is not None]
        return found[-1] if found else None

    def draft(self, stage: Stage) -> Version | None:
        """Give the draft of a stage."""
        return next((one for one in self.versions if one.stage == stage and one.signed_at is None), None)

    @property
    def may_see_model(self) -> bool:
        """Whether the model's result need not be hidden (any more)."""
        return not self.read_first or self.signed("alone") is not None


def agreement(presence: Presence, call: str) -> Agreement:
    """Compare a reader's word with a model's call; empty where the call is ``uncertain`` or there is none."""
    if call not in ("present", "absent"):
        return ""
    if presence == "unsure":
        return "unsure"
    return "agree" if presence == call else "disagree"
