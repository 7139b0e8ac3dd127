"""The view: shows one display and answers mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.viewer.corners import BRIEF_BELOW, paint_corners, paint_message
from meddiag_gui.gui.viewer.graphics import Graphic, Graphics
from meddiag_gui.gui.viewer.tools import Pointer, Tool, Toolbox
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.gui.viewer.masks import MaskGroup, MaskLayer
    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.windowing import Voi
    from meddiag_gui.inference.prediction import SaliencyMap

WHEEL_STEP = 1.2  # factor of one wheel notch or key press
PATIENCE_MS = 150  # a message for less would only flicker between two pictures


class ImageView(QWidget):
    """One picture. NumPy is imported with the first picture, not with the window.

    Signals
    -------
    hovered
        Words for the pixel under the pointer; empty outside the picture.
    shown
        Window, zoom, inversion or orientation may be another.
    scrolled
        The wheel was turned over a stack; carries the images to go on, negative to go back.
    replaced
        Another picture, or none, is on the screen, and nothing is drawn over it yet.
    """

    hovered = Signal(str)
    shown = Signal()
    scrolled = Signal(int)
    replaced = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(96, 72)  # nine must find room on a small screen
        self.setAccessibleName(tr("Picture"))
        self.display: Display | None = None
        self.annotated = True
        self.stacked = False  # whether the wheel scrolls
        self._graphics, self._tools = Graphics(), Toolbox()
        self._turned = 0.0  # wheel notches not yet spent
        self._message = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.update)
        self._drag: tuple[QPointF, QPointF, Voi] | None = None  # where it began, where it is, and from what
        self._panning = False
        self._space = False
        self.installEventFilter(self)

    def set_picture(self, picture: Picture | None, message: str = "", *, follow: bool = False) -> None:
        """Show a picture as its file wants it, or as the one before it was; or a message in its place."""
        before = self.display
        self._message, self.display = message, None
        self._patience.start()
        if picture is not None:
            from meddiag_gui.gui.viewer.display import Display

            self.display = Display(picture, self._device_size())
            if follow and before is not None:
                self.display.follow(before)
        else:
            self._drag = None
        self._graphics.clear()
        self.replaced.emit()
        self.refresh()
        self.hovered.emit("")

    @property
    def picture(self) -> Picture | None:
        """The picture on the screen."""
        return self.display.picture if self.display is not None else None

    def set_position(self, position: str) -> None:
        """Say where in its stack the picture is."""
        if self.display is not None and self.display.position != position:
            self.display.position = position
            self.update()

    def set_map(self, saliency: SaliencyMap | None, opacity: float, caution: str = "") -> None:
        """Lay a map over the picture at an opacity in [0, 1], with a caution in words, or take it away."""
        if self.display is not None:
            self.display.set_map(saliency, opacity, caution)
            self.update()

    def set_graphics(self, layer: str, graphics: Sequence[Graphic]) -> None:
        """Draw over picture and map, in one of `graphics.LAYERS`; gone when `replaced` is emitted."""
        self._graphics.set_layer(layer, graphics)
        self.update()

    def set_tool(self, tool: Tool | None, slot: str = "navigation") -> None:
        """Give the left button to a tool, in one of `tools.SLOTS`; None gives it back."""
        self._tools.set_tool(slot, tool)
        self._set_cursor()

    def set_masks(self, group: MaskGroup, masks: Sequence[MaskLayer]) -> None:
        """Lay masks over the picture in place of those of the same group; they go with the picture."""
        if self.display is not None:
            self.display.masks.set_masks(group, masks)
            self.update()

    def touch_mask(self, mask: MaskLayer, rows: slice, columns: slice) -> None:
        """Draw a mask anew whose values were changed in place, if it is shown here."""
        if self.display is not None and self.display.masks.touch(mask, rows, columns):
            self.update()

    def set_annotated(self, annotated: bool) -> None:
        """Show or hide the corner texts; a caution about the orientation stays."""
        self.annotated = annotated
        self.update()

    def refresh(self) -> None:
        """Draw again after the display was changed, and say so."""
        self.update()
        self.shown.emit()

    def _zoom(self, factor: float, anchor: tuple[float, float] | None) -> None:
        if self.display is not None:
            self.display.zoom(factor, anchor)
            self.refresh()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _device(self, point: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, point.y() * ratio

    def to_view(self, x: float, y: float) -> QPointF:
        """Qt's pixels of an image point; there must be a picture."""
        if self.display is None:
            raise ValueError("there is no picture")
        u, v = self.display.placement.to_view(x, y)
        ratio = self.devicePixelRatioF()
        return QPointF(u / ratio, v / ratio)

    def _pointer(self, event: QMouseEvent, display: Display) -> Pointer:
        x, y = display.placement.to_image(*self._device(event.position()))
        return Pointer(x, y, self.to_view, event.modifiers())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102  (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BLACK))
        if self.display is None:
            if not self._patience.isActive():
                paint_message(painter, self.rect(), self._message)
        else:
            if self.display.placement.viewport != self._device_size():  # moved to a denser screen
                self.display.resize(self._device_size())
            self.paint_picture(painter, self.display, annotated=self.annotated)
        painter.end()

    def paint_picture(
        self, painter: QPainter, display: Display, *, annotated: bool, bare: bool = False, named: bool = True
    ) -> None:
        """Paint picture, drawings and texts; ``bare``: no drawings; not ``named``: nothing of the patient."""
        display.paint(painter, self.devicePixelRatioF(), bare=bare)
        if not bare:
            self._graphics.paint(painter, self.to_view)
        corners = display.corners(brief=self.width() < BRIEF_BELOW)
        paint_corners(painter, self.rect(), corners if named else corners.unnamed(), annotated and not bare)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        if self.display is not None:
            self.display.resize(self._device_size())
            self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        event.accept()
        if self._tools.wheel(notches, event.modifiers()):
            return
        if not self.stacked or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(WHEEL_STEP**notches, self._device(event.position()))
            return
        self._turned += notches  # a touch pad sends fractions
        steps = int(self._turned)
        self._turned -= steps
        if steps:
            self.scrolled.emit(-steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if self.display is not None and self._drag is None:
            if self._is_tools_press(event) and self._tools.press(self._pointer(event, self.display)):
                return
            self._panning = self._space or event.button() == Qt.MouseButton.MiddleButton
            self._drag = (event.position(), event.position(), self.display.voi)
            if self._panning:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if self.display is None:
            return
        if self._drag is not None:
            began, last, voi = self._drag
            self._drag = began, event.position(), voi
            if self._panning:
                self.display.pan(*self._device(event.position() - last))
            else:
                self.display.drag_window(voi, *self._device(event.position() - began))
            self.refresh()
        else:
            self._tools.move(self._pointer(event, self.display))
            self._set_cursor()
        self.hovered.emit(self.display.pixel_words(*self._device(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        left = event.button() == Qt.MouseButton.LeftButton
        if self.display is None or not (left and self._tools.release(self._pointer(event, self.display))):
            self._drag = None
        self._set_cursor()

    def _is_tools_press(self, event: QMouseEvent) -> bool:
        return event.button() == Qt.MouseButton.LeftButton and not self._space

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if self.display is not None and event.button() == Qt.MouseButton.LeftButton:
            if self._is_tools_press(event) and self._tools.double(self._pointer(event, self.display)):
                return
            if self.display.placement.fitted:
                self.display.actual(self._device(event.position()))
            else:
                self.display.fit()
            self.refresh()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        self._tools.leave()
        self.hovered.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        # No override of `event`: an error in a paint event below it would end the process without a word.
        if isinstance(event, QKeyEvent) and self.display is not None and self._is_tools_key(event):
            event.accept()
            return True
        return False

    def _is_tools_key(self, event: QKeyEvent) -> bool:
        """Whether a tool has a key: asked before any action, and before Qt moves the focus by Tab."""
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._tools.wants(event)
        return event.type() == QEvent.Type.KeyPress and self._tools.key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        self._on_space(event, True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        self._on_space(event, False)

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        self._space = False
        self._set_cursor()

    def _on_space(self, event: QKeyEvent, down: bool) -> None:
        if event.key() != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat():
            self._space = down
            self._set_cursor()

    def _set_cursor(self) -> None:
        shape = Qt.CursorShape.OpenHandCursor if self._space else self._tools.cursor
        if shape is not None:
            self.setCursor(shape)
        else:
            self.unsetCursor()
