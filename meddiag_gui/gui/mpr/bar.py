"""The controls above the three planes: slab, cross-hair, and the way back."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QSlider, QWidget

from meddiag_gui.gui.widgets import text_label
from meddiag_gui.imaging.reslice import PROJECTIONS, Projection
from meddiag_gui.language import mark, tr

THICKEST_MM = 100
_NAMES = {"MIP": mark("MIP, brightest"), "MinIP": mark("MinIP, darkest"), "Mean": mark("Mean")}


class Bar(QWidget):
    """Slab and cross-hair.

    Signals
    -------
    slab_changed
        Another thickness or projection is wanted.
    crosshair_changed
        Carries whether the cross-hair is wanted.
    reset
        Cross-hair, slab and zoom are to be as at first.
    closed
        The pictures of the series are wanted back.
    """

    slab_changed = Signal()
    crosshair_changed = Signal(bool)
    reset = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._projection, self._slider = QComboBox(), QSlider(Qt.Orientation.Horizontal)
        for projection in PROJECTIONS:
            self._projection.addItem(tr(_NAMES[projection]), projection)
        self._projection.setAccessibleName(tr("Projection of the slab"))
        self._slider.setRange(0, THICKEST_MM)
        self._slider.setMinimumWidth(50)
        self._slider.setMaximumWidth(150)
        self._slider.setAccessibleName(tr("Thickness of the slab in millimetres"))
        self._thickness = text_label(role="dim", wrap=False)
        self._thickness.setMinimumWidth(74)
        self._crosshair = QCheckBox(tr("Cross-hair"))
        self._crosshair.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        for widget in (
            text_label(tr("Slab"), wrap=False), self._slider, self._thickness, self._projection,
            self._crosshair,
        ):  # fmt: skip
            row.addWidget(widget)
        row.setStretchFactor(self._slider, 1)
        row.addStretch(1)
        for words, signal in ((tr("Reset"), self.reset), (tr("Close  (P)"), self.closed)):
            button = QPushButton(words)
            button.clicked.connect(signal)
            row.addWidget(button)
        for control in self.findChildren(QWidget):
            control.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys belong to the pictures
        self._slider.valueChanged.connect(self._on_change)
        self._projection.currentIndexChanged.connect(self._on_change)
        self._crosshair.toggled.connect(self.crosshair_changed)
        self._say()

    @property
    def thickness(self) -> float:
        """Thickness of the slab in mm; 0 for a slice."""
        return float(self._slider.value())

    @property
    def projection(self) -> Projection:
        """How the slices of a slab become one."""
        return cast(Projection, self._projection.currentData())

    @property
    def crosshair(self) -> bool:
        """Whether the cross-hair is wanted."""
        return self._crosshair.isChecked()

    def set_slab(self, thickness: float, projection: Projection) -> None:
        """Take a slab in silence."""
        with QSignalBlocker(self._slider), QSignalBlocker(self._projection):
            self._slider.setValue(round(thickness))
            self._projection.setCurrentIndex(PROJECTIONS.index(projection))
        self._say()

    def thicken(self, step: int) -> None:
        """Make the slab thicker by mm, or thinner."""
        self._slider.setValue(self._slider.value() + step)

    def next_projection(self) -> None:
        """Take the projection after this one."""
        self._projection.setCurrentIndex((self._projection.currentIndex() + 1) % len(PROJECTIONS))

    def _on_change(self) -> None:
        self._say()
        self.slab_changed.emit()

    def _say(self) -> None:
        value = self._slider.value()
        self._thickness.setText(f"{value} mm" if value else tr("one slice"))
        self._projection.setEnabled(value > 0)
