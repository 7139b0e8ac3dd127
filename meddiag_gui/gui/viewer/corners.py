"""Painting the texts of the view; always as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from meddiag_gui.gui import theme

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.captions import Corners

MARGIN = 12
BRIEF_BELOW = 540
"""Width of a view, in Qt's pixels, below which its texts are short."""
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
_MIDDLE, _CENTER = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter


def paint_corners(painter: QPainter, rect: QRect, corners: Corners, annotated: bool) -> None:
    """Write the corner texts and the letters of the edges, if wanted, and the caution in any case."""
    margin = MARGIN if rect.width() >= BRIEF_BELOW else MARGIN // 2
    inner = rect.adjusted(margin, margin, -margin, -margin)
    if annotated:
        for lines, beside, place in (
            (corners.top_left, corners.top_right, _LEFT | _TOP),
            (corners.top_right, corners.top_left, _RIGHT | _TOP),
            (corners.bottom_left, corners.bottom_right, _LEFT | _BOTTOM),
            (corners.bottom_right, corners.bottom_left, _RIGHT | _BOTTOM),
        ):
            letter = corners.edges[1 if place & _TOP else 3]
            _write(painter, inner, place, _fitted(painter, lines, beside, letter, inner), theme.TEXT)
        _paint_edges(painter, inner, corners)
    if corners.caution:
        _paint_caution(
            painter, inner.adjusted(0, _caution_top(painter, inner, corners), 0, 0), corners.caution
        )


def paint_message(painter: QPainter, rect: QRect, message: str) -> None:
    """Write a message where the picture would be."""
    painter.setPen(QColor(theme.DIM))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    margin = min(40, rect.width() // 8)
    painter.drawText(rect.adjusted(margin, 0, -margin, 0), flags, message)


def _fitted(
    painter: QPainter, lines: tuple[str, ...], beside: tuple[str, ...], letter: str, rect: QRect
) -> str:
    """Cut lines short of the letter and the corner beside, and leave out what would run too far down."""
    metrics = painter.fontMetrics()
    most = max(1, rect.height() // 2 // metrics.height() - 1)
    opposite = max((metrics.horizontalAdvance(line) for line in beside), default=0)
    half = rect.width() // 2 - 4
    room = half - metrics.horizontalAdvance(letter) if letter else max(rect.width() - opposite - 8, half)
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines[:most])


def _caution_top(painter: QPainter, rect: QRect, corners: Corners) -> int:
    """Return how far down the caution must stand, so that it hides nothing of the corners."""
    metrics = painter.fontMetrics()
    sides = (corners.top_left, corners.top_right)
    widths = [max((metrics.horizontalAdvance(line) for line in lines), default=0) for lines in sides]
    free = rect.width() - 2 * max(widths) - 40
    if metrics.horizontalAdvance(corners.caution) <= free:
        return 0
    return metrics.height() * max(map(len, sides))


def _paint_edges(painter: QPainter, rect: QRect, corners: Corners) -> None:
    """Write the letters in the middle of the edges; that at the top below the caution, if that is there."""
    caution = bool(corners.caution) and not _caution_top(painter, rect, corners)
    below = 2 * painter.fontMetrics().height() if caution else 0
    font = painter.font()
    bold = painter.font()
    bold.setBold(True)
    painter.setFont(bold)
    for text, place, area in (
        (corners.edges[0], _LEFT | _MIDDLE, rect),
        (corners.edges[1], _CENTER | _TOP, rect.adjusted(0, below, 0, 0)),
        (corners.edges[2], _RIGHT | _MIDDLE, rect),
        (corners.edges[3], _CENTER | _BOTTOM, rect),
    ):
        _write(painter, area, place, text, theme.TEXT)
    painter.setFont(font)


def _paint_caution(painter: QPainter, rect: QRect, text: str) -> None:
    """Write a caution on a ground of its own, for it must be read on any picture."""
    place = Qt.AlignmentFlag.AlignHCenter | _TOP | Qt.TextFlag.TextWordWrap
    ground = painter.boundingRect(rect, place, text).adjusted(-10, -5, 10, 5).translated(0, 5)
    painter.fillRect(ground, QColor(theme.GROUND))
    painter.setPen(QColor(theme.CAUTION))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def _write(painter: QPainter, rect: QRect, place: Qt.AlignmentFlag, text: str, color: str) -> None:
    """Write light text with a dark rim, so that it reads on white and on black."""
    if not text:
        return
    painter.setPen(QColor(0, 0, 0, 220))
    for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        painter.drawText(rect.translated(x, y), place, text)
    painter.setPen(QColor(color))
    painter.drawText(rect, place, text)
