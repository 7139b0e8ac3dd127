"""The magnifier: a round lens under the pointer, through which the picture is larger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen

from meddiag_gui.gui import theme

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.gui.viewer.graphics import ToView
    from meddiag_gui.gui.viewer.view import ImageView

POWER = 2.5
"""How much larger the picture is in the lens than around it."""
LARGEST, SHARE = 240.0, 0.5
"""Diameter in Qt's pixels, and the share of the view's shorter side that it never exceeds."""


class Lens(QObject):
    """Follows the pointer over one view; the pixels in it are drawn anew, not blown up from the screen."""

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self._view = view
        self._on = False
        self._place: tuple[float, float] | None = None  # under the pointer, in image coordinates
        self._inner: Display | None = None
        view.installEventFilter(self)
        view.replaced.connect(self._show)

    def switch(self, on: bool) -> None:
        """Show the lens while the pointer is over the picture, or not."""
        self._on = on
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102  (Qt's name)
        if self._on and event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave):
            self._place = None
            if isinstance(event, QMouseEvent) and self._view.display is not None:
                ratio = self._view.devicePixelRatioF()
                at = event.position() * ratio
                self._place = self._view.display.placement.to_image(at.x(), at.y())
            self._show()
        return False

    def _show(self) -> None:
        shown = self._on and self._place is not None and self._view.display is not None
        self._view.set_graphics("lens", (self,) if shown else ())

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw the picture through the lens, in the window and the orientation of the view."""
        display = self._view.display
        if display is None or self._place is None:
            return
        side = min(LARGEST, SHARE * min(self._view.width(), self._view.height()))
        center = to_view(*self._place)
        area = QRectF(center - QPointF(side / 2, side / 2), center + QPointF(side / 2, side / 2))
        outline = QPainterPath()
        outline.addEllipse(area)
        ratio = self._view.devicePixelRatioF()
        inner = self._prepared(display, round(side * ratio), self._place)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(area, QColor(theme.BLACK))
        painter.translate(area.topLeft())
        inner.paint(painter, ratio)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.ACCENT), 1.5))
        painter.drawPath(outline)

    def _prepared(self, display: Display, side: int, place: tuple[float, float]) -> Display:
        """Return a display of the same picture, of the lens's size, which keeps what it sampled."""
        from meddiag_gui.gui.viewer.display import Display

        if self._inner is None or self._inner.picture is not display.picture:
            self._inner = Display(display.picture, (side, side))
        outer = display.placement
        moved = replace(outer, viewport=(side, side), scale=outer.scale, center=place, fitted=False)
        self._inner.placement = moved.zoomed(outer.scale * POWER)
        self._inner.set_window(display.voi, inverted=display.inverted)
        return self._inner
