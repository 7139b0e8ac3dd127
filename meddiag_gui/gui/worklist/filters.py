"""The line above the worklist: what is shown of it, and filters that are kept under names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr
from meddiag_gui.library.reading.lines import Filter, Shown

SHOWN: dict[Shown, str] = {
    "unread": mark("Unread"), "drafts": mark("Drafts"), "read": mark("Read"), "all": mark("All"),
}  # fmt: skip
_PAUSE_MS = 120
_OLDEST = 150


class FilterBar(QWidget):
    """Edits a filter.

    Signals
    -------
    changed
        The filter is another; carries it.
    save_wanted
        The filter is to be kept; carries the name and the filter.
    removal_wanted
        A kept filter is to be forgotten; carries its name.
    left
        The keyboard is to go to the list.
    """

    changed = Signal(object)
    save_wanted = Signal(str, object)
    removal_wanted = Signal(str)
    left = Signal()

    def __init__(self, wanted: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self._kept: dict[str, Filter] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._take)
        self.text, self.shown, self.modality = QLineEdit(), QComboBox(), QComboBox()
        self.age_from, self.age_to = QLineEdit(), QLineEdit()
        self.kept, self.save = QComboBox(), QPushButton(tr("Keep"))
        self.remove = QPushButton(tr("Forget"))
        self._set_up()
        self._lay_out()
        self.show_filter(wanted)

    def show_filter(self, wanted: Filter) -> None:
        """Show a filter, without a word to others."""
        self.wanted = wanted
        if self.text.text() != wanted.text:
            self.text.setText(wanted.text)
        self.shown.setCurrentIndex(list(SHOWN).index(wanted.shown))
        if wanted.modality and self.modality.findText(wanted.modality) < 0:
            self.modality.addItem(wanted.modality)
        self.modality.setCurrentIndex(max(0, self.modality.findText(wanted.modality)))
        for field, age in ((self.age_from, wanted.age_from), (self.age_to, wanted.age_to)):
            field.setText("" if age is None else str(age))

    def show_modalities(self, found: Sequence[str]) -> None:
        """Offer the modalities of the library."""
        for one in found:
            if self.modality.findText(one) < 0:
                self.modality.addItem(one)

    def show_kept(self, kept: Mapping[str, Filter]) -> None:
        """Offer the filters that are kept."""
        self._kept = dict(kept)
        named = self.kept.currentText()
        self.kept.clear()
        self.kept.addItems(["", *self._kept])
        self.kept.setCurrentText(named)
        self.kept.setEditText(named)

    def _set_up(self) -> None:
        self.text.setPlaceholderText(tr("Name, ID, accession number or description"))
        self.text.setAccessibleName(tr("Search the worklist"))
        self.text.setClearButtonEnabled(True)
        self.text.textEdited.connect(self._soon)
        self.text.returnPressed.connect(self.left)
        self.shown.addItems([tr(word) for word in SHOWN.values()])
        self.shown.setAccessibleName(tr("Which studies are shown"))
        self.modality.addItem(tr("All modalities"))
        self.modality.setAccessibleName(tr("Modality"))
        for box in (self.shown, self.modality):
            box.activated.connect(self._take)
        for field, name in ((self.age_from, tr("Age from")), (self.age_to, tr("Age to"))):
            field.setFixedWidth(44)
            field.setAccessibleName(name)
            field.textEdited.connect(self._soon)
        self.kept.setEditable(True)
        self.kept.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.kept.setMinimumWidth(150)
        self.kept.setAccessibleName(tr("Kept filters"))
        line = self.kept.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("Kept filters"))
        self.kept.activated.connect(self._choose)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self._remove)
        self._keys = KeepKeys(self.text, self.age_from, self.age_to, self.kept)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.text, 1)
        row.addWidget(self.shown)
        row.addWidget(self.modality)
        row.addWidget(text_label(tr("Age"), "dim", wrap=False))
        row.addWidget(self.age_from)
        row.addWidget(text_label("–", "dim", wrap=False))
        row.addWidget(self.age_to)
        row.addSpacing(12)
        for part in (self.kept, self.save, self.remove):
            row.addWidget(part)

    def _soon(self) -> None:
        self._pause.start()

    def _take(self) -> None:
        """Read the filter out of the fields."""
        self._pause.stop()
        self._use(
            replace(
                self.wanted,
                text=self.text.text(),
                shown=list(SHOWN)[self.shown.currentIndex()],
                modality=self.modality.currentText() if self.modality.currentIndex() > 0 else "",
                age_from=_years(self.age_from),
                age_to=_years(self.age_to),
            )
        )

    def _use(self, wanted: Filter) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit(wanted)

    def sort_by(self, column: str) -> None:
        """Sort by a column, or the other way round if it is sorted by it already."""
        again = self.wanted.sort == column
        self._use(replace(self.wanted, sort=column, descending=again and not self.wanted.descending))  # type: ignore[arg-type]  # columns have no other ids

    def _choose(self, place: int) -> None:
        wanted = self._kept.get(self.kept.itemText(place))
        if wanted is not None:
            self.show_filter(replace(wanted))
            self.changed.emit(wanted)

    def _save(self) -> None:
        self._take()
        name = self.kept.currentText().strip()
        if name:
            self.save_wanted.emit(name, self.wanted)
        else:
            self.kept.setFocus()

    def _remove(self) -> None:
        name = self.kept.currentText().strip()
        if name in self._kept:
            self.kept.setEditText("")
            self.removal_wanted.emit(name)


def _years(field: QLineEdit) -> int | None:
    text = field.text().strip()
    return int(text) if text.isdecimal() and int(text) <= _OLDEST else None
