"""The list of all runs: what waits and runs first, then the history; several can be chosen to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from meddiag_gui.gui.training import words
from meddiag_gui.gui.training.plots import COLORS
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.training.history import Story
    from meddiag_gui.training.jobs import Job

_ID = Qt.ItemDataRole.UserRole
_SWATCH = 10  # pixels


class RunList(QTreeWidget):
    """One line a job.

    Signals
    -------
    chosen
        Others are chosen.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([tr("Model"), tr("State"), tr("Best"), tr("Since")])
        self.setAccessibleName(tr("Trainings"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._ids: list[str] = []
        self.itemSelectionChanged.connect(self._on_chosen)

    @property
    def chosen_ids(self) -> list[str]:
        """Ids of the chosen jobs, from top to bottom."""
        return [id for id, item in zip(self._ids, self._items(), strict=True) if item.isSelected()]  # noqa: A001

    def show_jobs(self, jobs: Sequence[Job], stories: dict[str, Story]) -> None:
        """List these; what is chosen stays, and where nothing is, the first is."""
        ordered = sorted(jobs, key=_order)
        kept = set(self.chosen_ids)
        self.blockSignals(True)
        if [job.id for job in ordered] != self._ids:
            self._ids = [job.id for job in ordered]
            self.clear()
            self.addTopLevelItems([QTreeWidgetItem() for _ in ordered])
        for job, item in zip(ordered, self._items(), strict=True):
            cells = (
                words.title(job),
                words.state(job),
                words.best(stories[job.id]),
                words.when(job.record.changed),
            )
            for column, text in enumerate(cells):
                item.setText(column, text)
            item.setData(0, _ID, job.id)
            item.setSelected(job.id in kept)
        if self._ids and not kept & set(self._ids):
            self.setCurrentItem(self._items()[0])
        self.blockSignals(False)
        self._color()
        if set(self.chosen_ids) != kept:
            self.chosen.emit()

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _on_chosen(self) -> None:
        self._color()
        self.chosen.emit()

    def _color(self) -> None:
        """Give each of several chosen runs the colour of its curves."""
        chosen = self.chosen_ids
        for id, item in zip(self._ids, self._items(), strict=True):  # noqa: A001
            several = len(chosen) > 1 and id in chosen
            item.setIcon(0, _swatch(COLORS[chosen.index(id) % len(COLORS)]) if several else QIcon())


def _order(job: Job) -> tuple[int, float]:
    """Running, then waiting in the queue's order, then the rest, the latest first."""
    if job.alive:
        return 0, 0.0
    if job.interrupted or job.state.value == "waiting":
        return 1, job.record.place
    return 2, -job.record.place


def _swatch(color: str) -> QIcon:
    picture = QPixmap(_SWATCH, _SWATCH)
    picture.fill(QColor(color))
    return QIcon(picture)
