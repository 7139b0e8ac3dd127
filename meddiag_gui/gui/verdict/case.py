"""The study that is open, as its reader judges it: the draft, what is signed, and what models had said.

What is typed is saved after a short pause on the library's thread. What came of an earlier image never lands
on this one: each answer is taken only while its image or study is still the one that is open.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.reader import Answer
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.verdict import drafts, work
from meddiag_gui.gui.verdict.answers import KeptAnswers
from meddiag_gui.gui.verdict.work import Found
from meddiag_gui.gui.verdict.writing import Writing
from meddiag_gui.language import tr
from meddiag_gui.library.reading.opinion import Draft

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.reading import Reading
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.library.reading.opinion import ReadingState, Stage

PAUSE_MS = 400
"""For how long typing must pause before the draft is saved."""


class Phase(Enum):
    """How far the case is known."""

    NONE = "none"
    LOOKING = "looking"
    OUTSIDE = "outside"
    OPEN = "open"
    FAILED = "failed"


class Case(Writing):
    """One reader's reading of the study that is open.

    Attributes
    ----------
    phase, message
        How far it is known; one sentence for the user where something failed.
    found
        Where the image lies in the library, and what others signed; None outside of it.
    state
        What is kept of this reading.

    Signals
    -------
    signed
        An opinion was signed; carries its stage.
    """

    signed = Signal(str)

    def __init__(
        self, desk: LibraryDesk, session: Session, reading: Reading, keeper: SettingsKeeper, parent: QObject
    ) -> None:
        super().__init__(KeptAnswers(desk, reading), parent)
        self._desk, self._session, self._reading, self._keeper = desk, session, reading, keeper
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self._looking: Job[Found | None] | None = None
        self._forget(Phase.NONE)
        session.picture_changed.connect(self._on_picture)
        reading.answered.connect(self.take_answer)
        self.answers.failed.connect(self._say_failure)
        desk.touched.connect(self._on_touched)
        desk.do_at_the_end(self._save_at_the_end)

    def _forget(self, phase: Phase) -> None:
        self.phase, self.message = phase, ""
        self._dirty = self.saving = False
        self.found: Found | None = None
        self.state: ReadingState | None = None
        self.draft, self.editing = Draft(), False
        self.answers.place = None
        self.answers.told = {}

    @property
    def read_first(self) -> bool:
        """Whether results of models stay hidden until the reader has committed."""
        return bool(self._keeper.settings.read_first)

    @property
    def stage(self) -> Stage:
        """Which opinion is being formed."""
        return "with_model" if self.state is None or self.state.may_see_model else "alone"

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not on the disk yet."""
        return self._dirty or self.saving

    @property
    def names(self) -> tuple[str, ...]:
        """Findings that can be proposed to the reader: those of models and those named before."""
        known = self.found.names if self.found is not None else ()
        return tuple(dict.fromkeys((*self.answers.findings, *known)))

    @property
    def can_sign(self) -> bool:
        """Whether the draft can be signed now."""
        said = bool(self.draft.findings or self.draft.comment.strip())
        return self.editing and self.phase is Phase.OPEN and said and not self.missing

    def amend(self, reason: str) -> None:
        """Begin to change what is signed."""
        last = self.state.signed("with_model") if self.state else None
        if last is not None and reason.strip() and not self.editing:
            self.editing = True
            self._write(replace(last.content, reason=reason.strip()))

    def give_up_amending(self) -> None:
        """Throw the amendment away; what was signed stays."""
        if self.editing and self.draft.reason and self.found is not None:
            self._pause.stop()
            self._dirty = False
            give_up = functools.partial(work.discard, self.found.place.study, self._desk.who, self.stage)
            self._desk.do(give_up, functools.partial(self._take_state, self.found), self._fail)

    def save(self) -> None:
        """Save the draft now, if anything in it is new."""
        self._pause.stop()
        if self._dirty and self.found is not None and self.state is not None:
            self._dirty, self.saving = False, True
            save = functools.partial(
                work.save, self.found.place.study, self._desk.who, self.stage, self.draft, self.read_first
            )
            self._desk.do(save, functools.partial(self._take_saved, self.found), self._fail)
            self.changed.emit()

    def sign(self) -> None:
        """Sign the draft, or commit what the reader alone thinks."""
        if self.can_sign and self.found is not None:
            self._pause.stop()
            self._dirty, self.saving, self.editing = False, True, False
            if self.stage == "with_model":
                self.draft = drafts.with_calls(self.draft, self.told, self.found.place.instance)
            sign = functools.partial(
                work.sign, self.found.place.study, self._desk.who, self.stage, self.draft, self.read_first
            )
            taken = functools.partial(self._take_signed, self.found, self.stage)
            self._desk.do(sign, taken, self._fail_signing)
            self.changed.emit()

    def change_mode(self) -> None:
        """Know that results are to be hidden from now on, or not any more."""
        self.save()
        image = self._reading.image
        if not self.read_first:
            self._reading.release()
        if image is not None:
            self._forget(Phase.LOOKING)
            self._look(image)
        self.changed.emit()

    def stop(self) -> None:
        """Wait for nothing any more: the program ends, and saves what is not saved."""
        self._pause.stop()

    def look_again(self) -> None:
        """Look for the image in the library anew: it may have been added."""
        if self._reading.image is not None:
            self._look(self._reading.image)

    def take_answer(self, image: RadiographImage, answer: Answer) -> None:
        """Keep what a model said of the image that is open, once it is known where that lies."""
        self.answers.take(image, answer)

    def _on_touched(self, what: str) -> None:
        """Look again when the library has become another, or has taken in what is open."""
        outside, failed = self.phase is Phase.OUTSIDE, self.phase is Phase.FAILED
        if (what == "import" and outside) or (what == "open" and failed):
            self.look_again()

    def _on_picture(self) -> None:
        image = self._reading.image
        self.save()
        self.answers.forget()
        same = image is not None and self._is_of_study(image)
        self._reading.holding = self.read_first and not (same and self.stage == "with_model")
        if not same:  # nothing typed from now on may land on the study before
            self._forget(Phase.NONE if image is None else Phase.LOOKING)
        if image is not None:
            self._look(image)
        self.changed.emit()

    def _is_of_study(self, image: RadiographImage) -> bool:
        return self.found is not None and self.found.place.study_uid == image.header.study_uid != ""

    def _look(self, image: RadiographImage) -> None:
        if self._looking is not None:
            self._looking.cancel()
        find = functools.partial(work.find, image.sha256, self._desk.who, self.read_first)
        self._looking = self._desk.ask(find, self._take_found, self._fail_looking)

    def _take_found(self, job: Job[Found | None], found: Found | None) -> None:
        if job is not self._looking:
            return
        self._looking = None
        if found is None:
            self._forget(Phase.OUTSIDE)
        elif self.found is not None and self.found.place.study == found.place.study and self.state:
            self.found = found
        else:
            self._forget(Phase.OPEN)
            self.found = found
            self._show_state(found.state)
            opened = functools.partial(work.log_opened, found.place.study_uid, self._desk.who)
            self._desk.do(opened, _ignore, self._fail)
        if self.found is not None:
            self.answers.keep_at(self.found.place)
        self.changed.emit()

    def _show_state(self, state: ReadingState) -> None:
        """Go on where the reader was: at a draft, at what is signed, or at the beginning."""
        self.state = state
        draft, signed, alone = state.draft(self.stage), state.signed(self.stage), state.signed("alone")
        self.editing = draft is not None or signed is None
        if draft is not None:
            self.draft = draft.content
        elif signed is not None:
            self.draft = signed.content
        else:  # who has committed an opinion goes on from it
            self.draft = alone.content if alone is not None else Draft()
        if state.may_see_model:
            self._reading.release()

    def _on_edit(self) -> None:
        self._dirty = True
        self._pause.start()

    def _take_state(self, found: Found, job: Job[ReadingState], state: ReadingState) -> None:
        self._desk.touched.emit("verdict")
        if found is self.found:
            self._show_state(state)
            self.changed.emit()

    def _take_saved(self, found: Found, job: Job[ReadingState], state: ReadingState) -> None:
        self._desk.touched.emit("draft")
        if found is self.found:
            self.state, self.saving, self.message = state, False, ""
            self.changed.emit()

    def _take_signed(self, found: Found, stage: Stage, job: Job[ReadingState], state: ReadingState) -> None:
        self.saving, self.message = False, ""
        self._take_state(found, job, state)
        if found is self.found and stage == "alone":
            reveal = functools.partial(work.reveal, found.place.study, self._desk.who)
            self._desk.do(reveal, _ignore, self._fail)
        self.signed.emit(stage)

    def _fail_looking(self, job: Job[Found | None], error: Exception) -> None:
        if job is self._looking:
            self._looking = None
            self._forget(Phase.FAILED)
            self.message = sentence_for(error, tr("looking for the image in the library"))
            self.changed.emit()

    def _fail_signing(self, job: Job[Any], error: Exception) -> None:
        self.editing = self._dirty = True
        self._fail(job, error)

    def _fail(self, job: Job[Any], error: Exception) -> None:
        self._say_failure(error)

    def _say_failure(self, error: Exception) -> None:
        self.saving = False
        self.message = sentence_for(error, tr("keeping the verdict"))
        self.changed.emit()

    def _save_at_the_end(self, library: Any, *, report: Any, token: Any) -> None:
        """Save what was typed within the last moment, while the program ends."""
        if self._dirty and self.found is not None:
            work.save(
                self.found.place.study, self._desk.who, self.stage, self.draft, self.read_first, library,
                report=report, token=token,
            )  # fmt: skip


def _ignore(job: Job[None], nothing: None) -> None:
    """Take note of nothing: it went well."""
