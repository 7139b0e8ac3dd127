"""What the models beside the first say of the open image.

They are asked one after the other, once the first has answered and its map is drawn, so that it never waits
for them; the next image opened stops them.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.models.roster import MakeModels, Model, installed_models, model_key
from meddiag_gui.gui.reader import Answer, PredictorLike, Reader
from meddiag_gui.gui.reading import Phase, Reading
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.imaging.image import RadiographImage


class Others(QObject):
    """Asks the other models on the inference runner; an answer is taken only for the image still open.

    Signals
    -------
    changed
        Models, choice or answers are others.
    """

    changed = Signal()

    def __init__(
        self,
        inference: Runner,
        reading: Reading,
        first: Reader,
        keeper: SettingsKeeper,
        make: MakeModels = installed_models,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inference, self._reading, self._keeper, self._make = inference, reading, keeper, make
        self._first = first
        self._models: tuple[Model, ...] | None = None
        self._job: Job[Answer] | Job[None] | None = None
        self._asked: object = None  # the first model's answer or failure after which they were asked
        self._image: RadiographImage | None = None
        self.running: Model | None = None
        self.message = ""
        reading.changed.connect(self._follow)
        reading.influence.changed.connect(self._follow)

    @property
    def known(self) -> tuple[Model, ...]:
        """All models but the first; empty until they are listed."""
        first = self._reading.answer.bundle if self._reading.answer else None
        return tuple(m for m in self._models or () if first is None or m.key != model_key(first))

    @property
    def chosen(self) -> tuple[Model, ...]:
        """Models that run: those the user chose, else the newest of each name."""
        return tuple(model for model in self.known if self.is_chosen(model))

    def is_chosen(self, model: Model) -> bool:
        """Whether a model runs on the images opened."""
        wanted = self._keeper.settings.models
        if wanted is not None:
            return model.key in wanted
        names = [one.bundle.name for one in self._models or ()]
        return (self._models or ()).index(model) == names.index(model.bundle.name)

    def choose(self, model: Model, wanted: bool) -> None:
        """Let a model run, or not; kept for the next start."""
        others = [one.key for one in self.chosen if one is not model]
        self._keeper.change(models=(*others, model.key) if wanted else tuple(others))
        self._keeper.save()
        if self.running is model and not wanted:
            self._stop()
        self._next()
        self.changed.emit()

    def predictors(self, *, report: Report, token: CancelToken) -> list[PredictorLike]:
        """List what judges an image, the first model first; for the inference thread.

        Raises
        ------
        BundleError
            If no sound model is installed.
        """
        first = self._first.ready()
        self._list(report=report, token=token)
        key = model_key(first.bundle)
        others = (model for model in self._models or () if model.key != key and self.is_chosen(model))
        return [first, *(model.reader.ready() for model in others)]

    def _list(self, *, report: Report, token: CancelToken) -> None:
        """List the models once, on the inference thread."""
        if self._models is None:
            self._models = tuple(Model(predictor) for predictor in self._make())

    def show_map(self, model: Model, finding: str) -> None:
        """Draw a finding's map of one of the models."""
        image = self._reading.image
        if image is not None and model.answer is not None:
            self._reading.influence.map_of(image, model.answer, finding, model.reader)

    def _follow(self) -> None:
        """Forget the image before, or its last answers; ask once the first model and its map are done."""
        reading = self._reading
        settled = reading.phase in (Phase.DONE, Phase.FAILED)
        now: object = (reading.answer or reading.message) if settled else None
        if now is not self._asked or reading.image is not self._image:
            self._stop()
            self._asked = self._image = None
            for model in self._models or ():
                model.forget()
            self.changed.emit()
        if settled and self._asked is None and not reading.influence.running:
            self._asked, self._image = now, reading.image
            self._next()

    def _next(self) -> None:
        """Ask the next model that has not settled; list the models first."""
        if self._image is None or self._job is not None:
            return
        if self._models is None:
            self._job = self._inference.submit(self._list, self._take_models, self._fail_models)
            return
        self.running = next((model for model in self.chosen if not model.settled), None)
        if self.running is not None:
            context = self._reading.context
            context = replace(context, override=False) if context is not None else None
            ask = functools.partial(self.running.reader.predict, self._image, context)
            self._job = self._inference.submit(ask, self._take, self._fail)
        self.changed.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self.running = None

    def _take_models(self, job: Job[None], nothing: None) -> None:
        if job is self._job:
            self._job = None
            self._next()

    def _fail_models(self, job: Job[None], error: Exception) -> None:
        self._models = ()
        self.message = sentence_for(error, tr("listing the models"))
        self._job = None
        self.changed.emit()

    def _take(self, job: Job[Answer], answer: Answer) -> None:
        image, model = self._image, self.running
        if job is not self._job or model is None or image is None:
            return
        if answer.prediction.image_sha256 == image.sha256:
            model.answer = answer
        self._job = None
        self._next()

    def _fail(self, job: Job[Answer], error: Exception) -> None:
        if job is self._job and self.running is not None:
            self.running.message = sentence_for(error, tr("running the model"))
            self._job = None
            self._next()
