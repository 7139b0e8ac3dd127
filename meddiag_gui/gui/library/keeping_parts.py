"""Two parts of safekeeping: checks with backups, and what concerns this window alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.library.backup import Backup

_HOURS = 8 * 60
_LONGEST_NAME = 64


class ChecksPart(QWidget):
    """Checks the library, backs it up, and restores it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verify, self.back_up = QPushButton(tr("Check everything")), QPushButton(tr("Back up now"))
        self.restore = QPushButton(tr("Restore the last backup"))
        self.backups = text_label("", "dim", selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text_label(tr("CHECK AND BACKUPS"), "heading"))
        row = QHBoxLayout()
        for button in (self.verify, self.back_up, self.restore):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.backups)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show when backups were made, and why."""
        lines = [f"{backup.at.astimezone():%Y-%m-%d %H:%M}  {backup.why}" for backup in backups]
        self.backups.setText("\n".join(lines) or tr("There is no backup yet; one is made every day."))


class WindowPart(QWidget):
    """Says when the window locks, and by which name verdicts are signed; saves these as a manifest.

    Signals
    -------
    name_changed
        Carries the name, or nothing for that of the system's user.
    """

    name_changed = Signal(str)

    def __init__(self, minutes: int, name: str, system_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minutes, self.name = QSpinBox(), QLineEdit(name)
        self.lock, self.export = QPushButton(tr("Lock now")), QPushButton(tr("Save verdicts as a manifest …"))
        self.minutes.setRange(0, _HOURS)
        self.minutes.setValue(minutes)
        self.minutes.setFixedWidth(100)
        self.minutes.setSpecialValueText(tr("never"))
        self.minutes.setSuffix(tr(" min"))
        self.minutes.setAccessibleName(tr("Lock the window after"))
        self.name.setPlaceholderText(system_name)
        self.name.setAccessibleName(tr("Your name in verdicts and in the log"))
        self.name.editingFinished.connect(self._on_name)
        self._keys = KeepKeys(self.name, self.minutes)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(text_label(tr("THIS WINDOW"), "heading"), 0, 0, 1, 3)
        fields = ((tr("Lock after"), self.minutes), (tr("Verdicts are signed by"), self.name))
        for row, (words, field) in enumerate(fields, 1):
            grid.addWidget(text_label(words, "dim", wrap=False), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.lock, 1, 2)
        grid.addWidget(self.export, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)

    def _on_name(self) -> None:
        self.name_changed.emit(plain(self.name.text().strip(), _LONGEST_NAME))
