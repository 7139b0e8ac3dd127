"""What the library's thread does for a verdict; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.reading.opinion import Draft, ReadingState, Stage
    from meddiag_gui.library.reading.places import Place
    from meddiag_gui.library.reading.predictions import KeptScore
    from meddiag_gui.tasks import CancelToken, Report


@dataclass(frozen=True, slots=True)
class Told:
    """What a model said of a finding: its call, the probability, the key of the score, and who said it."""

    call: str
    probability: float
    score: int | None
    model: str


@dataclass(frozen=True, slots=True)
class Found:
    """An image's place in the library, how far the reader is with its study, and what others signed of it.

    Parameters
    ----------
    names
        Findings that were named in the library before, sorted.
    """

    place: Place
    state: ReadingState
    others: tuple[ReadingState, ...]
    names: tuple[str, ...]


def find(
    sha256: str, who: str, read_first: bool, library: Library, *, report: Report, token: CancelToken
) -> Found | None:
    """Find an image in the library; None where it is not there."""
    from meddiag_gui.library.reading.opinions import load, named_findings, others
    from meddiag_gui.library.reading.places import place_of

    with library.read() as session:
        place = place_of(session, sha256)
        if place is None:
            return None
        state = load(session, place.study, who, read_first)
        return Found(place, state, others(session, place.study, who), named_findings(session))


def log_opened(study_uid: str, who: str, library: Library, *, report: Report, token: CancelToken) -> None:
    """Log that a study was opened."""
    from meddiag_gui.library import audit

    with library.write() as session:
        audit.record(session, who, "open", audit.uid(study_uid))


def keep_answer(
    place: Place,
    frame: int,
    answer: Answer,
    who: str,
    shown: bool,
    library: Library,
    *,
    report: Report,
    token: CancelToken,
) -> dict[str, Told]:
    """Keep what a model said, note that it was shown, and give the scores by finding."""
    from meddiag_gui.library.reading.opinions import reveal
    from meddiag_gui.library.reading.predictions import keep, scores_of
    from meddiag_gui.worklist.answers import kept

    with library.write() as session:
        key = keep(session, place.instance, kept(answer.prediction, answer.points, frame), who, "reading")
        if shown:
            reveal(session, place.study, who)
        return {score.finding: _told(answer, score) for score in scores_of(session, key)}


def reveal(study: int, who: str, library: Library, *, report: Report, token: CancelToken) -> None:
    """Note that the models' results are shown to the reader."""
    from meddiag_gui.library.reading import opinions

    with library.write() as session:
        opinions.reveal(session, study, who)


def save(
    study: int, who: str, stage: Stage, draft: Draft, read_first: bool, library: Library, *,
    report: Report, token: CancelToken,
) -> ReadingState:  # fmt: skip
    """Save a draft; raises as `meddiag_gui.library.reading.opinions.save_draft`."""
    from meddiag_gui.library.reading.opinions import save_draft

    with library.write() as session:
        return save_draft(session, study, who, stage, draft, read_first=read_first)


def sign(
    study: int, who: str, stage: Stage, draft: Draft, read_first: bool, library: Library, *,
    report: Report, token: CancelToken,
) -> ReadingState:  # fmt: skip
    """Sign an opinion; raises as `meddiag_gui.library.reading.opinions.sign`."""
    from meddiag_gui.library.audit_check import note_head
    from meddiag_gui.library.reading import opinions

    with library.write() as session:
        state = opinions.sign(session, study, who, stage, draft, read_first=read_first)
    with library.read() as session:
        note_head(session, library.folder)
    return state


def discard(
    study: int, who: str, stage: Stage, library: Library, *, report: Report, token: CancelToken
) -> ReadingState:
    """Throw a draft away."""
    from meddiag_gui.library.reading import opinions

    with library.write() as session:
        return opinions.discard(session, study, who, stage)


def _told(answer: Answer, score: KeptScore) -> Told:
    model = f"{answer.bundle.name} {answer.bundle.version}"
    return Told(score.call, score.probability, score.id, model)
