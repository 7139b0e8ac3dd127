"""Scoring what waits in the library, one image at a time, while nobody needs the model or a picture.

Pictures are read and judged on a thread that the system ranks below all others, by a copy of the model: who
reads never waits for it. Nor is anything begun while somebody waits for a picture or for a model.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.loading import DiskImages, OpenImage
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.worklist import scoring_work as work
from meddiag_gui.language import tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.reader import PredictorLike, Reader
    from meddiag_gui.gui.worklist.scoring_work import Opened, Scored

_REST_MS = 300
"""How long the program must have been at rest before an image is scored."""


class Scoring(QObject):
    """The background pass.

    Attributes
    ----------
    wanted
        Whether it is to go on whenever it can.
    done, left, problem
        Images scored since the start and still to be scored, and one sentence where it cannot go on.

    Signals
    -------
    changed
        Any of these is another.
    """

    changed = Signal()

    def __init__(
        self,
        desk: LibraryDesk,
        inference: Runner,
        io: Runner,
        reader: Reader,
        open_image: OpenImage | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._inference, self._io, self._reader = desk, inference, io, reader
        self._images = DiskImages()
        self._open = open_image or self._images
        self._runner = Runner("scoring", self)
        self._job: Job[Any] | None = None
        self._model: PredictorLike | None = None
        self._opened: Opened | None = None
        self._waiting: list[int] = []
        self._stale = True
        self.wanted, self.done, self.left, self.problem = False, 0, 0, ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._step)
        inference.idle.connect(self._on_idle)
        io.idle.connect(self._on_idle)

    @property
    def running(self) -> bool:
        """Whether anything is left that it works on."""
        return self.wanted and (self._job is not None or bool(self._waiting))

    def set_wanted(self, wanted: bool) -> None:
        """Go on, or give up; what was scored is kept."""
        self.wanted, self.problem = wanted, ""
        if not wanted and self._job is not None:
            self._job.cancel()
            self._job = self._opened = None
        self.look_again()
        self.changed.emit()

    def look_again(self) -> None:
        """Know that there may be more to score."""
        self._stale = True
        self._soon()

    def shut_down(self) -> None:
        """Give up, and wait for the thread."""
        self.wanted = False
        self._rest.stop()
        self._runner.shut_down()
        self._images.close()

    def words(self) -> str:
        """Say how far it is."""
        if self.problem:
            return self.problem
        if not self.wanted:
            return tr("Scoring is off")
        if self.left:
            return tr_n("Scoring: {n} image waits", "Scoring: {n} images wait", self.left)
        return tr("Nothing waits to be scored")

    def _soon(self) -> None:
        if self.wanted and not self._rest.isActive():
            self._rest.start()

    def _on_idle(self) -> None:
        self._soon()

    def _step(self) -> None:
        """Begin what comes next, unless somebody waits for a picture or a model: then when he has it."""
        if not self.wanted or self._job is not None or self._inference.busy or self._io.busy:
            return
        if self._stale and not self._waiting:
            self._stale = False
            self._job = self._desk.ask(work.is_there, self._take_there, self._fail)
        elif self._model is None:
            self._load()
        elif self._opened is not None:
            judge = functools.partial(work.judge, self._model, self._opened)
            self._job = self._runner.submit(judge, self._take_scored, self._fail)
        elif self._waiting:
            read = self._desk.bound(functools.partial(work.read, self._waiting[0], self._open))
            self._job = self._runner.submit(read, self._take_opened, self._fail)

    def _load(self) -> None:
        ready = functools.partial(work.ready, self._reader)
        self._job = self._runner.submit(ready, self._take_model, self._fail)

    def _take_there(self, job: Job[bool | None], there: bool | None) -> None:
        """Load a model only where there is a library."""
        if job is self._job:
            self._job = None
            if there:
                self._load()

    def _take_model(self, job: Job[PredictorLike], model: PredictorLike) -> None:
        if job is self._job:
            self._model = model
            listed = functools.partial(work.pending, model)
            self._job = self._desk.ask(listed, self._take_waiting, self._fail)

    def _take_waiting(self, job: Job[list[int] | None], waiting: list[int] | None) -> None:
        if job is self._job:
            self._job = None
            self._waiting = waiting or []
            self._tell()

    def _take_opened(self, job: Job[Opened], opened: Opened) -> None:
        if job is self._job:
            self._job, self._opened = None, opened
            self._step()
            if self._job is None:
                self._soon()

    def _take_scored(self, job: Job[Scored], scored: Scored) -> None:
        if job is self._job:
            keep = functools.partial(work.keep, scored)
            self._job = self._desk.do(keep, self._take_kept, self._fail)

    def _take_kept(self, job: Job[None], nothing: None) -> None:
        if job is self._job:
            self._job = None
            self._opened = None
            self._waiting.pop(0)
            self._stale = self._stale or not self._waiting
            self.done += 1
            self._desk.touched.emit("scored")
            self._tell()

    def _tell(self) -> None:
        self.left = len(self._waiting)
        self.changed.emit()
        if self._waiting or self._stale:
            self._soon()

    def _fail(self, job: Job[Any], error: Exception) -> None:
        if job is self._job:
            self._job = self._opened = None
            self.wanted = False
            self.problem = sentence_for(error, tr("scoring in the background"))
            self.changed.emit()
