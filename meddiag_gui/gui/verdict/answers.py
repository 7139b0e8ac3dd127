"""What models say of the open image, on its way into the library: each answer, with its weights."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.verdict import work

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.gui.reading import Reading
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.gui.verdict.work import Told
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.library.reading.places import Place


class KeptAnswers(QObject):
    """Waits until it is known where the image lies, then keeps what was and is said of it.

    Attributes
    ----------
    place
        Where the image lies in the library; None until that is known.
    told, findings
        What was said of each finding, and all findings of the models that spoke.

    Signals
    -------
    changed
        More is told.
    failed
        An answer could not be kept; carries the error.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: LibraryDesk, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reading = desk, reading
        self.forget()

    def forget(self) -> None:
        """Forget the image."""
        self._waiting: list[tuple[RadiographImage, Answer]] = []
        self.place: Place | None = None
        self.told: dict[str, Told] = {}
        self.findings: tuple[str, ...] = ()

    def take(self, image: RadiographImage, answer: Answer) -> None:
        """Take an answer for the open image."""
        self._waiting.append((image, answer))
        names = (spec.name for spec in answer.bundle.findings)
        self.findings = tuple(dict.fromkeys((*self.findings, *names)))
        if self.place is not None:
            self.keep_at(self.place)

    def keep_at(self, place: Place) -> None:
        """Keep what has come; what is shown to the reader counts as shown from now on."""
        self.place = place
        shown = not self._reading.holding
        waiting, self._waiting = self._waiting, []
        for image, answer in waiting:
            first = answer in (self._reading.answer, self._reading.held)
            keep = functools.partial(work.keep_answer, place, image.frame, answer, self._desk.who, shown)
            self._desk.do(keep, functools.partial(self._take_told, place, first), self._fail)

    def _take_told(self, place: Place, first: bool, job: Job[dict[str, Told]], told: dict[str, Told]) -> None:
        """Take scores; on the same finding the first model speaks."""
        self._desk.touched.emit("prediction")
        if place is self.place:
            self.told = self.told | told if first else told | self.told
            self.changed.emit()

    def _fail(self, job: Job[dict[str, Told]], error: Exception) -> None:
        self.failed.emit(error)
