"""Curves of runs: loss, metric and learning rate over the epochs, of one run or of several to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meddiag_gui.gui.training import words
from meddiag_gui.gui.training.diagram import Curve, Diagram
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.training.history import Story

COLORS = ("#5fa8c4", "#d9ab55", "#8cbf7f", "#c98bb9", "#df7b6c", "#a9a3e0")
"""Of the runs that are compared, in turn."""
_HIGHEST = 400  # pixels


class Plots(QWidget):
    """Three diagrams beside each other; the time runs to the right in epochs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (tr("Loss"), tr("Metric"), tr("Learning rate"))
        self.loss, self.figure, self.rate = (Diagram(name) for name in names)
        self._names = [text_label("", "heading", wrap=False) for _ in range(3)]
        self.setMaximumHeight(_HIGHEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for diagram, name in zip((self.loss, self.figure, self.rate), self._names, strict=True):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(name)
            column.addWidget(diagram, 1)
            row.addLayout(column, 1)

    def show_runs(self, runs: Sequence[Story]) -> None:
        """Draw these runs, and nothing of those before."""
        metric = next((story.metric for story in runs if story.metric), "")
        shown = tr(words.METRICS.get(metric, metric)) if metric else tr("METRIC")
        self._names[0].setText(tr("LOSS  dashed training, solid validation"))
        self._names[1].setText(tr("{metric}  on the validation part", metric=shown))
        self._names[2].setText(tr("LEARNING RATE"))
        alone = len(runs) == 1
        best = runs[0].best if alone else None
        marks = [best["epoch"]] if best is not None else []
        length = max((story.length for story in runs), default=0.0)
        colored = list(zip(runs, COLORS * len(runs), strict=False))
        losses = [curve for story, color in colored for curve in _losses(story, color, alone=alone)]
        figures = [
            _by_epoch(story, color, lambda row: row["metrics"].get(metric)) for story, color in colored
        ]
        self.loss.show_curves(losses, length, marks)
        self.figure.show_curves(figures, length, marks)
        self.rate.show_curves([Curve(tuple(story.rates), color) for story, color in colored], length)


def _losses(story: Story, color: str, *, alone: bool) -> Iterator[Curve]:
    if alone:
        yield Curve(tuple(story.losses), color, faint=True)
    yield _by_epoch(story, color, lambda row: row["training_loss"], dashed=True)
    yield _by_epoch(story, color, lambda row: row["validation_loss"])


def _by_epoch(
    story: Story, color: str, value_of: Callable[[dict[str, Any]], float | None], *, dashed: bool = False
) -> Curve:
    known = ((float(row["epoch"]), value_of(row)) for row in story.epochs)
    points = tuple((place, value) for place, value in known if value is not None)
    return Curve(points, color, dashed=dashed, dots=True)
