"""The images that the reader marked as key images, and their list."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.exporting.key_store import KeyStore, Marks, hash_of
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import file_name, sentence_for
from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.pictures import Ref
    from meddiag_gui.gui.session import Session

_ROWS = 5  # that are seen without scrolling


class KeyImages(QObject):
    """Files and frames that are marked, in the order of marking; those of images with a UID are kept.

    Signals
    -------
    changed
        `refs` is another.
    failed
        Marks could not be read or kept; carries the sentence for the user.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, store: KeyStore, io: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._store, self._io = session, store, io
        self._marks: Marks | None = None  # as on the disk, also of images that are not open
        self.refs: tuple[Ref, ...] = ()
        session.stacks_changed.connect(self._follow)
        session.scanning.changed.connect(self._follow)

    def mark(self, ref: Ref, wanted: bool) -> None:
        """Mark an image, or take the mark away."""
        others = tuple(known for known in self.refs if known != ref)
        self.refs = (*others, ref) if wanted else others
        self._keep(ref, wanted)
        self.changed.emit()

    def _follow(self) -> None:
        """Once all files are known, drop marks of those that are not open, and take those kept before."""
        session = self._session
        if session.scanning.running and session.stacks:
            return
        instances = [instance for stack in session.stacks for instance in stack.instances]
        open_files = {instance.path for instance in instances}
        kept = [ref for ref in self.refs if ref[0] in open_files]
        marks = self._loaded() if instances else {}
        for instance in instances if marks else ():
            frames = marks.get(hash_of(instance.sop_instance_uid), ()) if instance.sop_instance_uid else ()
            kept += [(instance.path, frame) for frame in frames if frame < instance.frames]
        refs = tuple(dict.fromkeys(kept))
        if refs != self.refs:
            self.refs = refs
            self.changed.emit()

    def _keep(self, ref: Ref, wanted: bool) -> None:
        path, frame = ref
        instances = (instance for stack in self._session.stacks for instance in stack.instances)
        uid = next((instance.sop_instance_uid for instance in instances if instance.path == path), "")
        if not uid:
            return
        marks = self._loaded()
        frames = [known for known in marks.pop(hash_of(uid), []) if known != frame]
        if wanted or frames:
            marks[hash_of(uid)] = [*frames, frame] if wanted else frames
        self._io.submit(functools.partial(self._store.save, dict(marks)), _nothing, self._fail)

    def _loaded(self) -> Marks:
        if self._marks is None:
            try:
                self._marks = self._store.load()
            except OSError as error:
                self._marks = {}
                self.failed.emit(sentence_for(error, tr("reading the key images")))
        return self._marks

    def _fail(self, job: Job[None], error: Exception) -> None:
        self.failed.emit(sentence_for(error, tr("keeping the key images")))


def _nothing(job: Job[None], result: None) -> None:
    """Take the end of what needs no word."""


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
        self.list.setAccessibleName(tr("Key images"))
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(text_label(tr("KEY IMAGES"), "heading"))
        column.addWidget(self.list)
        row = QHBoxLayout()
        for words, tip, signal in (
            (
                tr("Save PNGs…"),
                tr("All as pictures, in the file's own window, without texts"),
                self.save_pictures,
            ),
            (
                tr("Save DICOM…"),
                tr("As a key object selection that other workstations read"),
                self.save_selection,
            ),
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
            self.list.addItem(file_name(path) + (tr(", frame {n}", n=frame + 1) if frame else ""))
        height = max(self.list.sizeHintForRow(0), 18)
        self.list.setFixedHeight(height * min(max(len(refs), 1), _ROWS) + 6)
        self.setVisible(bool(refs))

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._keys.refs):
            self.chosen.emit(self._keys.refs[row])
