"""The slim list of the files opened together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.text import file_name


class FileList(QListWidget):
    """Names of the session's files; the one shown is marked, an unreadable one is red."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys belong to the picture
        session.files_changed.connect(self._fill)
        session.opening.connect(self._mark)
        self.itemClicked.connect(self._on_click)

    def _fill(self) -> None:
        """Make the rows anew, or only recolour them where the files are the same."""
        if self.count() != len(self._session.files):
            self.clear()
            self.addItems([file_name(path) for path in self._session.files])
        for path, sentence in self._session.problems.items():
            item = self.item(self._session.files.index(path))
            item.setForeground(QColor(theme.FAILURE))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, sentence)
        self._mark()

    def _mark(self) -> None:
        self.setCurrentRow(self._session.index)

    def _on_click(self, item: QListWidgetItem) -> None:
        self._session.show(self.row(item))
