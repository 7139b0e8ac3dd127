"""A picture with the rectangles that are to be covered; they are drawn, chosen and deleted by hand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.imaging.deidentify.box import Box

_SMALLEST = 3  # image pixels of a side of what is drawn
_COVER = QColor(0, 0, 0, 150)


class ReviewPicture(QWidget):
    """Shows one picture as a whole; left drag draws a rectangle, a click chooses one, Del deletes it.

    Signals
    -------
    edited
        The rectangles have changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._image: QImage | None = None
        self._rows = self._columns = 0
        self.boxes: tuple[Box, ...] = ()
        self.chosen = -1
        self._start: QPointF | None = None
        self._end = QPointF()

    def sizeHint(self) -> QSize:  # noqa: N802, D102  (Qt's name)
        return QSize(520, 480)

    def show_picture(self, image: QImage | None, rows: int = 0, columns: int = 0) -> None:
        """Show a picture of an image of so many rows and columns; the rectangles stay."""
        self._image, self._rows, self._columns = image, rows, columns
        self.update()

    def show_boxes(self, boxes: tuple[Box, ...]) -> None:
        """Show rectangles in place of those before."""
        self.boxes, self.chosen, self._start = boxes, -1, None
        self.update()

    def delete_chosen(self) -> None:
        """Delete the rectangle that is chosen."""
        if 0 <= self.chosen < len(self.boxes):
            self.boxes = self.boxes[: self.chosen] + self.boxes[self.chosen + 1 :]
            self.chosen = -1
            self.edited.emit()
            self.update()

    def place(self, box: Box) -> QRectF:
        """Return where a rectangle lies in the widget."""
        frame, scale = self._frame()
        return QRectF(
            frame.left() + box.left * scale,
            frame.top() + box.top * scale,
            (box.right - box.left) * scale,
            (box.bottom - box.top) * scale,
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BLACK))
        if self._image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._frame()[0], self._image)
        for number, box in enumerate(self.boxes):
            self._draw(painter, self.place(box), chosen=number == self.chosen)
        if self._start is not None:
            self._draw(painter, QRectF(self._start, self._end).normalized(), chosen=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if event.button() == Qt.MouseButton.LeftButton and self._image is not None:
            self._start = self._end = event.position()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if self._start is not None:
            self._end = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        start, self._start = self._start, None
        if start is None:
            return
        drawn = self._box(start, event.position())
        if min(drawn.right - drawn.left, drawn.bottom - drawn.top) >= _SMALLEST:
            self.boxes = (*self.boxes, drawn)
            self.chosen = len(self.boxes) - 1
            self.edited.emit()
        else:
            self._choose(event.position())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_chosen()
        else:
            super().keyPressEvent(event)

    def _choose(self, place: QPointF) -> None:
        """Choose the smallest rectangle under a place; none where there is none."""
        under = [number for number, box in enumerate(self.boxes) if self.place(box).contains(place)]
        self.chosen = min(under, key=lambda number: self.boxes[number].area, default=-1)

    def _box(self, start: QPointF, end: QPointF) -> Box:
        frame, scale = self._frame()
        drawn = QRectF(start, end).normalized()
        box = Box(
            int((drawn.left() - frame.left()) / scale),
            int((drawn.top() - frame.top()) / scale),
            round((drawn.right() - frame.left()) / scale),
            round((drawn.bottom() - frame.top()) / scale),
        )
        return box.clipped(self._rows, self._columns)

    def _frame(self) -> tuple[QRect, float]:
        """Where the picture lies in the widget, and widget pixels an image pixel."""
        rows, columns = max(1, self._rows), max(1, self._columns)
        scale = min(self.width() / columns, self.height() / rows)
        width, height = round(columns * scale), round(rows * scale)
        return QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height), scale

    def _draw(self, painter: QPainter, place: QRectF, *, chosen: bool) -> None:
        painter.fillRect(place, _COVER)
        painter.setPen(QPen(QColor(theme.ACCENT if chosen else theme.CAUTION), 2 if chosen else 1))
        painter.drawRect(place)
