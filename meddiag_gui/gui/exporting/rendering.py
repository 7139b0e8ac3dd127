"""A view as a picture to give away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from meddiag_gui.gui import theme
from meddiag_gui.gui.help import RESEARCH_USE
from meddiag_gui.gui.viewer.corners import MARGIN
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.gui.viewer.view import ImageView


def render(view: ImageView, display: Display, *, annotated: bool, named: bool) -> QImage:
    """Paint what a view shows, in the pixels of its screen.

    Parameters
    ----------
    annotated
        Whether marks, maps and corner texts are painted; that it is for research use then too. A caution
        about the orientation always is.
    named
        Whether the texts that name patient and study are among them.
    """
    ratio = view.devicePixelRatioF()
    image = QImage(view.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme.BLACK))
    image.setText("Comment", RESEARCH_USE)
    painter = QPainter(image)
    painter.setFont(view.font())
    view.paint_picture(painter, display, annotated=annotated, bare=not annotated, named=named)
    if annotated:
        _write_use(painter, view.rect())
    painter.end()
    return image


def png_bytes(image: QImage) -> bytes:
    """Encode as PNG; the comment that it is for research use goes with it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """Return ``(rows, columns, 3)`` RGB."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return lines[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()  # the memory is Qt's


def _write_use(painter: QPainter, rect: QRect) -> None:
    """Write below the picture's lower edge letters that it is for research use."""
    metrics = painter.fontMetrics()
    line = QRect(0, rect.height() - metrics.height() - 2, rect.width(), metrics.height())
    painter.setPen(QColor(theme.CAUTION))
    painter.drawText(line.adjusted(MARGIN, 0, -MARGIN, 0), Qt.AlignmentFlag.AlignHCenter, tr(RESEARCH_USE))
