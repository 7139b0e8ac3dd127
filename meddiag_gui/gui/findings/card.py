"""One finding: its name, call, probability on a scale, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meddiag_gui.gui.findings import point_words, words
from meddiag_gui.gui.findings.scales import ProbabilityScale
from meddiag_gui.gui.text import finding_name
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.inference.metadata import FindingSpec
    from meddiag_gui.inference.prediction import FindingScore


class FindingCard(QWidget):
    """One finding's score, never as a bare number.

    Signals
    -------
    chosen
        The finding was clicked; carries its name.
    """

    chosen = Signal(str)

    def __init__(
        self,
        score: FindingScore,
        spec: FindingSpec,
        *,
        overridden: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = score.name
        present = score.call == "present"
        head = QHBoxLayout()
        name = finding_name(score.name)
        head.addWidget(text_label(name[:1].upper() + name[1:], "title", selectable=True), 1)
        value = text_label(
            tr("probability {p}", p=words.number(score.probability)), "score", selectable=True, wrap=False
        )
        head.addWidget(value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        if overridden:
            column.addWidget(text_label(tr(words.OVERRIDDEN), "caution", selectable=True))
        column.addWidget(
            ProbabilityScale(score.probability, score.operating_point, present, score.uncertain_band)
        )
        column.addWidget(text_label(words.call_sentence(score), "call" if present else "", selectable=True))
        for line in (words.meaning(score), point_words.conformal(spec, score.probability)):
            if line and not overridden:  # both hold for images of the kind that was measured
                column.addWidget(text_label(line, "dim", selectable=True))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102  (Qt's name)
        self.chosen.emit(self._name)
