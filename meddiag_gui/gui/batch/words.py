"""A batch in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QGuiApplication

from meddiag_gui.gui.findings.words import OVERRIDDEN, call_sentence, number
from meddiag_gui.gui.text import file_name, plain
from meddiag_gui.tasks import format_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meddiag_gui.gui.batch.run import BatchRun
    from meddiag_gui.gui.batch.work import FileResult
    from meddiag_gui.inference.batch.row import ResultRow

CALLS: Mapping[str, str] = {
    "present": "Present", "uncertain": "Uncertain", "absent": "Absent", "refused": "Refused",
    "error": "Failed",
}  # fmt: skip
ORDER = (
    "Present first, by probability; then uncertain, absent, refused, failed. What is refused or failed was "
    "judged by no model. Click a line to open its image. Research use only, not for diagnosis."
)
NOTHING = "Choose a folder, files, or all images that are open. The image you read always goes first."


def bold() -> QFont:
    """Return the program's font, bold."""
    font = QGuiApplication.font()
    font.setBold(True)
    return font


def cells(result: FileResult) -> tuple[str, str, str, str, str, str]:
    """Write the line of a file but for its call: by the model whose answer is the most urgent."""
    from meddiag_gui.inference.batch.urgency import leading, most_urgent

    row = most_urgent(result.rows)
    score = leading(row)
    model = f"{plain(row.model.name)} {plain(row.model.version)}"
    refused = (
        f"{other.model.name} {other.model.version} refused it."
        for other in result.rows
        if other is not row and other.status == "refused" != row.status
    )
    reasons = plain(" ".join((*refused, *row.reasons)), 300)
    if score is None:
        return "", "", "", model if row.status != "error" else "", file_name(result.path), reasons
    point = f"{score.operating_point:.2f}"
    name = plain(score.name).capitalize()
    return name, number(score.probability), point, model, file_name(result.path), reasons


def details(result: FileResult) -> str:
    """Say what every model said of a file."""
    return "\n".join([file_name(result.path), *(line for row in result.rows for line in _row_lines(row))])


def _row_lines(row: ResultRow) -> list[str]:
    model = f"{plain(row.model.name)} {plain(row.model.version)}"
    lines = [f"{model}: {CALLS[row.status].lower()}"] if row.status != "ok" else [model]
    if row.gate_overridden:
        lines.append(f"    {OVERRIDDEN}")
    for score in row.findings:
        name = plain(score.name).capitalize()
        lines.append(f"    {name}: probability {number(score.probability)}. {call_sentence(score)}")
    return lines + [f"    {plain(reason, 300)}" for reason in row.reasons]


def progress(run: BatchRun) -> str:
    """Say how far a batch is."""
    counted = f"{run.done} of {run.total}"
    left = f", {format_seconds(run.seconds_left)} left" if run.seconds_left else ""
    return {
        "none": NOTHING,
        "preparing": "Listing the files …",
        "running": f"{counted}{left}",
        "paused": f"{counted}, paused",
        "stopped": f"{counted}, stopped",
        "done": f"{run.total} files, all done" if run.total else "There is no file in the folder.",
        "failed": run.message,
    }[run.state.value]
