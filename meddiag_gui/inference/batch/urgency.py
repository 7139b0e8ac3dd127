"""Which image to look at first: the order of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from meddiag_gui.inference.batch.row import ResultRow
from meddiag_gui.inference.prediction import FindingScore

Standing = Literal["present", "uncertain", "absent", "refused", "error"]
STANDINGS: tuple[Standing, ...] = ("present", "uncertain", "absent", "refused", "error")
"""From the most urgent on."""


def leading(row: ResultRow) -> FindingScore | None:
    """Finding by which a row is ranked: the most urgent call, there the highest probability."""
    return min(row.findings, key=_finding_rank, default=None)


def standing(row: ResultRow) -> Standing:
    """Say where a row stands; an answer without findings counts as absent."""
    if row.status != "ok":
        return row.status
    finding = leading(row)
    return finding.call if finding is not None else "absent"


def urgency(row: ResultRow) -> tuple[int, float]:
    """Key for sorting, the most urgent first: by standing, then by the leading finding's probability."""
    finding = leading(row)
    return STANDINGS.index(standing(row)), -finding.probability if finding is not None else 0.0


def most_urgent(rows: Sequence[ResultRow]) -> ResultRow:
    """Of several models' rows of one file, the one that decides its place; the first among equals."""
    return min(rows, key=urgency)


def _finding_rank(score: FindingScore) -> tuple[int, float]:
    return STANDINGS.index(score.call), -score.probability
