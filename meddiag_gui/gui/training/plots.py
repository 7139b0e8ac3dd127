"""Curves of runs: loss, metric and learning rate over the epochs, of one run or of several to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.training import words
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
        self.loss, self.figure, self.rate = (_plot() for _ in range(3))
        self.figure.setLimits(yMin=0, yMax=1.02)  # areas and overlaps
        self._names = [text_label("", "heading", wrap=False) for _ in range(3)]
        self.setMaximumHeight(_HIGHEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for plot, name in zip((self.loss, self.figure, self.rate), self._names, strict=True):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(name)
            column.addWidget(plot, 1)
            row.addLayout(column, 1)

    def show_runs(self, runs: Sequence[Story]) -> None:
        """Draw these runs, and nothing of those before."""
        length = max((story.length for story in runs), default=0.0)
        for plot in (self.loss, self.figure, self.rate):
            plot.clear()
            plot.setXRange(0, max(1.0, length), padding=0.02)
        metric = next((story.metric for story in runs if story.metric), "")
        shown = tr(words.METRICS.get(metric, metric)) if metric else tr("METRIC")
        self._names[0].setText(tr("LOSS  dashed training, solid validation"))
        self._names[1].setText(tr("{metric}  on the validation part", metric=shown))
        self._names[2].setText(tr("LEARNING RATE"))
        for story, color in zip(runs, COLORS * len(runs), strict=False):
            self._add(story, color, metric, alone=len(runs) == 1)

    def _add(self, story: Story, color: str, metric: str, *, alone: bool) -> None:
        if alone and story.losses:
            faint = QColor(color)
            faint.setAlphaF(0.45)
            self.loss.plot(*_columns(story.losses), pen=pg.mkPen(faint, width=1))
        epochs = [row["epoch"] for row in story.epochs]
        dashed, solid = Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine
        for name, style in (("training_loss", dashed), ("validation_loss", solid)):
            _line(self.loss, epochs, [row[name] for row in story.epochs], color, style)
        values = [row.get("metrics", {}).get(metric) for row in story.epochs]
        _line(self.figure, epochs, values, color, solid)
        if story.rates:
            self.rate.plot(*_columns(story.rates), pen=pg.mkPen(color, width=2))
        best = story.best
        if alone and best is not None:
            pen = pg.mkPen(theme.colors().faded, style=Qt.PenStyle.DotLine)
            for plot in (self.loss, self.figure):
                plot.addItem(pg.InfiniteLine(best["epoch"], pen=pen))


def _plot() -> Any:
    """Make a diagram that nobody can lose: no menu, no buttons, no dragging."""
    look = theme.colors()
    plot = pg.PlotWidget(background=look.ground, enableMenu=False)
    menu = plot.getPlotItem().ctrlMenu  # is made all the same, and would outlive the diagram
    for each in (menu, *(action.menu() for action in menu.actions() if action.menu() is not None)):
        each.setParent(plot, each.windowFlags())
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setMinimumHeight(150)
    plot.showGrid(x=False, y=True, alpha=0.12)
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.setPen(look.line)
        axis.setTextPen(look.dim)
        axis.enableAutoSIPrefix(False)
    plot.setLabel("bottom", tr("epochs"), color=look.dim)
    return plot


def _line(plot: Any, x: list[float], y: list[float | None], color: str, style: Qt.PenStyle) -> None:
    known = [(a, b) for a, b in zip(x, y, strict=True) if b is not None]
    if known:
        plot.plot(
            *_columns(known), pen=pg.mkPen(color, width=2, style=style), symbol="o", symbolSize=5,
            symbolBrush=color, symbolPen=None,
        )  # fmt: skip


def _columns(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [point[0] for point in points], [point[1] for point in points]
