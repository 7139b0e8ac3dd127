"""The worst errors as pictures, each with its map or outlines; a click opens the image where it is read."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.evaluation.pictures import SIDE, reason_of
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.runner import Job, Runner, Work

MOST = 60
"""Pictures that are drawn at most."""
KINDS = (mark("All errors"), mark("False negatives"), mark("False positives"))
_PATH = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file, the words below it, and what draws it.

    Parameters
    ----------
    kind
        Position in `KINDS`; 0 for neither.
    """

    path: Path
    words: str
    draw: Work[QImage]
    kind: int = 0


class Gallery(QWidget):
    """Draws one picture after the other while it is looked at.

    Signals
    -------
    chosen
        A picture was clicked; carries the image's path.
    """

    chosen = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._shots: tuple[Shot, ...] = ()
        self._job: Job[QImage] | None = None
        self._next = 0
        self.words, self.kind = text_label("", "dim"), QComboBox()
        self.kind.addItems([tr(kind) for kind in KINDS])
        self.kind.setAccessibleName(tr("Which errors are shown"))
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(SIDE, SIDE))
        self.list.setGridSize(QSize(SIDE + 20, SIDE + 58))
        self.list.setSpacing(8)
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._keys = KeepKeys(self.kind, self.list)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        self.kind.activated.connect(self._fill)

    def show_shots(self, shots: Sequence[Shot], words: str, *, kinds: bool) -> None:
        """Show these, the worst first; drawing begins when the page is on the screen."""
        self.stop()
        self._shots = tuple(shots)
        self.words.setText(words)
        self.kind.setVisible(kinds)
        self.kind.setCurrentIndex(0)
        self._fill()

    def stop(self) -> None:
        """Draw no further."""
        if self._job is not None:
            self._job.cancel()
        self._job = None

    @property
    def shown(self) -> tuple[Shot, ...]:
        """Those of the kind that was chosen."""
        kind = self.kind.currentIndex()
        return tuple(shot for shot in self._shots if kind in (0, shot.kind))[:MOST]

    def _fill(self) -> None:
        self.stop()
        self.list.clear()
        empty = QPixmap(SIDE, SIDE)
        empty.fill(QColor("black"))
        for shot in self.shown:
            item = QListWidgetItem(QIcon(empty), shot.words)
            item.setData(_PATH, str(shot.path))
            item.setToolTip(plain(shot.path.name))
            self.list.addItem(item)
        self._next = 0
        if self.isVisible():
            self._draw_next()

    def draw(self) -> None:
        """Go on drawing, now that the page is on the screen."""
        if self._job is None:
            self._draw_next()

    def _draw_next(self) -> None:
        shown = self.shown
        if self._next < len(shown):
            take = functools.partial(self._take, self._next)
            fail = functools.partial(self._fail, self._next)
            self._job = self._runner.submit(shown[self._next].draw, take, fail)

    def _take(self, place: int, job: Job[QImage], picture: QImage) -> None:
        if job is self._job:
            self._job = None
            whole = QPixmap(SIDE, SIDE)
            whole.fill(QColor("black"))
            self.list.item(place).setIcon(QIcon(_centred(whole, picture)))
            self._next = place + 1
            self._draw_next()

    def _fail(self, place: int, job: Job[QImage], error: Exception) -> None:
        if job is self._job:
            self._job = None
            item = self.list.item(place)
            item.setText(f"{item.text()}\n{plain(reason_of(error), 90)}")
            self._next = place + 1
            self._draw_next()

    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(Path(item.data(_PATH)))


def _centred(ground: QPixmap, picture: QImage) -> QPixmap:
    from PySide6.QtGui import QPainter

    painter = QPainter(ground)
    x, y = (ground.width() - picture.width()) // 2, (ground.height() - picture.height()) // 2
    painter.drawImage(x, y, picture)
    painter.end()
    return ground
