"""The page of what keeps the library safe: checks, backups, encryption, users, the lock, and its log."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.library import keeping_work as work
from meddiag_gui.gui.library.desk import State
from meddiag_gui.gui.library.encrypting import EncryptionPart
from meddiag_gui.gui.library.keeping_parts import ChecksPart, WindowPart
from meddiag_gui.gui.library.people import UsersPart
from meddiag_gui.gui.text import plain, sentence_for
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr, tr_n
from meddiag_gui.tasks import format_seconds

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.library.backup import Backup
    from meddiag_gui.library.integrity import Verified
    from meddiag_gui.library.recovery import Recovered
    from meddiag_gui.tasks import Progress

_SHOWN = 100  # flaws
_TAB = 150  # pixels


class KeepingPage(QScrollArea):
    """Shows how the library is kept, and does what keeps it.

    Signals
    -------
    closed
        Back to the studies.
    minutes_changed, name_changed
        After how many minutes the window locks; by which name verdicts are signed.
    lock_wanted, export_wanted
        Lock now; save signed verdicts as a manifest.
    protection_changed
        Users or encryption are others: the lock may ask for something else.
    """

    closed = Signal()
    minutes_changed = Signal(int)
    name_changed = Signal(str)
    lock_wanted = Signal()
    export_wanted = Signal()
    protection_changed = Signal()

    def __init__(self, desk: LibraryDesk, minutes: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job[Any] | None = None
        self.back = QPushButton(tr("Back to the studies"))
        self.said, self.bar, self.cancel = text_label("", selectable=True), QProgressBar(), QPushButton()
        self.found = QPlainTextEdit()
        self.log = QPlainTextEdit()
        self.checks, self.window_part = ChecksPart(), WindowPart(minutes, name, desk.who)
        self.encryption, self.users = EncryptionPart(), UsersPart()
        self._set_up()
        self._lay_out()
        desk.changed.connect(self._show_desk)
        self._show_desk()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102  (Qt's name)
        self.look()
        super().showEvent(event)

    def look(self) -> None:
        """Look how the library is kept."""
        self._desk.do(work.look, self._show_kept, self._fail)

    def _set_up(self) -> None:
        self.log.setTabStopDistance(_TAB)
        self.bar.setTextVisible(False)
        self.cancel.setText(tr("Cancel"))
        for text in (self.found, self.log):
            text.setReadOnly(True)
            text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.found.setAccessibleName(tr("What the check found"))
        self.log.setAccessibleName(tr("Audit log"))
        for button, act in (
            (self.back, self.closed), (self.cancel, self._on_cancel), (self.checks.verify, self._verify),
            (self.checks.back_up, self._back_up), (self.checks.restore, self._restore),
            (self.window_part.lock, self.lock_wanted), (self.window_part.export, self.export_wanted),
        ):  # fmt: skip
            button.clicked.connect(act)
        self.window_part.minutes.valueChanged.connect(self.minutes_changed)
        self.window_part.name_changed.connect(self.name_changed)
        self.encryption.encrypt_wanted.connect(self._encrypt)
        self.encryption.decrypt_wanted.connect(self._decrypt)
        self.encryption.change_wanted.connect(self._change_passphrase)
        self.users.add_wanted.connect(self._add_user)
        self.users.change_wanted.connect(self._change_user)
        self.users.removal_wanted.connect(self._remove_user)
        self._say("")

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(self.said, 1)
        top.addWidget(self.cancel)
        column.addLayout(top)
        column.addWidget(self.bar)
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, part in enumerate((self.checks, self.window_part, self.encryption, self.users)):
            grid.addWidget(part, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addWidget(self.found)
        column.addWidget(text_label(tr("AUDIT LOG"), "heading"))
        column.addWidget(self.log, 1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _show_desk(self) -> None:
        """Show what can be done as the library stands."""
        desk = self._desk
        is_open, administers = desk.state is State.OPEN, desk.may("administer")
        idle = self._job is None
        for button in (self.checks.verify, self.checks.back_up, self.window_part.export):
            button.setEnabled(is_open and idle)
        self.checks.restore.setVisible(desk.state is State.FAILED)
        self.checks.restore.setEnabled(idle)
        self.encryption.setEnabled(is_open and idle and administers)
        self.users.setEnabled(is_open and administers)
        self.window_part.name.setEnabled(desk.person is None)
        if desk.problem and idle:
            self._say(desk.problem)

    def _show_kept(self, job: Job[work.Kept], kept: work.Kept) -> None:
        self.checks.show_backups(kept.backups)
        self.encryption.show_state(kept.encrypted, kept.has_passphrase)
        self.users.show_users(kept.users)
        shown = [
            "\t".join(
                (
                    str(entry.number),
                    entry.at[:19],
                    plain(entry.who, 24),
                    entry.action,
                    entry.subject,
                    entry.details,
                )
            )
            for entry in reversed(kept.entries)
        ]
        self.log.setPlainText("\n".join(shown))

    def _verify(self) -> None:
        self._long(work.verify, self._take_verified)

    def _back_up(self) -> None:
        self._long(work.back_up, self._take_backup)

    def _restore(self) -> None:
        self._say(tr("Restoring …"))
        recover = functools.partial(work.recover, self._desk.who)
        self._job = self._desk.do_without_library(recover, self._take_recovered, self._fail, self._progress)
        self._show_desk()

    def _encrypt(self, passphrase: str, in_keyring: bool) -> None:
        encrypt = functools.partial(work.encrypt, passphrase, in_keyring, self._desk.who)
        self._long(encrypt, functools.partial(self._take_converted, passphrase or None))

    def _decrypt(self) -> None:
        decrypt = functools.partial(work.decrypt, self._desk.who)
        self._long(decrypt, functools.partial(self._take_converted, None))

    def _change_passphrase(self, passphrase: str) -> None:
        self._long(functools.partial(work.change_passphrase, passphrase, self._desk.who), self._take_done)

    def _add_user(self, name: str, role: str, password: str) -> None:
        self._long(functools.partial(work.add_user, name, role, password, self._desk.who), self._take_done)

    def _change_user(self, name: str, role: str, password: str) -> None:
        self._long(functools.partial(work.change_user, name, role, password, self._desk.who), self._take_done)

    def _remove_user(self, name: str) -> None:
        self._long(functools.partial(work.remove_user, name, self._desk.who), self._take_done)

    def _long(self, what: Any, done: Any) -> None:
        """Begin long work, unless some is under way."""
        if self._job is None:
            self._say(tr("Working …"))
            self.found.setVisible(False)
            self._job = self._desk.do_long(what, done, self._fail, self._progress)
            self._show_desk()

    def _progress(self, job: Job[Any], progress: Progress) -> None:
        left = tr("{time} left", time=format_seconds(progress.seconds_left)) if progress.seconds_left else ""
        self._say("  ".join(filter(None, (progress.message, left))))
        fraction = progress.fraction
        self.bar.setRange(0, 0 if fraction is None else 1000)
        self.bar.setValue(round(1000 * (fraction or 0)))

    def _end(self, words: str) -> None:
        self._job = None
        self._say(words)
        self._show_desk()
        self.look()

    def _say(self, words: str) -> None:
        self.said.setText(words)
        for widget in (self.bar, self.cancel):
            widget.setVisible(self._job is not None)
        if not self.found.toPlainText():
            self.found.hide()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._end(tr("Stopped; nothing was changed."))

    def _take_verified(self, job: Job[Verified], found: Verified) -> None:
        words = tr(
            "Checked: {files} files, {entries} entries of the log.", files=found.files, entries=found.entries
        )
        n = len(found.flaws)
        flaws = tr_n("{n} thing is wrong.", "{n} things are wrong.", n) if n else tr("All is well.")
        self.found.setPlainText("\n".join(plain(flaw.message, 300) for flaw in found.flaws[:_SHOWN]))
        self.found.setVisible(bool(n))
        self._end(f"{words} {flaws}")

    def _take_backup(self, job: Job[Backup], backup: Backup) -> None:
        self._end(tr("A backup was made."))

    def _take_recovered(self, job: Job[Recovered], found: Recovered) -> None:
        when = f"{found.backup.at.astimezone():%Y-%m-%d %H:%M}"
        self._job = None
        self._desk.reopen()
        self._say(
            tr(
                "The backup of {when} was restored, and {n} files were taken in again.",
                when=when,
                n=found.files,
            )
        )

    def _take_converted(self, passphrase: str | None, job: Job[None], nothing: None) -> None:
        self.encryption.clear()
        self._desk.reopen(passphrase)
        self._end(tr("Done."))
        self.protection_changed.emit()

    def _take_done(self, job: Job[None], nothing: None) -> None:
        self.encryption.clear()
        self.users.clear()
        self._end(tr("Done."))
        self.protection_changed.emit()

    def _fail(self, job: Job[Any], error: Exception) -> None:
        self._job = None
        self._say(sentence_for(error, tr("keeping the library")))
        self._show_desk()
