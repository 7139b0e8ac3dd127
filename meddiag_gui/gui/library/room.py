"""The library room: search as you type, the studies found, import, and the bin."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.library import work
from meddiag_gui.gui.library.columns import COLUMNS
from meddiag_gui.gui.library.importing import Importing
from meddiag_gui.gui.library.paged import PagedTable
from meddiag_gui.gui.library.table import StudyTable
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.widgets import KeepKeys, Strip, text_label
from meddiag_gui.language import mark, tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.library.work import Hits
    from meddiag_gui.gui.runner import Job

_PAUSE_MS = 120
_RENEW_MS = 800
_TOLD_HEIGHT = 96
HINT = mark(
    "Words are looked up in names, IDs, descriptions, findings and verdicts. One place only: name:wang "
    "id:P12 mod:CR,DX date:2024-01..2024-06 born:1960 sex:F finding:pneumonia verdict:absent status:unread"
)


class LibraryRoom(QWidget):
    """Finds studies, takes in new ones, and deletes in two steps.

    Signals
    -------
    opened
        A study is to be opened; carries its key.
    files_wanted, folder_wanted
        Files or a folder are to be chosen and imported.
    keeping_wanted
        The page of what keeps the library safe is to be shown.
    """

    opened = Signal(int)
    files_wanted = Signal()
    folder_wanted = Signal()
    keeping_wanted = Signal()

    def __init__(
        self, desk: LibraryDesk, importing: Importing, reference: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._importing = desk, importing
        self._job: Job[Hits] | None = None
        self._stale = True
        self.model = PagedTable(desk, COLUMNS, self)
        self.table = StudyTable(self.model)
        self.search, self.in_bin = QLineEdit(), QPushButton(tr("Bin"))
        self.files, self.folder = QPushButton(tr("Import files …")), QPushButton(tr("Import a folder …"))
        self.reference = QCheckBox(tr("Leave files where they are"))
        self.reference.setChecked(reference)
        self.keeping = QPushButton(tr("Safekeeping …"))
        self.failure, self.count = Strip("failure"), text_label("", "dim", wrap=False)
        self.bar, self.progress, self.cancel = QProgressBar(), text_label(""), QPushButton(tr("Cancel"))
        self.told = QPlainTextEdit()
        self.delete, self.put_back = QPushButton(tr("Put into the bin")), QPushButton(tr("Put back"))
        self.delete_for_good = QPushButton(tr("Delete for good …"))
        self.sure = QPushButton(tr("Delete: it cannot be undone"))
        self._pause, self._renew = QTimer(self), QTimer(self)
        self._set_up()
        self._lay_out()
        self.show_import()
        self._show_buttons()

    def touch(self, what: str) -> None:
        """Know that the library has changed."""
        self._stale = True
        if self.isVisible() and not self._renew.isActive():
            self._renew.start()

    def show_import(self) -> None:
        """Show how far an import is, and what it had to say."""
        importing = self._importing
        self.progress.setText(importing.words())
        self.progress.setVisible(bool(importing.words()))
        self.bar.setVisible(importing.running)
        self.cancel.setVisible(importing.running)
        fraction = importing.progress.fraction if importing.progress else None
        self.bar.setRange(0, 0 if fraction is None else 1000)
        self.bar.setValue(round(1000 * (fraction or 0)))
        told = "\n".join(importing.told())
        if self.told.toPlainText() != told:
            self.told.setPlainText(told)
        self.told.setVisible(bool(told))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102  (Qt's name)
        if self._stale:
            self._find()
        super().showEvent(event)

    def hideEvent(self, event: object) -> None:  # noqa: N802, D102
        self._renew.stop()
        self._pause.stop()

    def focusInEvent(self, event: object) -> None:  # noqa: N802, D102
        self.search.setFocus()

    def _set_up(self) -> None:
        for timer, pause in ((self._pause, _PAUSE_MS), (self._renew, _RENEW_MS)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(self._find)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.search.setPlaceholderText(tr("Search the library"))
        self.search.setAccessibleName(tr("Search the library"))
        self.search.setToolTip(tr(HINT))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._soon)
        self.search.returnPressed.connect(self.table.setFocus)
        self._keys = KeepKeys(self.search)
        self.in_bin.setCheckable(True)
        self.table.setAccessibleName(tr("Studies"))
        self.bar.setTextVisible(False)
        self.told.setReadOnly(True)
        self.told.setFixedHeight(_TOLD_HEIGHT)
        self.told.setAccessibleName(tr("What the import had to say"))
        self.table.opened.connect(self.opened)
        self.table.moved.connect(self._show_buttons)
        self.model.loaded.connect(self._show_buttons)
        self.model.failed.connect(self._on_failure)
        self._importing.changed.connect(self.show_import)
        for button, act in (
            (self.in_bin, self._find), (self.files, self.files_wanted), (self.folder, self.folder_wanted),
            (self.keeping, self.keeping_wanted), (self.cancel, self._importing.cancel),
            (self.delete, self._delete), (self.put_back, self._put_back),
            (self.delete_for_good, self._ask_whether), (self.sure, self._delete_for_good),
        ):  # fmt: skip
            button.clicked.connect(act)
        for keys, widget, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus),
            (QKeySequence(Qt.Key.Key_Delete), self.table, self._delete),
        ):
            shortcut = QShortcut(keys, widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.failure)
        for widgets, stretch in (
            ((self.search, self.in_bin, self.files, self.folder, self.reference, self.keeping), 0),
        ):
            row = QHBoxLayout()
            for widget in widgets:
                row.addWidget(widget, 1 if widget is self.search else stretch)
            column.addLayout(row)
        column.addWidget(text_label(tr(HINT), "dim"))
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)
        column.addWidget(self.told)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count, 1)
        for button in (self.delete, self.put_back, self.delete_for_good, self.sure):
            bottom.addWidget(button)
        column.addLayout(bottom)

    def _soon(self) -> None:
        self._pause.start()

    def _find(self) -> None:
        """Ask what the line finds."""
        self._pause.stop()
        self._renew.stop()
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        count = functools.partial(work.count_hits, self.search.text(), self.in_bin.isChecked())
        self._job = self._desk.do(count, self._take, self._fail)

    def _take(self, job: Job[Hits], hits: Hits) -> None:
        if job is not self._job:
            return
        self._job = None
        self.failure.say(" ".join(hits.problems))
        line, binned = self.search.text(), self.in_bin.isChecked()
        top, row = self.table.verticalScrollBar().value(), self.table.currentIndex().row()
        self.model.show_rows(hits.total, functools.partial(work.page_of, line, binned))
        self.table.go_to(min(max(row, 0), hits.total - 1))
        self.table.verticalScrollBar().setValue(top)
        self.count.setText(tr_n("{n} study", "{n} studies", hits.total))
        self.in_bin.setText(tr("Bin ({n})", n=hits.in_bin) if hits.in_bin else tr("Bin"))
        self._show_buttons()

    def _show_buttons(self) -> None:
        binned, chosen = self.in_bin.isChecked(), bool(self.table.chosen)
        self.delete.setVisible(not binned)
        self.delete.setEnabled(chosen)
        self.put_back.setVisible(binned)
        self.put_back.setEnabled(chosen)
        self.delete_for_good.setVisible(binned)
        self.delete_for_good.setEnabled(chosen and self._desk.may("administer"))
        self.sure.hide()

    def _delete(self) -> None:
        if not self.in_bin.isChecked() and self.table.chosen:
            bin_them = functools.partial(work.put_into_bin, self.table.chosen, self._desk.who)
            self._desk.do(bin_them, self._on_changed, self._fail)

    def _put_back(self) -> None:
        if self.table.chosen:
            restore = functools.partial(work.restore, self.table.chosen, self._desk.who)
            self._desk.do(restore, self._on_changed, self._fail)

    def _ask_whether(self) -> None:
        """Ask once more: what is deleted for good takes its verdicts along."""
        self.sure.setVisible(True)

    def _delete_for_good(self) -> None:
        self.sure.hide()
        if self.in_bin.isChecked() and self.table.chosen:
            delete = functools.partial(work.delete, self.table.chosen, self._desk.who)
            self._desk.do_long(delete, self._on_changed, self._fail)

    def _on_changed(self, job: Job[int], count: int) -> None:
        self._desk.touched.emit("bin")
        self._find()

    def _fail(self, job: object, error: Exception) -> None:
        self._on_failure(error)

    def _on_failure(self, error: Exception) -> None:
        self.failure.say(sentence_for(error, tr("searching the library")))
