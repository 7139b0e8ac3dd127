"""What the model says of the open image: its answer, and how far it is; its map is in `influence`.

An answer is taken only from the job that is still the latest and only for the image still open (by
sha256), so a late one can never land on another image.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.influence.influence import Influence
from meddiag_gui.gui.reader import Answer, Reader
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.text import file_name, sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.operating import OperatingPoint
    from meddiag_gui.inference.stability import Spread


REST_MS = 300
"""For how long scrolling must rest on an image before the model is asked about it."""


class Phase(Enum):
    """How far the model is with the open image."""

    IDLE = "idle"
    RUNNING = "running"
    HELD = "held"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Reading(QObject):
    """The model's part of the session.

    Attributes
    ----------
    holding
        Whether an answer is held back when it comes, until `release`: nobody who asks `answer` gets it.

    refusal
        Why the user may change no operating point; empty where that is allowed.

    Signals
    -------
    changed
        Phase, answer, progress or message are others.
    answered
        A model has judged the image that is open; carries the image and the `Answer`, also one that is held.
    decided
        The site's operating points are others.
    """

    changed = Signal()
    answered = Signal(object, object)
    decided = Signal()

    def __init__(
        self,
        inference: Runner,
        reader: Reader,
        session: Session,
        predict_on_open: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inference = inference
        self._reader = reader
        self._session = session
        self._job: Job[Answer] | None = None
        self._stability_job: Job[tuple[Spread, ...]] | None = None
        self.influence = Influence(inference, reader, self)
        self.predict_on_open = predict_on_open
        self.holding, self.refusal = False, ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.run)
        self._forget()
        session.picture_changed.connect(self._on_picture)

    def _forget(self) -> None:
        self.phase = Phase.IDLE
        self.answer: Answer | None = None
        self.held: Answer | None = None
        self.progress: Progress | None = None
        self.message = ""
        self.decision_message = ""
        self.spreads: tuple[Spread, ...] = ()
        self.stability_message = ""
        self.context: SuppliedContext | None = None

    @property
    def has_image(self) -> bool:
        """Whether there is an image to ask about."""
        return self._session.picture is not None

    @property
    def has_scores(self) -> bool:
        """Whether the model gave scores, so that there is something to map."""
        return self.answer is not None and bool(self.answer.prediction.scores)

    @property
    def header_is_silent(self) -> bool:
        """Whether the open image leaves age, view or body part unsaid."""
        image = self.image
        if image is None:
            return False
        header = image.header
        return header.patient_age_years is None or not (header.view_position and header.body_part)

    def run(self) -> None:
        """Ask the model about the open image."""
        image = self.image
        if image is None:
            return
        context = self.context
        self.cancel()
        self._forget()
        self.context = context
        self.phase = Phase.RUNNING
        work = functools.partial(self._reader.predict, image, context)
        self._job = self._inference.submit(work, self._take_answer, self._fail, self._take_progress)
        self.influence.forget()
        self.changed.emit()

    def supply(self, context: SuppliedContext) -> None:
        """Take what the user says where the file is silent, and ask the model again."""
        self.context = context
        self.run()

    def override(self) -> None:
        """Ask for the scores although the input gate refused; they stay marked, and the log says so."""
        from meddiag_gui.inference.gate import NOTHING_SUPPLIED

        self.context = replace(self.context or NOTHING_SUPPLIED, override=True)
        self.run()

    def choose_finding(self, finding: str) -> None:
        """Choose the finding whose map is shown or offered."""
        if self.image is not None and self.answer is not None:
            self.influence.map_of(self.image, self.answer, finding)

    @property
    def testing(self) -> bool:
        """Whether altered copies are being scored."""
        return self._stability_job is not None

    def test_stability(self) -> None:
        """Score altered copies of the open image."""
        if self.image is not None and self.has_scores and not self.testing:
            work = functools.partial(self._reader.stability, self.image)
            self._stability_job = self._inference.submit(work, self._take_spreads, self._fail_spreads)
            self.changed.emit()

    def decide(self, finding: str, point: OperatingPoint | None, who: str, why: str) -> None:
        """Put an operating point in force (for None: undo the last change), and judge the image again."""
        if self.refusal:
            self.decision_message = self.refusal
            self.changed.emit()
            return
        work = functools.partial(self._reader.decide, finding, point, who, why)
        self._inference.submit(work, self._take_decision, self._fail_decision)

    def cancel(self) -> None:
        """Give up what the model is doing, or about to do."""
        self._rest.stop()
        for job in (self._job, self._stability_job):
            if job is not None:
                job.cancel()
        self._job = self._stability_job = None
        if self.phase is Phase.RUNNING:
            self.phase = Phase.CANCELLED
            self.changed.emit()

    @property
    def image(self) -> RadiographImage | None:
        """The open image."""
        picture = self._session.picture
        return picture.image if picture is not None else None

    def _on_picture(self) -> None:
        self.cancel()
        self._forget()
        self.influence.forget()
        wanted = self.image is not None and self.predict_on_open
        if wanted and self._session.count == 1:
            self.run()
            return
        self.changed.emit()
        if wanted:
            self._rest.start()

    def _take_progress(self, job: Job[Answer], progress: Progress) -> None:
        if job is self._job:
            self.progress = progress
            self.changed.emit()

    def _take_answer(self, job: Job[Answer], answer: Answer) -> None:
        image = self.image
        if job is not self._job or image is None or answer.prediction.image_sha256 != image.sha256:
            return
        self._job = None
        self.progress = None
        self.answered.emit(image, answer)
        if self.holding:
            self.phase, self.held = Phase.HELD, answer
            self.changed.emit()
        else:
            self._show(image, answer)

    def release(self) -> None:
        """Hold nothing back any more."""
        self.holding = False
        if self.held is not None and self.image is not None:
            self._show(self.image, self.held)

    def _show(self, image: RadiographImage, answer: Answer) -> None:
        self.phase, self.answer, self.held = Phase.DONE, answer, None
        self.influence.offer(image, answer)
        self.changed.emit()

    def _take_spreads(self, job: Job[tuple[Spread, ...]], spreads: tuple[Spread, ...]) -> None:
        if job is self._stability_job:
            self._stability_job, self.spreads = None, spreads
            self.changed.emit()

    def _fail_spreads(self, job: Job[tuple[Spread, ...]], error: Exception) -> None:
        if job is self._stability_job:
            self._stability_job = None
            self.stability_message = sentence_for(error, tr("scoring altered copies"))
            self.changed.emit()

    def _take_decision(self, job: Job[None], nothing: None) -> None:
        self.decision_message = ""
        self.decided.emit()
        self.run()

    def _fail_decision(self, job: Job[None], error: Exception) -> None:
        self.decision_message = sentence_for(error, tr("changing the operating point"))
        self.changed.emit()

    def _fail(self, job: Job[Answer], error: Exception) -> None:
        image = self.image
        if job is not self._job or image is None:
            return
        self._job = None
        self.phase, self.progress = Phase.FAILED, None
        self.message = sentence_for(error, tr("running the model on {name}", name=file_name(image.path)))
        self.changed.emit()
