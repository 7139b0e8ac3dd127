"""Whether a model in use still meets what it was evaluated on, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.evaluation.drift import CHANGED, LEAST, WATCH, Baseline, Share, Sign, Week
from meddiag_gui.evaluation.page.blocks import Block, Cell, Figures, Heading, Paragraph, table
from meddiag_gui.evaluation.page.figure import Dot, Figure, Line
from meddiag_gui.evaluation.page.text import MISSING, p_value, share, span
from meddiag_gui.gui.evaluation.blocks_view import BlocksView
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.inference.operating import Rate
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.evaluation.report import EvaluationReport, FindingReport

SIGNS: dict[Sign, str] = {
    "few": mark("too few to say"),
    "steady": mark("as in the evaluation"),
    "watch": mark("watch"),
    "changed": mark("changed"),
}
_EXPLAINED = mark(
    "Scores: excess of the population stability index over chance, against the evaluation set; {watch} is "
    "worth watching, {changed} a change. Refusals and agreement: share of the week against that of the "
    "evaluation set; “changed” where the whole 95 % interval of the difference lies on the worse side. A "
    "week needs {least} images. A change says that something is different (patients, machines, disease), not "
    "that the model is worse: look at the agreement."
)


def baseline_of(report: EvaluationReport, finding: FindingReport) -> Baseline:
    """Take what live scores are compared with from an evaluation."""
    scored = tuple(
        image.probabilities[finding.name] for image in report.images if finding.name in image.probabilities
    )
    seen = report.count("ok") + report.count("refused")
    right = finding.assessment.confusion.tp + finding.assessment.confusion.tn
    return Baseline(
        finding.name,
        finding.operating_point,
        scored,
        Rate(report.count("refused"), seen),
        Rate(right, finding.assessment.images),
    )


class DriftPage(QWidget):
    """Shows weeks.

    Signals
    -------
    wanted
        The user wants what the library knows now.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read = QPushButton(tr("Read live scores from the library"))
        self.state, self.blocks = text_label("", "dim"), BlocksView()
        top = QHBoxLayout()
        top.addWidget(self.read)
        top.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.blocks, 1)
        self.read.clicked.connect(self.wanted)

    def offer(self, possible: bool) -> None:
        """Say whether there is something to compare with; forget what was shown."""
        self.read.setEnabled(possible)
        self.state.setText("" if possible else tr("Evaluate a model that scores first."))
        self.blocks.show_blocks(())

    def show_weeks(self, model: str, baseline: Baseline, weeks: Sequence[Week]) -> None:
        """Show what was found."""
        self.state.setText("")
        if not weeks:
            self.blocks.show_blocks(
                [Paragraph(tr("The library holds no score of {model} for this finding yet.", model=model))]
            )
            return
        self.blocks.show_blocks(_blocks(model, baseline, weeks))


def _blocks(model: str, baseline: Baseline, weeks: Sequence[Week]) -> list[Block]:
    title = tr("{finding}, {model}, in use", finding=plain(baseline.finding), model=model)
    last = weeks[-1]
    worst = "changed" in (last.scores, last.refusals, last.agrees)
    rows = [_row(week) for week in weeks]
    head = (
        tr("Week of"), tr("Scored"), tr("Scores"), tr("Stability index"), tr("p (KS)"), tr("Called present"),
        tr("Refused"), tr("Refusals"), tr("Right by readers"), tr("Agreement"),
    )  # fmt: skip
    return [
        Heading(title, 2),
        Paragraph(_summary(last), "caution" if worst else "plain"),
        Paragraph(
            tr(
                "In the evaluation: {n} images scored, {refused} refused, {agreed} of the calls right.",
                n=len(baseline.probabilities),
                refused=share(baseline.refused.value),
                agreed=share(baseline.agreement.value),
            ),
            "note",
        ),
        Figures(_figures(weeks, baseline)),
        table(head, rows),
        Paragraph(tr(_EXPLAINED, watch=f"{WATCH:g}", changed=f"{CHANGED:g}", least=LEAST), "note"),
    ]


def _summary(week: Week) -> str:
    return tr(
        "Week of {begins}: scores {scores}; refusals {refusals}; agreement with readers {agrees}.",
        begins=week.begins.isoformat(),
        scores=tr(SIGNS[week.scores]),
        refusals=tr(SIGNS[week.refusals]),
        agrees=tr(SIGNS[week.agrees]),
    )


def _row(week: Week) -> list[str | Cell]:
    index = Cell(share(week.stability), note=span(week.stability_low, week.stability_high))
    return [
        week.begins.isoformat(),
        str(week.scored),
        _sign(week.scores),
        index if week.stability is not None else Cell(MISSING),
        p_value(week.p),
        _share(week.present),
        _share(week.refused),
        _sign(week.refusals),
        _share(week.agreement),
        _sign(week.agrees),
    ]


def _sign(sign: Sign) -> Cell:
    return Cell(tr(SIGNS[sign]), caution=sign in ("watch", "changed"))


def _share(found: Share | None) -> Cell:
    if found is None:
        return Cell(MISSING)
    return Cell(share(found.value), note=f"{span(found.low, found.high)}, n {found.of}")


def _figures(weeks: Sequence[Week], baseline: Baseline) -> tuple[Figure, ...]:
    """Draw index, refusals and agreement over the weeks, counted from the first."""
    last = max(len(weeks), 2)
    across = (0.5, last + 0.5)
    index = [
        Dot(n, w.stability, (w.stability_low or 0.0, w.stability_high or 0.0))
        for n, w in enumerate(weeks, 1)
        if w.stability is not None
    ]
    top = max([0.3, *(dot.span[1] * 1.1 for dot in index if dot.span)])
    limits = tuple(Line(across, (limit, limit), "guide", dashed=True) for limit in (WATCH, CHANGED))
    week = tr("Week")
    drawn = [Figure(tr("Scores"), week, tr("Stability index"), (*limits, *index), across, (0.0, top))]
    for title, before, shares in (
        (tr("Refused by the input gate"), baseline.refused.value, [w.refused for w in weeks]),
        (tr("Right by readers"), baseline.agreement.value, [w.agreement for w in weeks]),
    ):
        dots = tuple(Dot(n, s.value, (s.low, s.high)) for n, s in enumerate(shares, 1) if s is not None)
        line = Line(across, (before, before), "guide", dashed=True)
        drawn.append(Figure(title, week, tr("Share"), (line, *dots), across))
    return tuple(drawn)
