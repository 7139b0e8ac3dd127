"""A batch as it runs: one short step at a time, and none while the models work for the image being read.

A file is read on the batch's own thread, so a slow one holds up nobody. Models judge it on the inference
runner as background work: asked only when that is idle, and given up, to be asked again, as soon as anything
else is.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLockFile, QObject, Signal

from meddiag_gui.gui.batch import store, work
from meddiag_gui.gui.batch.work import FileResult
from meddiag_gui.gui.loading import DiskImages, OpenImage
from meddiag_gui.gui.runner import Job, Runner, Work
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.reader import PredictorLike
    from meddiag_gui.imaging.targets import Target
    from meddiag_gui.inference.batch.judging import AtHand, Batch, Judged

ELSEWHERE = mark("Another window of MedDiag is judging images; wait for it or stop it there.")


class State(Enum):
    """How far a batch is."""

    NONE = "none"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


ACTIVE = (State.PREPARING, State.RUNNING, State.PAUSED)


class BatchRun(QObject):
    """The latest batch.

    Signals
    -------
    changed
        State, message or counts are others.
    started
        Another batch begins; results of the one before are gone.
    judged
        All models have judged a file, or could not; carries the `FileResult`.
    """

    changed = Signal()
    started = Signal()
    judged = Signal(object)

    def __init__(
        self,
        inference: Runner,
        models: Work[list[PredictorLike]],
        open_image: OpenImage | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inference, self._models, self._images = inference, models, DiskImages()
        self._open = open_image or self._images
        self._runner = Runner("batch", self)
        self._lock: QLockFile | None = None
        self._job: Job[Any] | None = None
        self._forget()
        inference.idle.connect(self._on_idle)

    def _forget(self) -> None:
        self.state, self.message = State.NONE, ""
        self._chosen: tuple[Path, ...] = ()
        self._batch: Batch[PredictorLike] | None = None
        self._targets: list[Target] = []
        self.done = 0
        self._next_file()
        self._fresh, self._spent = 0, 0.0

    def _next_file(self) -> None:
        self._at_hand: AtHand | None = None
        self._answers: list[Judged] = []
        self._since = time.monotonic()

    @property
    def total(self) -> int:
        """How many files there are; 0 until they are listed."""
        return len(self._targets)

    @property
    def seconds_left(self) -> float | None:
        """Estimated time to the end, by the files judged in this run; None before the first."""
        return self._spent / self._fresh * (self.total - self.done) if self._fresh else None

    @property
    def busy(self) -> bool:
        """Whether anything of the batch is under way."""
        return self._job is not None

    def start(self, chosen: Sequence[Path], resume: bool = False) -> None:
        """Judge the files, and all files below the folders; with ``resume`` ask only what is not known."""
        self.stop()
        self._forget()
        self.started.emit()
        self._chosen = tuple(chosen)
        if not self._take_lock():
            self._end(State.FAILED, tr(ELSEWHERE))
            return
        self.state = State.PREPARING
        begin = functools.partial(self._begin, resume)
        self._job = self._inference.submit(self._models, begin, self._fail)
        self.changed.emit()

    def go_on(self) -> None:
        """Go on after `pause` where it stands; after a stop, a failure or a restart by the journal."""
        if self.state is State.PAUSED:
            self.state = State.RUNNING
            self._since = time.monotonic()
            self.changed.emit()
            self._step()
        elif self.state not in ACTIVE:
            self.start(self._chosen or store.unfinished(), resume=True)

    def pause(self) -> None:
        """Ask nothing more until `go_on`."""
        if self.state is State.RUNNING:
            self.state = State.PAUSED
            self.changed.emit()

    def stop(self) -> None:
        """Give up; what was judged stays."""
        if self.state in ACTIVE:
            self._end(State.STOPPED, "")

    def shut_down(self) -> None:
        """Stop, and wait for the thread."""
        self.stop()
        self._runner.shut_down()
        self._images.close()

    def _take_lock(self) -> bool:
        """Keep other windows of this user from writing to the same journal."""
        folder = store.batch_folder()
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "lock"))
        self._lock.setStaleLockTime(0)  # age means nothing: only that its program is gone
        return self._lock.tryLock(0)

    def _end(self, state: State, message: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        if self._lock is not None:
            self._lock.unlock()
        self.state, self.message = state, message
        self.changed.emit()

    def _begin(self, resume: bool, job: Job[Any], models: list[PredictorLike]) -> None:
        if job is self._job:
            begin = functools.partial(work.begin, self._chosen, models, self._open, resume)
            self._job = self._runner.submit(begin, self._take_batch, self._fail)

    def _take_batch(self, job: Job[Any], begun: tuple[Batch[PredictorLike], list[Target]]) -> None:
        if job is self._job:
            self._job = None
            self._batch, self._targets = begun
            self.state = State.RUNNING
            self._next_file()
            self.changed.emit()
            self._step()

    def _on_idle(self) -> None:
        if self._job is not None and self._job.token.cancelled:  # it gave way
            self._job = None
        self._step()

    def _step(self) -> None:
        """Begin what comes next: read a file, let a model judge it, or keep the answers."""
        batch = self._batch
        if self.state is not State.RUNNING or self._job is not None or self._inference.busy or batch is None:
            return
        if self.done == self.total:
            self._end(State.DONE, "")
        elif self._at_hand is None:
            read = functools.partial(work.read, batch, self._targets[self.done])
            self._job = self._runner.submit(read, self._take_file, self._fail)
        elif len(self._answers) < len(batch.models):
            model = batch.models[len(self._answers)]
            judge = functools.partial(work.judge, batch, self._at_hand, model)
            self._job = self._inference.submit(judge, self._take_answer, self._fail, background=True)
        else:
            keep = functools.partial(work.keep, batch, self._at_hand, list(self._answers))
            self._job = self._runner.submit(keep, self._take_kept, self._fail)

    def _take_file(self, job: Job[Any], at_hand: AtHand) -> None:
        if job is self._job:
            self._job, self._at_hand = None, at_hand
            self._step()

    def _take_answer(self, job: Job[Any], judged: Judged) -> None:
        if job is self._job:
            self._job = None
            self._answers.append(judged)
            self._step()

    def _take_kept(self, job: Job[Any], nothing: None) -> None:
        if job is not self._job:
            return
        self._job = None
        answers = self._answers
        if any(answer.outcome is not None for answer in answers):
            self._fresh += 1
            self._spent += time.monotonic() - self._since
        self.done += 1
        self._next_file()
        self.judged.emit(FileResult(answers[0].path, tuple(answer.row for answer in answers)))
        self.changed.emit()
        self._step()

    def _fail(self, job: Job[Any], error: Exception) -> None:
        if job is self._job:
            self._end(State.FAILED, sentence_for(error, tr("judging the images")))
