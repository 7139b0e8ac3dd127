"""The slim list of the series opened together, each with a small picture that can be dragged into a cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from meddiag_gui.gui import theme, thumbnails
from meddiag_gui.gui.dragging import pack
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.text import date, file_name, person_name, plain
from meddiag_gui.gui.widgets import KeepKeys
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.series import Stack


def stack_label(stack: Stack, *, with_patient: bool = False) -> str:
    """Write modality and description, then study date and number of images; a raster file by its name.

    Above them the patient, where those of several are listed.
    """
    first = stack.instances[0]
    whose = (plain(person_name(first.patient_name) or first.patient_id),) if with_patient else ()
    what = first.series_description or first.study_description or file_name(first.path)
    what = " ".join(filter(None, (what, stack.label)))
    images = tr("{n} images", n=len(stack)) if len(stack) > 1 else ""
    lines = whose, (first.modality, plain(what, 80)), (date(first.study_date), images)
    return "\n".join(filter(None, (" · ".join(filter(None, line)) for line in lines)))


class SeriesList(QListWidget):
    """A row a stack; the one looked at is marked, one with an unreadable file is red.

    A click opens a series in the active cell, and so do the arrow keys with Enter; dragged, it opens where
    it is dropped.

    Signals
    -------
    opened
        A series was opened by Enter: the picture may have the keys again.
    """

    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(thumbnails.SIDE, thumbnails.SIDE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the picture
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._keys = KeepKeys(self)
        session.stacks_changed.connect(self._fill)
        session.opening.connect(self._mark)
        session.active_changed.connect(self._mark)
        session.thumbnails.made.connect(self._show_icons)
        self.verticalScrollBar().valueChanged.connect(self._want_icons)
        self.itemClicked.connect(self._on_click)

    def _fill(self) -> None:
        stacks = self._session.stacks
        while self.count() > len(stacks):
            self.takeItem(self.count() - 1)
        self.addItems([""] * (len(stacks) - self.count()))
        patients = {(stack.instances[0].patient_id, stack.instances[0].patient_name) for stack in stacks}
        for row, stack in enumerate(stacks):
            self._fill_row(self.item(row), stack, with_patient=len(patients) > 1)
        self._mark()
        self._show_icons()
        self._want_icons()

    def _fill_row(self, item: QListWidgetItem, stack: Stack, *, with_patient: bool) -> None:
        label = stack_label(stack, with_patient=with_patient)
        if item.text() != label:
            item.setText(label)
            item.setToolTip(plain(label.replace("\n", " · ")))
        problems = self._session.problems
        bad = next((problems[i.path] for i in stack.instances if i.path in problems), "") if problems else ""
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, bad)
        item.setData(Qt.ItemDataRole.ForegroundRole, QColor(theme.colors().failure) if bad else None)

    def _show_icons(self) -> None:
        for row, stack in enumerate(self._session.stacks):
            self.item(row).setIcon(self._session.thumbnails.icon(stack))

    def _want_icons(self) -> None:
        """Ask for the pictures of the rows that can be seen; not while a series may still grow."""
        if self._session.complete:
            area = self.viewport().rect()
            seen = [area.intersects(self.visualItemRect(self.item(row))) for row in range(self.count())]
            self._session.thumbnails.want(list(compress(self._session.stacks, seen)))

    def _mark(self) -> None:
        self.setCurrentRow(self._session.index)

    def _on_click(self, item: QListWidgetItem) -> None:
        self._session.show(self.row(item))

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802, D102  (Qt's name)
        return pack(self._session.stacks[self.row(items[0])].image(0))

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802, D102
        super().startDrag(Qt.DropAction.CopyAction)
        self._mark()  # dragging marked the row

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._session.show(self.currentRow())
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._want_icons()
