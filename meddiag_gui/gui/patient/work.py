"""What the patient room asks of the library, on the desk's threads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.gui.patient.words import number_text, unit_text
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.patients.finding import Found
    from meddiag_gui.library.patients.importing import Outcome
    from meddiag_gui.library.patients.linking import Question
    from meddiag_gui.library.patients.story import Reader, Subject
    from meddiag_gui.records.tables.mapping import Mapping
    from meddiag_gui.records.tables.sheets import Sheet
    from meddiag_gui.records.timeline import Story


def find(text: str, library: Library, *, report: Report, token: CancelToken) -> tuple[list[Found], int]:
    """Find patients, and count what waits for a decision; what came since the last time is compared first."""
    from meddiag_gui.library.patients.finding import find_patients
    from meddiag_gui.library.patients.linking import count_questions, link_new_patients, unlinked

    with library.read() as session:
        new = unlinked(session)
    if new and not library.read_only:
        with library.write() as session:
            link_new_patients(session)
    with library.read() as session:
        return find_patients(session, text), count_questions(session)


def tell(subject: Subject, reader: Reader, library: Library, *, report: Report, token: CancelToken) -> Story:
    """Put a patient's story together."""
    from meddiag_gui.library.patients.story import story_of

    with library.read() as session:
        return story_of(session, subject, reader)


def say_value(key: int, library: Library, *, report: Report, token: CancelToken) -> str:
    """Say of a value all that is known, with its source."""
    from meddiag_gui.library.patients.parts import flag_words, start_of, told
    from meddiag_gui.library.patients.story import source_of_value

    with library.read() as session:
        found = source_of_value(session, key)
        if found is None:
            return ""
        value, source = found
        shown = (
            f"{value.comparator}{number_text(value.number)} {unit_text(value.unit)}"
            if value.number is not None
            else ""
        )
        when = start_of(value)
        ends = [number_text(end) if end is not None else "" for end in (value.low, value.high)]
        span = tr("range of the source {low} – {high}", low=ends[0], high=ends[1]) if any(ends) else ""
        given = tr("given as {given}", given=value.given) if value.given else ""
        said = (
            f"{told(value.name)}  {shown}", when.text if when else "", given, span, told(value.text),
            *flag_words(value.flags), source,
        )  # fmt: skip
        return "\n".join(filter(None, said))


def links(subject: Subject, library: Library, *, report: Report, token: CancelToken) -> list[Question]:
    """How records are tied to a patient."""
    from meddiag_gui.library.patients.linking import links_of

    with library.read() as session:
        return links_of(session, subject.patient, subject.person)


def all_questions(library: Library, *, report: Report, token: CancelToken) -> list[Question]:
    """All that waits for a decision."""
    from meddiag_gui.library.patients.linking import questions

    with library.read() as session:
        return questions(session)


def propose(
    person: int, patient: int, library: Library, *, report: Report, token: CancelToken
) -> list[Question]:
    """Both sides of a link that the user thinks of."""
    from meddiag_gui.library.patients.linking import proposal

    with library.read() as session:
        return [proposal(session, person, patient)]


def decide(
    question: Question,
    pair: tuple[int, int] | None,
    same: bool,
    who: str,
    reason: str,
    library: Library,
    *,
    report: Report,
    token: CancelToken,
) -> None:
    """Keep a decision; ``pair`` is person and patient of a link that is not kept yet."""
    from meddiag_gui.library.patients import linking

    with library.write() as session:
        if question.link:
            linking.decide(session, question.link, same, who, reason)
        elif pair is not None and same:
            linking.link_by_hand(session, *pair, who, reason)


def take(
    paths: Sequence[Path], who: str, library: Library, *, report: Report, token: CancelToken
) -> list[Outcome]:
    """Take files in."""
    from meddiag_gui.library.patients.importing import import_paths
    from meddiag_gui.records.tables.remembered import Remembered

    return import_paths(library, paths, Remembered(), who, report=report, token=token)


def guess_sheet(sheet: Sheet, *, report: Report, token: CancelToken) -> tuple[Mapping, tuple[str, ...]]:
    """Guess what a table means: a mapping, and the doubts."""
    from meddiag_gui.records.tables.guessing import guess

    found = guess(sheet)
    return found.mapping, found.doubts


def try_mapping(sheet: Sheet, mapping: Mapping, *, report: Report, token: CancelToken) -> list[str]:
    """Say in words what a mapping makes of the first rows."""
    from meddiag_gui.gui.patient.preview import sentences
    from meddiag_gui.records.tables.rows import read_sample

    return sentences(read_sample(sheet, mapping))


def keep_mapping(sheet: Sheet, mapping: Mapping, *, report: Report, token: CancelToken) -> None:
    """Remember a mapping for this heading."""
    from meddiag_gui.records.tables.mapping import fingerprint
    from meddiag_gui.records.tables.remembered import Remembered

    Remembered().keep(fingerprint(sheet.header), mapping)
