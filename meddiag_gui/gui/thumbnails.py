"""Small pictures of the series, made when nothing else is waiting to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap

from meddiag_gui.gui import theme
from meddiag_gui.gui.pictures import Pictures, Ref, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.series import Stack

SIDE = 56  # of Qt's pixels; drawn twice as dense, for screens that are


class Thumbnails(QObject):
    """Pictures of stacks by their middle image; each is made once, when it is first asked for.

    Signals
    -------
    made
        There is one more.
    """

    made = Signal()

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._icons: dict[Ref, QIcon] = {}
        self._wish = Wish(self._take, self._fail, collects=True)
        pictures.join(self._wish)

    def forget(self) -> None:
        """Throw all away: something else is opened."""
        self._icons.clear()

    def want(self, stacks: Sequence[Stack]) -> None:
        """Make those of these stacks that there are not yet, in this order."""
        refs = [_middle(stack) for stack in stacks]
        self._pictures.collect(self._wish, [ref for ref in refs if ref not in self._icons])

    def icon(self, stack: Stack) -> QIcon:
        """Return the picture of a stack; an empty one until it is made, and where it cannot be."""
        return self._icons.get(_middle(stack)) or _icon(_black())

    def _take(self, ref: Ref, picture: Picture) -> None:
        self._icons[ref] = _icon(_drawn(picture))
        self.made.emit()

    def _fail(self, ref: Ref, error: Exception) -> None:
        """Stay black: why it cannot be read is said when it is looked at."""
        self._icons[ref] = _icon(_black())


def _middle(stack: Stack) -> Ref:
    return stack.image(len(stack) // 2)


def _icon(pixmap: QPixmap) -> QIcon:
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # Qt would tint it
    return icon


def _black() -> QPixmap:
    pixmap = QPixmap(2 * SIDE, 2 * SIDE)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(theme.BLACK)
    return pixmap


def _drawn(picture: Picture) -> QPixmap:
    """Draw the whole picture in the file's own window."""
    from meddiag_gui.gui.viewer.layers import PictureLayer
    from meddiag_gui.gui.viewer.placement import Placement

    image = picture.image
    placement = Placement(image.columns, image.rows, picture.aspect, (2 * SIDE, 2 * SIDE))
    drawn = PictureLayer().draw(picture, placement, picture.gray_table(image.voi, False))
    pixmap = _black()
    if drawn is not None:
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        drawn.image.setDevicePixelRatio(2)
        painter.drawImage(QPointF(drawn.left / 2, drawn.top / 2), drawn.image)
        painter.end()
    return pixmap
