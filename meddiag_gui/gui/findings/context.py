"""What the user can say where the file is silent: age, view, body part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QWidget

from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import ImageHeader
    from meddiag_gui.inference.gate import SuppliedContext

VIEWS = ("", "AP", "PA", "LL", "RL")
BODY_PARTS = ("", "CHEST", "ABDOMEN", "EXTREMITY", "HEAD", "PELVIS", "SPINE")


class ContextForm(QWidget):
    """A small form; a file's own word is never overruled by it.

    Signals
    -------
    supplied
        Carries a `SuppliedContext`.
    """

    supplied = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._age = QLineEdit()
        self._age.setPlaceholderText(tr("years"))
        self._age.setValidator(QDoubleValidator(0.0, 130.0, 2, self._age))
        self._view, self._part = QComboBox(), QComboBox()
        self._view.addItems(VIEWS)
        self._part.addItems(BODY_PARTS)
        self._keys = KeepKeys(self._age, self._view, self._part)
        button = QPushButton(tr("Run again with this"))
        button.clicked.connect(self._supply)
        self._age.returnPressed.connect(self._supply)
        self._form = form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(text_label(tr("Where the file is silent, you can say:"), "dim"))
        for name, field in ((tr("Age"), self._age), (tr("View"), self._view), (tr("Body part"), self._part)):
            form.addRow(name, field)
        form.addRow(button)

    def ask(self, header: ImageHeader, context: SuppliedContext | None) -> None:
        """Ask for what the header leaves unsaid; show what was said before for this image."""
        self._form.setRowVisible(self._age, header.patient_age_years is None)
        self._form.setRowVisible(self._view, not header.view_position)
        self._form.setRowVisible(self._part, not header.body_part)
        age = context.age_years if context else None
        self._age.setText("" if age is None else f"{age:g}")
        self._view.setCurrentText(context.view if context else "")
        self._part.setCurrentText(context.body_part if context else "")

    def _supply(self) -> None:
        from meddiag_gui.inference.gate import SuppliedContext

        age, valid = self._age.locale().toDouble(self._age.text())
        self.supplied.emit(
            SuppliedContext(age if valid else None, self._view.currentText(), self._part.currentText())
        )
