"""The annotations of the images looked at: loaded off the GUI thread, saved soon after each change."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.imaging.measure.document import Annotations, Document, ImageKey
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.imaging.measure.store import AnnotationStore

SAVE_AFTER_MS = 300
_log = logging.getLogger(__name__)

_Loaded = tuple[Annotations, str, frozenset[ImageKey]]


class AnnotationKeeper(QObject):
    """Hands out one document for each image.

    Signals
    -------
    changed
        The document of an image is another, or is now there; carries its key.
    failed
        Something was not read or saved; carries the sentence for the user.
    """

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, store: AnnotationStore, io: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._io = store, io
        self._known: frozenset[ImageKey] | None = None
        self._documents: dict[ImageKey, Document] = {}
        self._saved: dict[ImageKey, Annotations] = {}
        self._loading: set[ImageKey] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)

    def document(self, key: ImageKey) -> Document | None:
        """Return the document of an image; None while it is read (`changed` tells), or if it cannot be."""
        found = self._documents.get(key)
        if found is None and self._known is not None and key not in self._known:
            return self._add(key, ())
        if found is None and key not in self._loading:
            self._loading.add(key)
            work = functools.partial(_load, self._store, key)
            self._io.submit(work, functools.partial(self._take, key), functools.partial(self._miss, key))
        return found

    def touch(self, key: ImageKey) -> None:
        """Tell of a change in a document, and save it soon."""
        self.changed.emit(key)
        self._timer.start()

    def save_now(self) -> None:
        """Write what is not saved yet, here: at the end of the program, when its threads are gone."""
        self._timer.stop()
        for key, marks in self._unsaved().items():
            try:
                self._store.save(key, marks)
            except OSError as error:  # the program ends: there is no window left to say it in
                _log.warning("Annotations could not be saved (%s).", error.strerror)

    def _add(self, key: ImageKey, annotations: Annotations) -> Document:
        self._saved[key] = annotations
        self._documents[key] = Document(key, annotations)
        return self._documents[key]

    def _unsaved(self) -> dict[ImageKey, Annotations]:
        documents = self._documents.items()
        return {key: one.annotations for key, one in documents if one.annotations != self._saved[key]}

    def _take(self, key: ImageKey, job: Job[_Loaded], loaded: _Loaded) -> None:
        annotations, problem, self._known = loaded
        self._loading.discard(key)
        self._add(key, annotations)
        if problem:
            self.failed.emit(problem)
        self.changed.emit(key)

    def _miss(self, key: ImageKey, job: Job[_Loaded], error: Exception) -> None:
        self._loading.discard(key)
        self.failed.emit(sentence_for(error, tr("reading the annotations of this image")))

    def _save(self) -> None:
        for key, marks in self._unsaved().items():
            work = functools.partial(_write, self._store, key, marks)
            self._io.submit(work, functools.partial(self._note, key, marks), self._on_failure)

    def _note(self, key: ImageKey, annotations: Annotations, job: Job[None], result: None) -> None:
        self._saved[key] = annotations

    def _on_failure(self, job: Job[None], error: Exception) -> None:
        self.failed.emit(sentence_for(error, tr("saving the annotations")))


def _load(store: AnnotationStore, key: ImageKey, *, report: Report, token: CancelToken) -> _Loaded:
    annotations, problem = store.load(key)
    return annotations, problem, store.known()


def _write(
    store: AnnotationStore, key: ImageKey, annotations: Annotations, *, report: Report, token: CancelToken
) -> None:
    store.save(key, annotations)
