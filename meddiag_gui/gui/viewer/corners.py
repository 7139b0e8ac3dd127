"""Painting the texts of the view; always as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from meddiag_gui.gui import theme

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.captions import Corners

MARGIN = 12
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom


def paint_corners(painter: QPainter, rect: QRect, corners: Corners, annotated: bool) -> None:
    """Write the corner texts, if wanted, and the caution in any case."""
    inner = rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    if annotated:
        for lines, place in (
            (corners.top_left, _LEFT | _TOP),
            (corners.top_right, _RIGHT | _TOP),
            (corners.bottom_left, _LEFT | _BOTTOM),
            (corners.bottom_right, _RIGHT | _BOTTOM),
        ):
            _write(painter, inner, place, "\n".join(lines), theme.TEXT)
    if corners.caution:
        _paint_caution(painter, inner, corners.caution)


def paint_message(painter: QPainter, rect: QRect, message: str) -> None:
    """Write a message where the picture would be."""
    painter.setPen(QColor(theme.DIM))
    painter.drawText(rect.adjusted(40, 40, -40, -40), Qt.AlignmentFlag.AlignCenter, message)


def _paint_caution(painter: QPainter, rect: QRect, text: str) -> None:
    """Write a caution on a ground of its own, for it must be read on any picture."""
    place = Qt.AlignmentFlag.AlignHCenter | _TOP
    ground = painter.boundingRect(rect, place, text).adjusted(-10, -5, 10, 5).translated(0, 5)
    painter.fillRect(ground, QColor(theme.GROUND))
    painter.setPen(QColor(theme.CAUTION))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)


def _write(painter: QPainter, rect: QRect, place: Qt.AlignmentFlag, text: str, color: str) -> None:
    """Write light text with a dark rim, so that it reads on white and on black."""
    if not text:
        return
    painter.setPen(QColor(0, 0, 0, 220))
    for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        painter.drawText(rect.translated(x, y), place, text)
    painter.setPen(QColor(color))
    painter.drawText(rect, place, text)
