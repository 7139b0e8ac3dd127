"""One plane on the screen: its name and place above, the picture, and the cross-hair over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.mpr.crosshair import COLORS, CrosshairTool, Line
from meddiag_gui.gui.mpr.words import place_words, slab_words
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.mpr.planes import Planes


class PlaneView(QWidget):
    """Shows one of the three planes.

    Signals
    -------
    chosen
        The user came here, by mouse or keyboard; carries this widget.
    maximised
        This plane is to have the whole room, or give the others their place back; carries this widget.
    hovered
        Words for the pixel under the pointer, and its place in the patient.
    """

    chosen = Signal(object)
    maximised = Signal(object)
    hovered = Signal(str)

    def __init__(self, plane: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plane = plane
        self.view = ImageView()
        self._planes: Planes | None = None
        self._crosshair, self._active = True, False
        self._name, self._place = text_label(wrap=False), text_label(role="dim", wrap=False)
        self._slab = text_label(role="dim", wrap=False)
        self._tool = CrosshairTool(self._go, self.scroll_by, self._maximise)
        self._lay_out()
        self.view.setAccessibleName(tr("Picture of one plane"))
        self.view.stacked = True
        self.view.set_tool(self._tool)
        self.view.installEventFilter(self)
        self.view.scrolled.connect(self.scroll_by)
        self.view.hovered.connect(self._on_hovered)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 3, 10, 3)
        head.setSpacing(12)
        swatch = QWidget()
        swatch.setFixedSize(9, 9)
        swatch.setStyleSheet(f"background: {COLORS[self.plane]};")
        head.addWidget(swatch)
        head.addWidget(self._name)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self._slab)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def frame(self, active: bool) -> None:
        """Draw the border: that of the active plane in the accent."""
        self._active = active
        self.update()

    def set_planes(self, planes: Planes | None) -> None:
        """Show a plane of these, or nothing."""
        self._planes = planes
        self.view.set_picture(None)
        if planes is not None:
            cut = planes.cuts[self.plane]
            self._name.setText(tr("{plane}, oblique", plane=tr(cut.name)) if cut.oblique else tr(cut.name))
            self.show_picture()

    def show_crosshair(self, shown: bool) -> None:
        """Draw the lines of the other planes, or not."""
        self._crosshair = shown
        self.show_place()

    def show_picture(self) -> None:
        """Take the newest picture, and show it as the one before."""
        picture = self._planes.pictures[self.plane] if self._planes is not None else None
        if picture is not None and picture is not self.view.picture:
            self.view.set_picture(picture, follow=True)
        self.show_place()

    def show_place(self) -> None:
        """Say where the plane lies, and draw where the others are."""
        planes = self._planes
        if planes is None:
            return
        cut, number = planes.cuts[self.plane], planes.number(self.plane)
        self._place.setText(place_words(cut, number))
        self._slab.setText(slab_words(cut, number, planes.thickness, planes.projection))
        self.view.set_position(f"{number + 1} / {len(cut)}")
        self.view.set_graphics("crosshair", self._lines(planes) if self._crosshair else ())

    def _lines(self, planes: Planes) -> tuple[Line, ...]:
        """Lines of the other two planes in this one, whose axes they share."""
        cut = planes.cuts[self.plane]
        x, y = planes.position(self.plane)
        rows, columns = cut.values.shape[1:]
        lines = []
        for plane, other in enumerate(planes.cuts):
            if plane == self.plane:
                continue
            half = len(other.slab(planes.number(plane), planes.thickness)) * other.spacing[0] / 2
            half = float(half) if len(other.slab(planes.number(plane), planes.thickness)) > 1 else 0.0
            upright = abs(float(other.axes[0] @ cut.axes[2])) > abs(float(other.axes[0] @ cut.axes[1]))
            ends = ((x, 0.0), (x, float(rows))) if upright else ((0.0, y), (float(columns), y))
            edge = (half / float(cut.spacing[2]), 0.0) if upright else (0.0, half / float(cut.spacing[1]))
            lines.append(Line(*ends, (x, y), edge, COLORS[plane]))
        return tuple(lines)

    def scroll_by(self, steps: int) -> None:
        """Go on by slices, or back."""
        if self._planes is not None:
            self._planes.scroll(self.plane, steps)

    def _go(self, x: float, y: float) -> None:
        if self._planes is not None:
            self._planes.point_at(self.plane, x, y)

    def _maximise(self) -> None:
        self.maximised.emit(self)

    def _on_hovered(self, words: str) -> None:
        pointer, planes = self._tool.pointer, self._planes
        if words and pointer is not None and planes is not None:
            number = planes.number(self.plane)
            x, y, z = planes.cuts[self.plane].to_patient(number, pointer.x, pointer.y)
            words += "   " + tr("patient  x {x:.1f}  y {y:.1f}  z {z:.1f} mm", x=x, y=y, z=z)
        self.hovered.emit(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102  (Qt's name)
        painter, colors = QPainter(self), theme.colors()
        painter.fillRect(self.rect(), QColor(colors.accent if self._active else colors.line))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), QColor(colors.ground))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            self.chosen.emit(self)
        return False
