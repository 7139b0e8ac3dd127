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
        line = (
            f"  {score.name:<24} {score.call:<8} probability {_number(score.probability)}, "
            f"operating point {score.operating_point:.3f}"
        )
        if score.uncertain_band is not None and score.call == "uncertain":
            line += " (uncertain from {:.3f} to {:.3f})".format(*score.uncertain_band)
        lines.append(line)
    for spread in row.stability:
        lines.append(
            f"  {spread.finding:<24} on {spread.copies} altered copies {_number(spread.low)} to "
            f"{_number(spread.high)}, SD {spread.sd:.3f} ({spread.cost_ms:.0f} ms)"
        )
    lines += mask_lines(row.lungs)
    return lines + [f"  {_WORDS[row.status]}: {printable(reason)}" for reason in row.reasons]


def _number(value: float) -> str:
    """Write a probability: never a certainty that rounding made up."""
    if 0 < value < 0.0005:
        return "< 0.001"
    if 0.9995 <= value < 1:
        return "> 0.999"
    return f"{value:.3f}"
