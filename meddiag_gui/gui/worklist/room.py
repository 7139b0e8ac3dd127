"""The worklist room: the list, its filters, why the chosen study is urgent, and what goes on behind it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.library.paged import PagedTable
from meddiag_gui.gui.library.table import StudyTable
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.widgets import Strip, text_label
from meddiag_gui.gui.worklist import columns, work
from meddiag_gui.gui.worklist.filters import FilterBar
from meddiag_gui.language import tr, tr_n
from meddiag_gui.library.reading.lines import Filter
from meddiag_gui.worklist import urgency

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.gui.worklist.work import Listed

_RENEW_MS = 800  # studies that arrive or are scored one after the other renew the list together
_TICK_MS = 30_000  # waiting times are shown in minutes


class WorklistRoom(QWidget):
    """Lists what waits.

    Parameters
    ----------
    hides_results
        Whether models' results are hidden, and with them the order that they would give.

    Signals
    -------
    opened
        A study is to be opened; carries its key.
    watch_wanted, unwatch_wanted, scoring_wanted
        A folder is to be chosen and watched, not watched any more; scoring is to begin or to stop.
    """

    opened = Signal(int)
    watch_wanted = Signal()
    unwatch_wanted = Signal()
    scoring_wanted = Signal(bool)

    def __init__(self, desk: LibraryDesk, hides_results: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job[Listed] | None = None
        self._stale = True
        self.keys: list[int] = []
        self.hides_results = hides_results
        self.model = PagedTable(desk, columns.WORKLIST, self)
        self.table = StudyTable(self.model)
        self.filters = FilterBar(Filter())
        self.failure = Strip("failure")
        self.count, self.why = text_label("", "dim", wrap=False), text_label("", selectable=True)
        self.scoring, self.watching = text_label("", "dim", wrap=False), text_label("", "dim", wrap=False)
        self.score, self.watch = QPushButton(), QPushButton(tr("Watch a folder …"))
        self.unwatch = QPushButton(tr("Stop watching"))
        self._renew, self._tick = QTimer(self), QTimer(self)
        self._set_up()
        self._lay_out()
        self.show_results(hides_results)

    def show_results(self, hides: bool) -> None:
        """Show what models said, or hide it and the order that follows from it."""
        self.hides_results = hides
        self.table.setColumnHidden(0, hides)
        self._list()

    @property
    def wanted(self) -> Filter:
        """The filter in use; where results are hidden, the longest wait stands for urgency."""
        return work.without_urgency(self.filters.wanted) if self.hides_results else self.filters.wanted

    def show_background(self, scoring: str, scores: bool, watching: str, watches: bool) -> None:
        """Say what goes on behind the list."""
        self.scoring.setText(scoring)
        self.score.setText(tr("Score in the background"))
        self.score.setChecked(scores)
        self.watching.setText(watching)
        self.unwatch.setVisible(watches)

    def touch(self, what: str) -> None:
        """Know that the library has changed."""
        self._stale = True
        if self.isVisible() and not self._renew.isActive():
            self._renew.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102  (Qt's name)
        if self._stale:
            self._list()
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: object) -> None:  # noqa: N802, D102
        self._tick.stop()
        self._renew.stop()

    def focusInEvent(self, event: object) -> None:  # noqa: N802, D102
        self.table.setFocus()

    def _set_up(self) -> None:
        self._renew.setSingleShot(True)
        self._renew.setInterval(_RENEW_MS)
        self._renew.timeout.connect(self._list)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.model.renew_cells)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.table.setAccessibleName(tr("Worklist"))
        self.table.opened.connect(self.opened)
        self.table.sorted_by.connect(self.filters.sort_by)
        self.table.moved.connect(self._show_line)
        self.model.loaded.connect(self._show_line)
        self.model.failed.connect(self._on_failure)
        self.filters.changed.connect(self._list)
        self.filters.save_wanted.connect(self._save)
        self.filters.removal_wanted.connect(self._remove)
        self.filters.left.connect(self.table.setFocus)
        self.watch.clicked.connect(self.watch_wanted)
        self.unwatch.clicked.connect(self.unwatch_wanted)
        self.score.setCheckable(True)
        self.score.clicked.connect(self.scoring_wanted)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filters.text.setFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.failure)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.why)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count)
        bottom.addStretch(1)
        for part in (self.scoring, self.score, self.watching, self.watch, self.unwatch):
            bottom.addWidget(part)
        column.addLayout(bottom)

    def _list(self) -> None:
        """Ask for the studies that the filter lets through."""
        self._renew.stop()
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        wanted = self.wanted
        self.table.show_sort(wanted.sort, wanted.descending)
        self._job = self._desk.do(functools.partial(work.listed, wanted), self._take, self._fail)

    def _take(self, job: Job[Listed], listed: Listed) -> None:
        if job is not self._job:
            return
        self._job = None
        self.failure.say("")
        self._show_keys(listed.keys)
        self.filters.show_modalities(listed.modalities)
        self.filters.show_kept(listed.kept)
        self.count.setText(tr_n("{n} study", "{n} studies", len(listed.keys)))
        self._show_line()

    def _show_keys(self, keys: list[int]) -> None:
        """Show other studies; the one that the user is at stays the current one, where it is still listed."""
        if keys == self.keys:
            self.model.renew()
            return
        current, top = self.table.current, self.table.verticalScrollBar().value()
        self.keys = keys
        self.model.show_rows(len(keys), functools.partial(work.page_of, keys))
        kept = current is not None and self.table.hasFocus() and current in keys
        self.table.go_to(keys.index(current) if kept and current is not None else 0)
        self.table.verticalScrollBar().setValue(top)

    def _show_line(self) -> None:
        """Say why the current study is urgent, or what to do where there is none."""
        row = self.table.currentIndex().row()
        line = self.model.peek(row) if 0 <= row < len(self.keys) else None
        if not self.keys:
            self._say_why(tr("Nothing waits here. Import studies into the library, or watch a folder."))
        elif self.hides_results:
            self._say_why(tr("Results of models are hidden until you have committed your own opinion."))
        elif line is not None:
            self._say_why(urgency.sentence(line))

    def _say_why(self, words: str) -> None:
        """Lay the room out anew only where the words are others: pages come often while one scrolls."""
        if self.why.text() != words:
            self.why.setText(words)

    def _save(self, name: str, wanted: Filter) -> None:
        self._desk.do(functools.partial(work.save_filter, name, wanted), self._on_filters, self._fail)

    def _remove(self, name: str) -> None:
        self._desk.do(functools.partial(work.remove_filter, name), self._on_filters, self._fail)

    def _on_filters(self, job: Job[dict[str, Filter]], kept: dict[str, Filter]) -> None:
        self.filters.show_kept(kept)

    def _fail(self, job: object, error: Exception) -> None:
        self._on_failure(error)

    def _on_failure(self, error: Exception) -> None:
        self.failure.say(sentence_for(error, tr("listing the studies")))
