"""The buttons for editing the lung fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from meddiag_gui.gui.lungs.tray import KEYS, LARGEST, MODES, SMALLEST, Mode, Tray
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.lungs.edits import LungEdits


class EditBar(QWidget):
    """Begins editing, chooses the tool and its size, and takes steps back; the keys do the same.

    Signals
    -------
    wanted
        The user wants to begin or end editing.
    """

    wanted = Signal(bool)

    def __init__(self, edits: LungEdits, tray: Tray, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits, self._tray = edits, tray
        self._edit = self._button(tr("Edit by hand"), tr("Brush and polygon (Shift+E)"))
        self._edit.setCheckable(True)
        self._edit.clicked.connect(self.wanted)
        self._reset = self._button(tr("Back to the model's"), tr("Take all changes away; this can be undone"))
        self._reset.clicked.connect(edits.reset)
        self._modes: dict[Mode, QPushButton] = {}
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setRange(SMALLEST, LARGEST)
        self._size.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._size.setAccessibleName(tr("Size of the brush"))
        self._size.setToolTip(tr("Size of the brush ([ and ], or Ctrl and wheel)"))
        self._size.valueChanged.connect(self._tray.resize)
        self._undo, self._redo = self._button(tr("Undo"), "Ctrl+Z"), self._button(tr("Redo"), "Ctrl+Shift+Z")
        self._undo.clicked.connect(edits.undo)
        self._redo.clicked.connect(edits.redo)
        self._tools = QWidget()
        self._lay_out()
        tray.changed.connect(self.show_state)
        edits.changed.connect(self.show_state)
        self.show_state()

    def _lay_out(self) -> None:
        column, tools = QVBoxLayout(self), QVBoxLayout(self._tools)
        for layout in (column, tools):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(6)
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for button in (self._edit, self._reset):
            first.addWidget(button)
        first.addStretch(1)
        for mode, name in MODES.items():
            button = self._button(tr(name), tr("Key {key}", key=KEYS[mode]))
            button.setCheckable(True)
            button.clicked.connect(self._choose)
            button.setObjectName(mode)
            self._modes[mode] = button
            second.addWidget(button)
        second.addStretch(1)
        for widget in (text_label(tr("Size"), "dim", wrap=False), self._size, self._undo, self._redo):
            third.addWidget(widget, 1 if widget is self._size else 0)
        tools.addLayout(second)
        tools.addLayout(third)
        column.addLayout(first)
        column.addWidget(self._tools)

    def _button(self, words: str, tip: str) -> QPushButton:
        """Make a button that leaves the focus, and so the keys, with the picture."""
        button = QPushButton(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(tip)
        return button

    def show_state(self) -> None:
        """Show what is possible and what is on."""
        opened, tray = self._edits.opened, self._tray
        self.setVisible(opened is not None)
        self._edit.setChecked(tray.on)
        self._edit.setText(tr("Done") if tray.on else tr("Edit by hand"))
        self._reset.setVisible(self._edits.edited)
        self._tools.setVisible(tray.on)
        for mode, button in self._modes.items():
            button.setChecked(mode == tray.mode)
        with QSignalBlocker(self._size):
            self._size.setValue(round(tray.size))
        self._undo.setEnabled(opened is not None and opened.mask.can_undo)
        self._redo.setEnabled(opened is not None and opened.mask.can_redo)

    def _choose(self) -> None:
        chosen = self.sender().objectName()
        for mode in MODES:
            if mode == chosen:
                self._tray.take(mode)
