"""The controls of the influence map: on or off, opacity, and its scale of colours."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from meddiag_gui.gui.findings.scales import ColorScale
from meddiag_gui.gui.findings.words import MAP_CAPTION
from meddiag_gui.gui.widgets import text_label


class OverlayControls(QWidget):
    """Switches the map and sets how strongly it covers the picture.

    Signals
    -------
    switched
        The user wants the map, or not.
    opacity_changed
        Carries the opacity in [0, 1].
    """

    switched = Signal(bool)
    opacity_changed = Signal(float)

    def __init__(self, opacity: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._switch = QCheckBox("Show on the picture  (O)")
        self._switch.clicked.connect(self.switched)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(5, 100)
        self._slider.setAccessibleName("Opacity of the influence map")
        self._scale = ColorScale()
        self._state = text_label("", "dim")
        row = QHBoxLayout()
        row.addWidget(text_label("Opacity", "dim"))
        row.addWidget(self._slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text_label("INFLUENCE MAP", "heading"))
        column.addWidget(self._switch)
        column.addLayout(row)
        column.addWidget(self._scale)
        column.addWidget(text_label(MAP_CAPTION))
        column.addWidget(self._state)
        self._slider.valueChanged.connect(self._on_slider)
        self._slider.setValue(round(opacity * 100))

    @property
    def opacity(self) -> float:
        """Opacity in [0, 1]."""
        return self._slider.value() / 100

    def show_state(self, shown: bool, state: str) -> None:
        """Show whether the map is on, and one line about it."""
        self._switch.setChecked(shown)
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def _on_slider(self) -> None:
        self._scale.set_opacity(self.opacity)
        self.opacity_changed.emit(self.opacity)
