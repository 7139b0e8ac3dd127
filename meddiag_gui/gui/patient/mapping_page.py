"""What the columns of a table mean: a guess, to be put right, with what comes of the first rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.patient.columns_table import ColumnsTable
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr
from meddiag_gui.records.tables.cells import shown
from meddiag_gui.records.tables.mapping import PARAMETER_ROLES, Column, DateOrder, Mapping, Role

if TYPE_CHECKING:
    from meddiag_gui.records.tables.sheets import Sheet

_SHOWN = 4  # values of a column
_ORDERS = {
    DateOrder.YEAR_FIRST: mark("year, month, day"),
    DateOrder.DAY_FIRST: mark("day, month, year"),
    DateOrder.MONTH_FIRST: mark("month, day, year"),
}


class MappingPage(QWidget):
    """One table.

    Signals
    -------
    changed
        The mapping was changed; what comes of it is to be shown with `show_preview`.
    accepted
        The user takes the mapping: carries the sheet and the `Mapping`.
    left_out
        The user takes nothing of this table; carries the sheet and a `Mapping` that says so.
    cancelled
        The user wants none of it.
    """

    changed = Signal()
    accepted = Signal(object, object)
    left_out = Signal(object, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.title, self.doubts = text_label("", "title"), text_label("", "caution")
        self.table = ColumnsTable(tr("Column"), list(Role))
        self.parameters = ColumnsTable(tr("Name in the table"), PARAMETER_ROLES)
        self.preview = QListWidget()
        self.dates = QComboBox()
        for order, words in _ORDERS.items():
            self.dates.addItem(tr(words), order)
        self.comma, self.lone = (
            QCheckBox(tr("Decimal comma")),
            QCheckBox(tr("Each row is a patient of its own")),
        )
        self.missing, self.issuer, self.sexes, self.name = (QLineEdit() for _ in range(4))
        self.accept, self.leave = (
            QPushButton(tr("Import with this mapping")),
            QPushButton(tr("Leave the table out")),
        )
        self.cancel = QPushButton(tr("Cancel"))
        self._keys = KeepKeys(self.missing, self.issuer, self.sexes, self.name, self.dates)
        self._names: tuple[str, ...] = ()
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        for words, field in (
            (tr("Dates"), self.dates), ("", self.comma), (tr("No value"), self.missing),
            (tr("Codes for sex"), self.sexes), (tr("Issuer of the IDs"), self.issuer), ("", self.lone),
            (tr("Name of the mapping"), self.name),
        ):  # fmt: skip
            form.addRow(words, field)
        side, left = QWidget(), QWidget()
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(12, 0, 0, 0)
        side_column.addLayout(form)
        side_column.addWidget(text_label(tr("What comes of the first rows"), "heading"))
        side_column.addWidget(self.preview, 1)
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.addWidget(self.table, 3)
        self._parameters_title = text_label(tr("What the names in the table mean"), "heading")
        left_column.addWidget(self._parameters_title)
        left_column.addWidget(self.parameters, 2)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(side)
        split.setSizes([760, 380])
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.cancel, self.leave, self.accept):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.title, self.doubts):
            column.addWidget(part)
        column.addWidget(split, 1)
        column.addLayout(buttons)

    def _join(self) -> None:
        for table in (self.table, self.parameters):
            table.edited.connect(self._on_changed)
        for field in (self.missing, self.issuer, self.sexes, self.name):
            field.editingFinished.connect(self._on_changed)
        self.dates.activated.connect(self._on_changed)
        self.comma.clicked.connect(self._on_changed)
        self.lone.clicked.connect(self._on_changed)
        self.accept.clicked.connect(self._accept)
        self.leave.clicked.connect(self._leave_out)
        self.cancel.clicked.connect(self.cancelled)

    def show_sheet(self, sheet: Sheet, mapping: Mapping, doubts: Sequence[str]) -> None:
        """Show a table with the guess and what the user has to decide."""
        self.sheet = sheet
        where = f"{sheet.file.name}, {sheet.name}" if sheet.name else sheet.file.name
        self.title.setText(tr("What do the columns of {name} mean?", name=plain(where)))
        values = [
            "  |  ".join(shown(cells[index]) for _, cells in sheet.sample[:_SHOWN])
            for index in range(len(sheet.header))
        ]
        self.table.show_columns(sheet.header, mapping.columns, values)
        self._names = tuple(mapping.parameters)
        self._show_parameters(mapping)
        self.dates.setCurrentIndex(self.dates.findData(mapping.dates))
        self.comma.setChecked(mapping.decimal_comma)
        self.lone.setChecked(mapping.rows_are_patients)
        self.missing.setText(", ".join(mapping.missing))
        self.sexes.setText(", ".join(f"{code}={sex}" for code, sex in mapping.sexes.items()))
        self.issuer.setText(mapping.issuer)
        self.name.setText(mapping.name)
        self._say(doubts)
        self.changed.emit()

    def show_preview(self, lines: Sequence[str]) -> None:
        """Show what comes of the first rows."""
        self.preview.clear()
        self.preview.addItems(list(lines) or [tr("nothing")])

    def mapping(self) -> Mapping:
        """The mapping as it stands on the page."""
        sexes = {}
        for pair in self.sexes.text().split(","):
            code, _, sex = pair.partition("=")
            if code.strip() and sex.strip().upper() in ("M", "F", "O"):
                sexes[code.strip()] = sex.strip().upper()
        parameters = dict(zip(self._names, self.parameters.meanings(), strict=True))
        return Mapping(
            self.table.meanings(),
            parameters,
            tuple(filter(None, (word.strip() for word in self.missing.text().split(",")))),
            DateOrder(self.dates.currentData()),
            self.comma.isChecked(),
            self.issuer.text().strip(),
            sexes,
            self.lone.isChecked(),
            self.name.text().strip()[:60],
        )

    def _show_parameters(self, mapping: Mapping) -> None:
        columns = list(mapping.parameters.values())
        self.parameters.show_columns(self._names, columns, [""] * len(columns))
        for part in (self.parameters, self._parameters_title):
            part.setVisible(bool(columns))

    def _on_changed(self) -> None:
        self._say(self.mapping().problems())
        self.changed.emit()

    def _say(self, doubts: Sequence[str]) -> None:
        self.doubts.setText("\n".join(tr(doubt) for doubt in doubts))
        self.doubts.setVisible(bool(doubts))
        mapping = self.mapping()
        self.accept.setEnabled(mapping.used and not mapping.problems())

    def _accept(self) -> None:
        if self.sheet is not None:
            self.accepted.emit(self.sheet, self.mapping())

    def _leave_out(self) -> None:
        if self.sheet is not None:
            nothing = Mapping((Column(),) * len(self.sheet.header), name=self.name.text().strip()[:60])
            self.left_out.emit(self.sheet, nothing)
