"""What models said of a file, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from meddiag_gui.cli.masks import mask_lines
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.inference.batch.row import ResultRow

_WORDS = {"ok": "note", "refused": "refused", "error": "failed"}


def file_lines(rows: Sequence[ResultRow]) -> list[str]:
    """Write the rows of one file; each model is named where there are several."""
    lines = [printable(rows[0].path)]
    for row in rows:
        if len(rows) > 1:
            lines.append(f"  {row.model.name} {row.model.version}")
        lines += _row_lines(row)
    return lines


def _row_lines(row: ResultRow) -> list[str]:
    lines = []
    if row.gate_overridden:
        lines.append("  INPUT GATE OVERRIDDEN: the model was not made for this image.")
    for score in row.findings:
        lines.append(
            f"  {score.name:<24} {score.call:<8} probability {score.probability:.3f}, "
            f"operating point {score.operating_point:.3f}"
        )
    for spread in row.stability:
        lines.append(
            f"  {spread.finding:<24} on {spread.copies} altered copies {spread.low:.3f} to {spread.high:.3f},"
            f" SD {spread.sd:.3f} ({spread.cost_ms:.0f} ms)"
        )
    lines += mask_lines(row.lungs)
    return lines + [f"  {_WORDS[row.status]}: {printable(reason)}" for reason in row.reasons]
