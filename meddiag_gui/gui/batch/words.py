"""A batch in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QGuiApplication

from meddiag_gui.gui.findings.words import OVERRIDDEN, call_sentence, number
from meddiag_gui.gui.text import file_name, finding_name, plain, time_left
from meddiag_gui.language import mark, retell, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meddiag_gui.gui.batch.run import BatchRun
    from meddiag_gui.gui.batch.work import FileResult
    from meddiag_gui.inference.batch.row import ResultRow

CALLS: Mapping[str, str] = {
    "present": mark("Present"), "uncertain": mark("Uncertain"), "absent": mark("Absent"),
    "refused": mark("Refused"),
    "error": mark("Failed"),
}  # fmt: skip
ORDER = mark(
    "Present first, by probability; then uncertain, absent, refused, failed. What is refused or failed was "
    "judged by no model. Click a line to open its image. Research use only, not for diagnosis."
)
NOTHING = mark("Choose a folder, files, or all images that are open. The image you read always goes first.")


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
        tr("{model} refused it.", model=f"{other.model.name} {other.model.version}")
        for other in result.rows
        if other is not row and other.status == "refused" != row.status
    )
    reasons = plain(" ".join((*refused, *map(retell, row.reasons))), 300)
    if score is None:
        return "", "", "", model if row.status != "error" else "", file_name(result.path), reasons
    point = f"{score.operating_point:.2f}"
    name = finding_name(score.name).capitalize()
    return name, number(score.probability), point, model, file_name(result.path), reasons


def details(result: FileResult) -> str:
    """Say what every model said of a file."""
    return "\n".join([file_name(result.path), *(line for row in result.rows for line in _row_lines(row))])


def _row_lines(row: ResultRow) -> list[str]:
    model = f"{plain(row.model.name)} {plain(row.model.version)}"
    lines = [f"{model}: {tr(CALLS[row.status]).lower()}"] if row.status != "ok" else [model]
    if row.gate_overridden:
        lines.append(f"    {tr(OVERRIDDEN)}")
    for score in row.findings:
        name = finding_name(score.name).capitalize()
        said = tr(
            "{name}: probability {p}. {call}",
            name=name,
            p=number(score.probability),
            call=call_sentence(score),
        )
        lines.append(f"    {said}")
    return lines + [f"    {plain(retell(reason), 300)}" for reason in row.reasons]


def progress(run: BatchRun) -> str:
    """Say how far a batch is."""
    counted = tr("{done} of {total}", done=run.done, total=run.total)
    ended = tr("{n} files, all done", n=run.total) if run.total else tr("There is no file in the folder.")
    return {
        "none": tr(NOTHING),
        "preparing": tr("Listing the files …"),
        "running": counted + time_left(run.seconds_left),
        "paused": tr("{counted}, paused", counted=counted),
        "stopped": tr("{counted}, stopped", counted=counted),
        "done": ended,
        "failed": run.message,
    }[run.state.value]
