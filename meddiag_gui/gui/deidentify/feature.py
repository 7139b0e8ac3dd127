"""De-identification as a feature of the window."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from meddiag_gui.gui.deidentify.window import DeidentifyWindow
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.imaging.deidentify.outcome import Outcome, Review, Status
from meddiag_gui.imaging.targets import Target
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.imaging.deidentify.options import Options

Picture = tuple[QImage, int, int, int]  # with rows, columns and frames


class Deidentifying(Feature):
    """Asks what to clean and where to, cleans on a thread of its own, and shows what is in doubt."""

    def __init__(self, window: MainWindow, open_image: OpenImage) -> None:
        super().__init__(window)
        self._window, self._open_image = window, open_image
        self._runner = Runner("deidentify", self)
        self.window: DeidentifyWindow | None = None
        self.outcomes: list[Outcome] = []
        self.source: Path | None = None
        self.target: Path | None = None
        self._options: Options | None = None
        self._job: Job[list[Outcome]] | None = None
        self._looking: Job[Picture] | None = None
        self._row = -1

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"deidentify": self.open}

    def shut_down(self) -> None:  # noqa: D102
        self._runner.shut_down()

    def open(self) -> None:
        """Show the window, which is made when it is first asked for."""
        if self.window is None:
            window = self.window = DeidentifyWindow(self._window)
            window.source_wanted.connect(self._ask_source)
            window.target_wanted.connect(self._ask_target)
            window.start_wanted.connect(self.start)
            window.cancelled.connect(self.cancel)
            window.shown.connect(self.look_at)
            window.frame_wanted.connect(self._show_frame)
            window.confirmed.connect(self.confirm)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def set_places(self, source: Path | None = None, target: Path | None = None) -> None:
        """Choose from where to where; what is not given stays."""
        self.source, self.target = source or self.source, target or self.target
        if self.window is not None:
            self.window.set_places(self.source, self.target)

    def start(self) -> None:
        """De-identify what was chosen, with the options of the form."""
        if self.window is None or self.source is None or self.target is None or self._job is not None:
            return
        self._options = self.window.form.options()
        self.outcomes = []
        self.window.begin()
        work = functools.partial(_run, self.source, self.target, self._options, self._open_image)
        self._job = self._runner.submit(work, self._take, self._fail, self._progress)

    def cancel(self) -> None:
        """Stop; what was written until then stays, and another run goes on from there."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.window is not None:
            self.window.end(tr("Stopped. What was written is whole; starting again goes on from there."))

    def look_at(self, row: int) -> None:
        """Show the picture of a file with its regions."""
        if self.window is None or row >= len(self.outcomes):
            return
        self._row = row
        self.window.show_picture(self.outcomes[row], 1)
        self.window.picture.show_picture(None)
        self._read(0, self._show_first)

    def confirm(self, row: int) -> None:
        """Write a file with the regions that are drawn now."""
        if self.window is None or self.target is None or self._options is None:
            return
        outcome = replace(self.outcomes[row], boxes=self.window.picture.boxes)
        work = functools.partial(_write, outcome, self.target, self._options, self._open_image)
        self._runner.submit(work, functools.partial(self._written, row), self._failed_to_write)

    def _ask_source(self) -> None:
        self._ask(tr("Folder with the originals"), self._take_source)

    def _ask_target(self) -> None:
        self._ask(tr("Folder for the de-identified files"), self._take_target)

    def _ask(self, title: str, taken: Callable[[str], None]) -> None:
        dialog = QFileDialog(self.window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(taken)
        dialog.open()

    def _take_source(self, name: str) -> None:
        self.set_places(source=Path(name))

    def _take_target(self, name: str) -> None:
        self.set_places(target=Path(name))

    def _progress(self, job: Job[list[Outcome]], progress: Progress) -> None:
        if self.window is not None:
            self.window.show_progress(progress)

    def _take(self, job: Job[list[Outcome]], outcomes: list[Outcome]) -> None:
        """List the files, those in doubt first, and show the first of them."""
        self._job = None
        self.outcomes = sorted(outcomes, key=lambda outcome: outcome.status is not Status.HELD)
        if self.window is not None:
            self.window.show_outcomes(self.outcomes)
            if self.outcomes:
                self.window.table.setCurrentCell(0, 0)
                self.look_at(0)

    def _fail(self, job: Job[list[Outcome]], error: Exception) -> None:
        self._job = None
        if self.window is not None:
            self.window.end(sentence_for(error, tr("taking out identities")))

    def _read(self, frame: int, done: Callable[[Job[Picture], Picture], None]) -> None:
        if self._looking is not None:
            self._looking.cancel()
        work = functools.partial(_picture, self.outcomes[self._row].path, frame, self._open_image)
        self._looking = self._runner.submit(work, done, self._no_picture)

    def _show_first(self, job: Job[Picture], picture: Picture) -> None:
        if self.window is not None:
            self.window.show_picture(self.outcomes[self._row], picture[3])
            self._show(job, picture)

    def _show_frame(self, frame: int) -> None:
        self._read(frame, self._show)

    def _show(self, job: Job[Picture], picture: Picture) -> None:
        image, rows, columns, _ = picture
        if self.window is not None:
            self.window.picture.show_picture(image, rows, columns)

    def _no_picture(self, job: Job[Picture], error: Exception) -> None:
        if self.window is not None:
            self.window.state.setText(sentence_for(error, tr("reading the picture")))

    def _written(self, row: int, job: Job[Outcome], outcome: Outcome) -> None:
        """Show that a file was written, and go on to the next that waits."""
        self.outcomes[row] = outcome
        if self.window is None:
            return
        self.window.show_outcome(row, outcome)
        waiting = (n for n, other in enumerate(self.outcomes) if other.status is Status.HELD)
        after = next(waiting, None)
        if after is None:
            self.window.end(tr("Nothing waits any more."))
            self.look_at(row)
        else:
            self.window.table.setCurrentCell(after, 0)

    def _failed_to_write(self, job: Job[Outcome], error: Exception) -> None:
        if self.window is not None:
            self.window.state.setText(sentence_for(error, tr("writing the file")))


def _run(
    source: Path, target: Path, options: Options, open_image: OpenImage, *, report: Report, token: CancelToken
) -> list[Outcome]:
    from meddiag_gui.files import write_atomic
    from meddiag_gui.imaging.deidentify.pseudonyms import site_pseudonyms
    from meddiag_gui.imaging.deidentify.report import as_page
    from meddiag_gui.imaging.deidentify.run import Work, deidentify

    work = Work(target, site_pseudonyms(), open_image, options)
    outcomes = list(deidentify([source], work, report=report, token=token))
    write_atomic(target / "report.html", as_page(outcomes, options))
    return outcomes


def _write(
    outcome: Outcome,
    target: Path,
    options: Options,
    open_image: OpenImage,
    *,
    report: Report,
    token: CancelToken,
) -> Outcome:
    from meddiag_gui.imaging.deidentify.pseudonyms import site_pseudonyms
    from meddiag_gui.imaging.deidentify.run import Work, one_file

    reviews = {outcome.sha256: Review(outcome.boxes)}
    return one_file(
        Target(outcome.path), Work(target, site_pseudonyms(), open_image, options, reviews), token
    )


def _picture(path: Path, frame: int, open_image: OpenImage, *, report: Report, token: CancelToken) -> Picture:
    import numpy as np  # not on the way to the first window

    image = open_image(path, frame)
    if image.is_color:
        pixels, kind = np.ascontiguousarray(image.pixels, np.uint8), QImage.Format.Format_RGB888
    else:
        pixels = np.ascontiguousarray(np.rint(255 * image.to_unit()), np.uint8)
        kind = QImage.Format.Format_Grayscale8
    whole = QImage(pixels.data, image.columns, image.rows, pixels.strides[0], kind)
    return whole.copy(), image.rows, image.columns, image.header.frames  # a copy, which outlives the array
