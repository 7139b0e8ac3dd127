"""The lung fields of the open image: how far the model is with them, and the outline itself.

They are asked for after the score and its map, so that neither ever waits for them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.reading import Phase, Reading
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.lungs import LungMeasures
    from meddiag_gui.inference.segmentation import Segmentation


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What a model outlined, and what follows from it.

    Parameters
    ----------
    measured
        None where the gate refused.
    doubts
        Why the outline can hardly be right, one sentence each.
    """

    segmentation: Segmentation
    measured: LungMeasures | None
    doubts: tuple[str, ...]


class SegmenterLike(Protocol):
    """What the window uses of `meddiag_gui.inference.segmentation.Segmenter`."""

    def segment(
        self, image: RadiographImage, *, context: SuppliedContext, report: Report, token: CancelToken | None
    ) -> Segmentation:
        """Outline one image."""
        ...


def default_segmenter() -> SegmenterLike:
    """Make the segmenter of the first segmentation model (reads and checks the whole bundle).

    Raises
    ------
    BundleError
        If no sound one is installed.
    """
    from meddiag_gui.inference.registry import find_bundle
    from meddiag_gui.inference.segmentation import Segmenter

    return Segmenter(find_bundle(task="segmentation"))


class Outlining(QObject):
    """Outlines on the inference runner; an outline is taken only for the image that it was asked for.

    Signals
    -------
    changed
        Anything of it is another.
    """

    changed = Signal()

    def __init__(
        self,
        inference: Runner,
        reading: Reading,
        make: Callable[[], SegmenterLike] = default_segmenter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inference, self._reading, self._make = inference, reading, make
        self._segmenter: SegmenterLike | None = None
        self._job: Job[Outline] | None = None
        self._image: RadiographImage | None = None
        self.outline: Outline | None = None
        self.message = ""
        reading.changed.connect(self._follow)
        reading.influence.changed.connect(self._follow)

    @property
    def running(self) -> bool:
        """Whether an outline is being made."""
        return self._job is not None

    @property
    def image(self) -> RadiographImage | None:
        """The image that `outline` and `message` are about."""
        return self._image

    @property
    def open(self) -> bool:
        """Whether there is an image to outline."""
        return self._reading.image is not None

    @property
    def unlike(self) -> tuple[str, ...]:
        """Why the picture is no whole, upright chest radiograph, by the gate of the model that scores."""
        answer = self._reading.answer
        if answer is None:
            return ()
        from meddiag_gui.inference.appearance import said_of_picture  # not on the way to the first window

        return said_of_picture(answer.prediction.gate.reasons)

    def want(self) -> None:
        """Outline the open image now, unless that is done, under way, or the picture was refused."""
        image, answer = self._reading.image, self._reading.answer
        if image is None or self.running or (image is self._image and not self.message):
            return
        if self.unlike and answer is not None and not answer.prediction.gate.overridden:
            return
        self._image, self.outline, self.message = image, None, ""
        work = functools.partial(self._outline, image, self._reading.context)
        self._job = self._inference.submit(work, self._take, self._fail)
        self.changed.emit()

    def _outline(
        self, image: RadiographImage, context: SuppliedContext | None, *, report: Report, token: CancelToken
    ) -> Outline:
        """On the inference thread; the segmenter is made at the first use, and again after a failure."""
        from meddiag_gui.inference.gate import NOTHING_SUPPLIED
        from meddiag_gui.inference.lungs import lungs_plausible, measure_lungs

        if self._segmenter is None:
            self._segmenter = self._make()
        found = self._segmenter.segment(
            image, context=context or NOTHING_SUPPLIED, report=report, token=token
        )
        if found.mask is None:
            return Outline(found, None, ())
        return Outline(found, measure_lungs(found.mask, image), lungs_plausible(found.mask))

    def _follow(self) -> None:
        """Forget the image before; outline the open one once the model has answered and mapped it."""
        reading = self._reading
        if self._image is not None and reading.image is not self._image:
            self._stop()
            self._image, self.outline, self.message = None, None, ""
            self.changed.emit()
        answered = reading.phase is Phase.DONE and reading.influence.answer is reading.answer
        if answered and reading.image is not self._image:
            self.want()
            self.changed.emit()  # also where nothing was begun: the words tell why

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _take(self, job: Job[Outline], found: Outline) -> None:
        image = self._image
        if job is not self._job or image is None or found.segmentation.image_sha256 != image.sha256:
            return
        self._job = None
        self.outline = found
        self.changed.emit()

    def _fail(self, job: Job[Outline], error: Exception) -> None:
        if job is not self._job:
            return
        self._job = None
        self.message = sentence_for(error, tr("outlining the lungs"))
        self.changed.emit()
