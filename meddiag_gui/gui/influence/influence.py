"""The influence map of the open image: which finding and method, how far it is, and the map itself."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.reader import Answer, Reader
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.inference.saliency.catalogue import DEFAULT, METHODS, Method, find_method
from meddiag_gui.language import mark, tr
from meddiag_gui.tasks import Progress

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.prediction import SaliencyMap
    from meddiag_gui.inference.saliency.trust import SaliencyTrust, Verdict

CANCELLED = mark("The map was cancelled.")


class Influence(QObject):
    """Computes maps on the inference runner; a map is taken only for the image that it was asked for.

    Signals
    -------
    changed
        Anything of it is another.
    """

    changed = Signal()

    def __init__(self, inference: Runner, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inference, self._first = inference, reader
        self._reader = reader
        self._job: Job[SaliencyMap] | None = None
        self._image: RadiographImage | None = None
        self.method: Method = find_method(DEFAULT)
        self._forget()

    def _forget(self) -> None:
        self._image, self._reader = None, self._first
        self.answer: Answer | None = None
        self.finding = ""
        self.wanted = False
        self.saliency: SaliencyMap | None = None
        self.progress: Progress | None = None
        self.message = ""

    def forget(self) -> None:
        """Forget the image; the method stays chosen."""
        self._stop()
        self._forget()
        self.changed.emit()

    def offer(self, image: RadiographImage, answer: Answer) -> None:
        """Take the model's answer; draw the map by itself for a finding called present.

        A method that failed its check is drawn only when asked for.
        """
        self._stop()
        self._forget()
        self._image, self.answer = image, answer
        scores = sorted(answer.prediction.scores, key=lambda score: score.probability, reverse=True)
        present = [score for score in scores if score.call == "present"]
        if scores:
            self.finding = (present or scores)[0].name
        self.wanted = bool(present) and self.verdict != "failed"
        self._update()

    def map_of(
        self, image: RadiographImage, answer: Answer, finding: str, reader: Reader | None = None
    ) -> None:
        """Choose a finding of one of the models that judged the image; the first model's without a reader."""
        turned = answer is not self.answer
        if turned:
            self._stop()
            self._image, self.answer, self._reader = image, answer, reader or self._first
            self.saliency = None
        self.finding = finding
        if turned and self.verdict == "failed":
            self.wanted = False
        self._update()

    @property
    def possible(self) -> bool:
        """Whether the model gave scores, so that there is something to map."""
        return self.answer is not None and bool(self.answer.prediction.scores)

    @property
    def running(self) -> bool:
        """Whether a map is being made."""
        return self._job is not None

    @property
    def trust(self) -> SaliencyTrust | None:
        """What was measured of the model's maps."""
        return self.answer.bundle.metadata.saliency if self.answer is not None else None

    @property
    def verdict(self) -> Verdict | None:
        """Verdict on the method for the finding; None where it was never measured."""
        return self.trust.verdict(self.finding, self.method.id) if self.trust is not None else None

    def choose_method(self, method: str) -> None:
        """Choose the method; a map that is shown is made anew with it."""
        if method != self.method.id:
            self.method = find_method(method)
            self._update()

    def next_method(self) -> None:
        """Choose the method after the one in use."""
        ids = [method.id for method in METHODS]
        self.choose_method(ids[(ids.index(self.method.id) + 1) % len(ids)])

    def show(self, wanted: bool) -> None:
        """Show or hide the map."""
        self.wanted = wanted and self.possible
        self._update()

    def cancel(self) -> None:
        """Give up the map that is being made."""
        if self.running:
            self._stop()
            self.wanted, self.message = False, tr(CANCELLED)
            self.changed.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self.progress = None

    def _fits(self, saliency: SaliencyMap) -> bool:
        image = self._image
        return image is not None and (saliency.image_sha256, saliency.finding, saliency.method) == (
            image.sha256, self.finding, self.method.id,
        )  # fmt: skip

    def _update(self) -> None:
        """Compute the map if it is wanted and not there."""
        self._stop()
        self.message = ""
        if self.saliency is not None and not self._fits(self.saliency):
            self.saliency = None
        if self.wanted and self.saliency is None and self._image is not None:
            work = functools.partial(self._reader.explain, self._image, self.finding, self.method.id)
            self._job = self._inference.submit(work, self._take, self._fail, self._take_progress)
        self.changed.emit()

    def _take_progress(self, job: Job[SaliencyMap], progress: Progress) -> None:
        if job is self._job:
            self.progress = progress
            self.changed.emit()

    def _take(self, job: Job[SaliencyMap], saliency: SaliencyMap) -> None:
        if job is not self._job or not self._fits(saliency):
            return
        self._job = self.progress = None
        self.saliency = saliency
        self.changed.emit()

    def _fail(self, job: Job[SaliencyMap], error: Exception) -> None:
        if job is not self._job:
            return
        self._job = self.progress = None
        self.wanted = False
        self.message = sentence_for(error, tr("making the influence map"))
        self.changed.emit()
