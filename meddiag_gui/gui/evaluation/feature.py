"""Evaluation as a feature of the window: its room, what it asks for, and what opens from it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from meddiag_gui.gui.evaluation import work
from meddiag_gui.gui.evaluation.asking import ask_path
from meddiag_gui.gui.evaluation.work import Challenge, Engines, Evaluated, LabelledSet
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.rooms import Room
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress

if TYPE_CHECKING:
    from meddiag_gui.evaluation.drift import Baseline
    from meddiag_gui.evaluation.page.checklists import AnyReport
    from meddiag_gui.gui.evaluation.live_scores import Live
    from meddiag_gui.gui.evaluation.room import EvaluationRoom
    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.live import Decision
    from meddiag_gui.training.jobs import Job as TrainingJob

ROOM = "evaluation"
RUN_MANIFEST = "manifest.csv"
"""What a job of the training room was given; its folder holds the split too."""
_MARGINS = {"classification": 0.05, "segmentation": 0.01}


class Evaluations(Feature):
    """Evaluates on a thread of its own, with models of its own: reading never waits for it."""

    def __init__(
        self, window: MainWindow, open_image: OpenImage, opened: Callable[[list[Path]], object], saver: Saver,
        desk: LibraryDesk,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._open_image, self._opened = window, open_image, opened
        self._saver, self._desk = saver, desk
        self._runner, self._engines = Runner("evaluation", self), Engines()
        self.room: EvaluationRoom | None = None
        self.models: list[ModelBundle] = []
        self.labelled: LabelledSet | None = None
        self.evaluated: Evaluated | None = None
        self.report: AnyReport | None = None
        self._trained: list[ModelBundle] = []
        self._job: Job[Any] | None = None
        window.rooms.add(Room(ROOM, self._make_room, needs="sklearn"))

    def shut_down(self) -> None:  # noqa: D102  (the base class says it)
        self._runner.shut_down()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._runner.busy

    def _make_room(self) -> QWidget:
        from meddiag_gui.gui.evaluation.room import EvaluationRoom  # NumPy is not on the way to the window

        room = self.room = EvaluationRoom(self._runner)
        room.manifest_wanted.connect(self._ask_manifest)
        room.folder_wanted.connect(self._ask_folder)
        room.run_wanted.connect(self._ask_run)
        room.evaluate_wanted.connect(self.evaluate)
        room.cancelled.connect(self.cancel)
        room.turned.connect(self._on_page)
        room.gallery.chosen.connect(self._read)
        room.compare.wanted.connect(self.compare)
        room.checklists.save_wanted.connect(self.save)
        room.live.challenged.connect(self.challenge)
        room.live.decided.connect(self.promote)
        room.live.taken_back.connect(self.take_back)
        room.drift.wanted.connect(self.read_drift)
        room.drift.offer(False)
        self.list_models()
        self._runner.submit(work.history, self._take_history, self._fail)
        return room

    def list_models(self) -> None:
        """List the models again: one may have been trained or installed meanwhile."""
        self._runner.submit(work.list_models, self._take_models, self._fail)

    def evaluate_training(self, job: TrainingJob) -> None:
        """Take the test part of a training, and its model as the challenger of the one in use."""
        self._window.rooms.enter(ROOM)
        self.choose(LabelledSet(job.folder / RUN_MANIFEST, job.folder))
        self._runner.submit(functools.partial(work.load_trained, job.bundle), self._take_trained, self._fail)

    def choose(self, labelled: LabelledSet) -> None:
        """Take a labelled set."""
        self.labelled = labelled
        if self.room is not None:
            self.room.show_labelled(labelled)

    def evaluate(self, place: int) -> None:
        """Evaluate the model at a place in the list on the labelled set."""
        if self.labelled is None:
            return
        bundle = self.models[place]
        job = functools.partial(work.evaluate, self._engines, bundle, self.labelled)
        self._begin(job, self._take_evaluated, tr("Looking for what is kept …"))

    def compare(self, other: int | None, column: str, margin: float) -> None:
        """Compare what was evaluated with a model, or a reader's column."""
        if self.evaluated is None:
            return
        model = self.models[other] if other is not None else None
        columns = [self._named(column)] if column else []
        job = functools.partial(work.compare, self._engines, self.evaluated, model, columns, margin)
        self._begin(job, self._take_comparison, tr("Comparing …"))

    def challenge(self, new: int, old: int, margin: float) -> None:
        """Run a challenger beside the champion."""
        if self.labelled is None:
            self._say(tr("Choose the labelled set first, best the test part of the training run."))
            return
        models = self.models[new], self.models[old]
        job = functools.partial(work.challenge, self._engines, *models, self.labelled, margin)
        self._begin(job, self._take_challenge, tr("Comparing …"))

    def promote(self, who: str, why: str) -> None:
        """Put the challenger live."""
        made = self.room.live.made if self.room is not None else None
        if made is not None:
            self._begin(functools.partial(work.promote, made, who, why), self._take_decision, tr("Keeping …"))

    def take_back(self, segmentation: bool, who: str, why: str) -> None:
        """Put what was live before back."""
        job = functools.partial(work.take_back, segmentation, who, why)
        self._begin(job, self._take_decision, tr("Keeping …"))

    def save(self, ending: str) -> None:
        """Save the report, with the comparison that was made last."""
        if self.report is None or self.evaluated is None or self.room is None:
            return
        named = self.room.checklists.named.isChecked()
        write = functools.partial(work.write_report, self.report, self.evaluated.bundle, named)
        kinds = {"html": "HTML (*.html)", "pdf": "PDF (*.pdf)", "json": "JSON (*.json)"}
        self._saver.ask_file(tr("Save the report"), f"evaluation.{ending}", kinds[ending], write)

    def read_drift(self) -> None:
        """Ask the library for the live scores of the model and finding that are shown."""
        from meddiag_gui.gui.evaluation.drift_page import baseline_of
        from meddiag_gui.gui.evaluation.live_scores import read_live

        finding = self.room.scores.report if self.room is not None else None
        if finding is None or self.evaluated is None:
            return
        model = self.evaluated.bundle.sha256
        ask = functools.partial(read_live, model=model, finding=finding.name)
        baseline = baseline_of(self.evaluated.report, finding)  # type: ignore[arg-type]  # the page is of scores
        if not baseline.probabilities:
            self._say(tr("The evaluation scored no image: there is nothing to compare with."))
            return
        self._desk.ask(ask, functools.partial(self._take_live, baseline, model), self._fail)

    def cancel(self) -> None:
        """Stop what is under way."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            if self.room is not None:
                self.room.end(tr("Cancelled."))

    def _begin(self, job: Any, done: Callable[[Job[Any], Any], None], doing: str) -> None:
        self.cancel()
        if self.room is not None:
            self.room.gallery.stop()
            self.room.begin(doing)
        self._job = self._runner.submit(job, done, self._fail, self._progress)

    def _progress(self, job: Job[Any], progress: Progress) -> None:
        if job is self._job and self.room is not None:
            self.room.show_progress(progress)

    def _end(self) -> None:
        self._job = None
        if self.room is not None:
            self.room.end("")

    def _fail(self, job: Job[Any], error: Exception) -> None:
        if job is self._job:
            self._job = None
        self._say(sentence_for(error, tr("evaluating")))

    def _say(self, sentence: str) -> None:
        if self.room is not None:
            self.room.fail(sentence)

    def _take_models(self, job: Job[list[ModelBundle]], models: list[ModelBundle]) -> None:
        here = {model.root for model in models}
        self.models = [*models, *(model for model in self._trained if model.root not in here)]
        if self.room is not None:
            self.room.offer(self.models)
            if self._trained:
                newest = max(i for i, m in enumerate(self.models) if m.ref == self._trained[-1].ref)
                self.room.model.setCurrentIndex(newest)
                self.room.live.choose(newest)

    def _take_trained(self, job: Job[ModelBundle], bundle: ModelBundle) -> None:
        self._trained = [*(model for model in self._trained if model.root != bundle.root), bundle]
        self.list_models()

    def _take_evaluated(self, job: Job[Evaluated], evaluated: Evaluated) -> None:
        self._end()
        self.evaluated, self.report = evaluated, evaluated.report
        if self.room is not None:
            task = evaluated.bundle.metadata.task
            self.room.show_evaluated(evaluated)
            self.room.compare.offer(self.models, evaluated.bundle, evaluated.readers, _MARGINS[task])
            self.room.drift.offer(task == "classification")

    def _take_comparison(self, job: Job[AnyReport], report: AnyReport) -> None:
        self._end()
        self.report = report
        if self.room is not None:
            self.room.compare.show_report(report)

    def _take_challenge(self, job: Job[Challenge], made: Challenge) -> None:
        self._end()
        if self.room is not None:
            self.room.live.show_challenge(made)

    def _take_decision(self, job: Job[tuple[Decision, ...]], history: tuple[Decision, ...]) -> None:
        self._end()
        self.list_models()
        self._take_history(job, history)

    def _take_history(self, job: Job[tuple[Decision, ...]], history: tuple[Decision, ...]) -> None:
        if self.room is not None:
            self.room.live.show_history(history)

    def _take_live(
        self, baseline: Baseline, model: str, job: Job[list[Live] | None], found: list[Live] | None
    ) -> None:
        from meddiag_gui.evaluation.drift import weeks

        if self.room is not None and self.evaluated is not None:
            bundle = self.evaluated.bundle
            name = f"{bundle.name} {bundle.version}"
            self.room.drift.show_weeks(name, baseline, weeks(found or (), baseline, model))

    def _named(self, column: str) -> str:
        """Say which finding a reader's column is of: the one that is shown."""
        finding = self.room.scores.report if self.room is not None else None
        return f"{finding.name}={column}" if finding is not None else column

    def _on_page(self, page: int) -> None:
        from meddiag_gui.gui.evaluation.room import ERRORS
        from meddiag_gui.gui.evaluation.shots import shots_of

        if page == ERRORS and self.room is not None and self.evaluated is not None:
            scored = self.evaluated.bundle.metadata.task == "classification"
            finding = self.room.scores.report if scored else None
            found, words = shots_of(
                self.evaluated, finding, self.room.scores.threshold, self._engines, self._open_image
            )
            self.room.gallery.show_shots(found, words, kinds=finding is not None)

    def _read(self, path: Path) -> None:
        self._opened([path])

    def _ask_manifest(self) -> None:
        ask_path(self.room, tr("Evaluate on a manifest"), "Manifest (*.csv)", self._set)

    def _ask_folder(self) -> None:
        title = tr("Evaluate on folders named after what their images show")
        ask_path(self.room, title, "", self._set)

    def _ask_run(self) -> None:
        title = tr("Folder of the training run whose test part is taken")
        ask_path(self.room, title, "", self._lock)

    def _set(self, name: str) -> None:
        self.choose(LabelledSet(Path(name)))

    def _lock(self, name: str) -> None:
        """Take a run's test part: of its own manifest where its folder holds one, else of the set chosen."""
        run = Path(name)
        if (run / RUN_MANIFEST).is_file():
            self.choose(LabelledSet(run / RUN_MANIFEST, run))
        elif self.labelled is not None:
            self.choose(LabelledSet(self.labelled.path, run))
        else:
            self._say(tr("Choose the labelled set of this run first: its folder holds no manifest."))
