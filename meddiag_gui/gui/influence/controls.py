"""The controls of the influence map: on or off, method, opacity, scale of colours, and its badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.findings.scales import ColorScale
from meddiag_gui.gui.influence import words
from meddiag_gui.gui.influence.badge import TrustBadge
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.inference.saliency.catalogue import METHODS
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.influence.influence import Influence
    from meddiag_gui.imaging.image import RadiographImage


class InfluenceControls(QWidget):
    """Switches the map, chooses its method, and sets how strongly it covers the picture.

    Signals
    -------
    opacity_changed
        Carries the opacity in [0, 1].
    """

    opacity_changed = Signal(float)

    def __init__(self, influence: Influence, opacity: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._influence = influence
        self._switch = QCheckBox(tr("Show on the picture  (O)"))
        self._switch.clicked.connect(influence.show)
        self._method = QComboBox()
        self._method.setToolTip(tr("Next method: Shift+O"))
        self._method.setAccessibleName(tr("Method of the influence map"))
        for method in METHODS:
            self._method.addItem(tr(method.name), method.id)
        self._method.activated.connect(self._on_method)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(5, 100)
        self._slider.setAccessibleName(tr("Opacity of the influence map"))
        self._scale, self.badge = ColorScale(), TrustBadge()
        self._whose = text_label("", "dim")
        self._about, self._state = text_label("", "dim"), text_label("", "dim")
        self._bar, self._cancel = QProgressBar(), QPushButton(tr("Cancel"))
        self._bar.setTextVisible(False)
        self._cancel.clicked.connect(influence.cancel)
        self._lay_out()
        self._slider.valueChanged.connect(self._on_slider)
        self._slider.setValue(round(opacity * 100))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(text_label(tr("INFLUENCE MAP"), "heading"))
        column.addWidget(self._whose)
        column.addWidget(self._switch)
        column.addWidget(self._method)
        column.addWidget(self.badge)
        running = QHBoxLayout()
        running.addWidget(self._bar, 1)
        running.addWidget(self._cancel)
        column.addLayout(running)
        column.addWidget(self._state)
        row = QHBoxLayout()
        row.addWidget(text_label(tr("Opacity"), "dim"))
        row.addWidget(self._slider, 1)
        column.addLayout(row)
        column.addWidget(self._scale)
        column.addWidget(text_label(tr(words.CAPTION)))
        column.addWidget(self._about)

    @property
    def opacity(self) -> float:
        """Opacity in [0, 1]."""
        return self._slider.value() / 100

    def show_influence(self, image: RadiographImage | None) -> None:
        """Show how the map stands, or nothing without a score; ``image`` is the one that it belongs to."""
        influence = self._influence
        self.setVisible(influence.possible)
        self._switch.setChecked(influence.wanted)
        self._method.setCurrentIndex(self._method.findData(influence.method.id))
        self._whose.setText(words.subject(influence.answer, influence.finding))
        reason = words.badge_words(influence.trust, influence.finding, influence.method.id)
        self.badge.show_verdict(influence.verdict, reason)
        fraction = influence.progress.fraction if influence.progress else None
        self._bar.setVisible(influence.running)
        self._cancel.setVisible(influence.running)
        self._bar.setRange(0, 0 if fraction is None else 100)
        self._bar.setValue(round((fraction or 0) * 100))
        self._state.setText(plain(self._state_words(), 400))
        self._state.setVisible(bool(self._state.text()))
        about = tr(influence.method.words)
        if influence.saliency is not None and image is not None:
            about += f" {words.cell_words(influence.saliency, image)}"
        self._about.setText(about)

    def _state_words(self) -> str:
        influence = self._influence
        if influence.running:
            return words.progress_words(influence.progress)
        if influence.message or influence.wanted:
            return influence.message
        return tr(words.FAILED_ON_REQUEST if influence.verdict == "failed" else words.ON_REQUEST)

    def _on_method(self, index: int) -> None:
        self._influence.choose_method(self._method.itemData(index))

    def _on_slider(self) -> None:
        self._scale.set_opacity(self.opacity)
        self.opacity_changed.emit(self.opacity)
