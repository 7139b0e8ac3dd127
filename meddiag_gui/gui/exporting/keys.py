"""The images that the reader marked as key images, and their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.text import file_name
from meddiag_gui.gui.widgets import rule, text_label

if TYPE_CHECKING:
    from meddiag_gui.gui.pictures import Ref
    from meddiag_gui.gui.session import Session

_ROWS = 5  # that are seen without scrolling


class KeyImages(QObject):
    """Files and frames that are marked, in the order of marking; forgotten when other files are opened.

    Signals
    -------
    changed
        `refs` is another.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.refs: tuple[Ref, ...] = ()
        session.stacks_changed.connect(self._forget_closed)

    def mark(self, ref: Ref, wanted: bool) -> None:
        """Mark an image, or take the mark away."""
        others = tuple(known for known in self.refs if known != ref)
        self.refs = (*others, ref) if wanted else others
        self.changed.emit()

    def _forget_closed(self) -> None:
        """Drop marks of files that are not open any more; while a scan grows nothing is dropped."""
        session = self._session
        if session.scanning.running and session.stacks:
            return
        kept = tuple(ref for ref in self.refs if session.stack_with(ref) is not None)
        if kept != self.refs:
            self.refs = kept
            self.changed.emit()


class KeyImagesPanel(QWidget):
    """Lists key images; hidden while there is none.

    Signals
    -------
    chosen
        A row was clicked; carries file and frame.
    save_pictures, save_selection
        The buttons below the list.
    """

    chosen = Signal(object)
    save_pictures = Signal()
    save_selection = Signal()

    def __init__(self, keys: KeyImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.list = QListWidget()
        self.list.setAccessibleName("Key images")
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(text_label("KEY IMAGES", "heading"))
        column.addWidget(self.list)
        row = QHBoxLayout()
        for words, tip, signal in (
            ("Save PNGs…", "All as pictures, in the file's own window, without texts", self.save_pictures),
            ("Save DICOM…", "As a key object selection that other workstations read", self.save_selection),
        ):
            button = QPushButton(words)
            button.setToolTip(tip)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        keys.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        refs = self._keys.refs
        self.list.clear()
        for path, frame in refs:
            self.list.addItem(file_name(path) + (f", frame {frame + 1}" if frame else ""))
        height = max(self.list.sizeHintForRow(0), 18)
        self.list.setFixedHeight(height * min(max(len(refs), 1), _ROWS) + 6)
        self.setVisible(bool(refs))

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._keys.refs):
            self.chosen.emit(self._keys.refs[row])
