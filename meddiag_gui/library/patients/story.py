"""A patient's story, put together from the images and from all records that are tied to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr, tr_n
from meddiag_gui.library.patients.events import statement_events, study_events, text_result
from meddiag_gui.library.patients.parts import Sources, lines_of
from meddiag_gui.library.patients.tracks import tracks_of
from meddiag_gui.library.tables.core import Patient, Study
from meddiag_gui.library.tables.records import (
    ASKED,
    LINKED,
    RecordIdentifier,
    RecordLink,
    RecordPerson,
    RecordSource,
    RecordStatement,
    RecordValue,
)
from meddiag_gui.records.model import Kind
from meddiag_gui.records.timeline import Event, Header, Story, Track
from meddiag_gui.records.when import at, read_iso

_YEAR = 365.2425 * 86400


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose story: a patient of images with the records tied to it, or a person of records alone.

    Parameters
    ----------
    patient, person
        Keys, of which one is None.
    """

    patient: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom: what models said of a study stays hidden from a reader who has yet to read it.

    Parameters
    ----------
    read_first
        Whether models' results are hidden until the reader has committed an opinion.
    """

    name: str
    read_first: bool = False


def story_of(session: Session, subject: Subject, reader: Reader, more: Iterable[Event] = ()) -> Story:
    """Put a story together.

    Parameters
    ----------
    more
        Events of other parts of the program.
    """
    patient = session.get(Patient, subject.patient) if subject.patient is not None else None
    persons = _persons(session, subject)
    keys = [person.id for person in persons]
    studies = _studies(session, patient)
    sources = Sources(session)
    header = _header(session, patient, persons, studies)
    statements = list(
        session.scalars(
            select(RecordStatement).where(
                RecordStatement.person_key.in_(keys), RecordStatement.superseded.is_(False)
            )
        )
    )
    held = (RecordValue.person_key.in_(keys), RecordValue.superseded.is_(False))
    tracks, values = tracks_of(session, held, header.sex, read_iso(header.birth_date))
    header = _with_recorded_age(header, tracks)
    words = session.scalars(select(RecordValue).where(*held, RecordValue.number.is_(None)))
    events = [
        *study_events(session, studies, reader.name, reader.read_first),
        *statement_events(statements, sources, frozenset(study.study_instance_uid for study in studies)),
        *filter(None, (text_result(value, sources) for value in words)),
        *more,
    ]
    return Story(
        header,
        lines_of(statements, Kind.CONDITION, sources),
        lines_of(statements, Kind.MEDICATION, sources),
        lines_of(statements, Kind.ALLERGY, sources),
        tracks,
        tuple(sorted(events, key=lambda event: event.seconds)),
        _cautions(session, subject, persons, keys),
        values,
        tuple(_open_questions(session, subject)),
    )


def source_of_value(session: Session, key: int) -> tuple[RecordValue, str] | None:
    """A value, and where it comes from in words."""
    value = session.get(RecordValue, key)
    return None if value is None else (value, Sources(session).of(value))


def _persons(session: Session, subject: Subject) -> list[RecordPerson]:
    if subject.person is not None:
        found = session.get(RecordPerson, subject.person)
        return [found] if found is not None else []
    linked = (
        select(RecordPerson)
        .join(RecordLink, RecordLink.person_key == RecordPerson.id)
        .where(RecordLink.patient_key == subject.patient, RecordLink.state == LINKED)
        .order_by(RecordPerson.id)
    )
    return list(session.scalars(linked))


def _studies(session: Session, patient: Patient | None) -> list[Study]:
    if patient is None:
        return []
    here = (Study.patient_key == patient.id, Study.binned_at.is_(None))
    return list(session.scalars(select(Study).where(*here).order_by(Study.date.desc(), Study.time.desc())))


def _header(
    session: Session, patient: Patient | None, persons: Sequence[RecordPerson], studies: Sequence[Study]
) -> Header:
    names = [patient.name] if patient is not None else []
    names += [name for person in persons for name in person.names.split("\n")]
    shown = list(dict.fromkeys(shown_name(name) for name in names if name))
    birth = next(
        filter(None, (_iso(patient.birth_date) if patient else "", *(p.birth_date for p in persons))), ""
    )
    sex = next(filter(None, (patient.sex if patient else "", *(p.sex for p in persons))), "")
    ids = (
        [(patient.patient_id, _identifier(patient.patient_id, patient.issuer))] if patient is not None else []
    )
    found = session.scalars(
        select(RecordIdentifier)
        .where(RecordIdentifier.person_key.in_([person.id for person in persons]))
        .order_by(RecordIdentifier.person_key, RecordIdentifier.rank)
    )
    ids += [
        (each.value, _identifier(each.value, each.issuers.split("\n")[0])) for each in found if not each.weak
    ]
    return Header(
        shown[0] if shown else tr("Name not known"),
        tuple(name for name in shown[1:] if name not in shown[0]),
        tuple({value: words for value, words in reversed(ids) if value}.values())[::-1],
        sex if sex in ("M", "F", "O") else "",
        birth,
        tuple(filter(None, (_age_at(study, birth) for study in studies))),
    )


def _identifier(value: str, issuer: str) -> str:
    return clean_text(f"{value} ({issuer})" if issuer and value else value)


def shown_name(name: str) -> str:
    """Write ``Family^Given=王^小东`` as people do."""
    groups = [group for group in name.split("=")[:2] if group.strip("^")]
    shown = []
    for group in groups:
        family, *rest = group.split("^")
        given = " ".join(filter(None, rest[:2]))
        apart = ", " if family.isascii() else ""
        shown.append(f"{family}{apart if given and family else ''}{given}")
    return clean_text("  ".join(shown))


def _iso(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date


def _age_at(study: Study, birth: str) -> str:
    """Age at a study: as its header says, else from the birth date."""
    if study.date is None:
        return ""
    born = read_iso(birth)
    said = study.patient_age.strip().upper()
    if said[:3].isdigit() and said[3:4] in "YMWD" and len(said) == 4:
        number, unit = int(said[:3]), said[3]
        words = {
            "Y": tr_n("{n} year", "{n} years", number), "M": tr_n("{n} month", "{n} months", number),
            "W": tr_n("{n} week", "{n} weeks", number), "D": tr_n("{n} day", "{n} days", number),
        }  # fmt: skip
        return f"{study.date.isoformat()}: {words[unit]}"
    day = at(datetime(study.date.year, study.date.month, study.date.day))
    if born is None or day.seconds < born.seconds:
        return ""
    years = int((day.seconds - born.seconds) / _YEAR + 0.001)
    return f"{study.date.isoformat()}: {tr_n('{n} year', '{n} years', years)}"


def _with_recorded_age(header: Header, tracks: Sequence[Track]) -> Header:
    """Say the age that a record gives where nobody says the birth date."""
    track = next((each for each in tracks if each.key == "age" and each.unit == "a"), None)
    if header.birth_date or header.ages or track is None or track.doubtful[-1]:
        return header
    years = tr_n("{n} year", "{n} years", round(float(track.numbers[-1])))
    return replace(header, ages=(tr("{years}, as recorded", years=years),))


def _cautions(
    session: Session, subject: Subject, persons: Sequence[RecordPerson], keys: Sequence[int]
) -> tuple[str, ...]:
    said = []
    if subject.person is not None:
        said.append(tr("These records are tied to no images."))
    elif len(persons) > 1:
        said.append(
            tr("{n} records of different sources are shown together, as they were tied.", n=len(persons))
        )
    if waiting := len(_open_questions(session, subject)):
        said.append(
            tr_n(
                "{n} record may be of this patient and waits for a decision.",
                "{n} records may be of this patient and wait for a decision.",
                waiting,
            )
        )
    sources = select(RecordValue.source_key).where(RecordValue.person_key.in_(keys))
    unfinished = session.scalars(
        select(RecordSource.name).where(RecordSource.complete.is_(False), RecordSource.id.in_(sources))
    )
    said += [tr("{name} was not read to its end; import it again.", name=name) for name in unfinished]
    return tuple(said)


def _open_questions(session: Session, subject: Subject) -> list[int]:
    column = RecordLink.patient_key if subject.patient is not None else RecordLink.person_key
    wanted = subject.patient if subject.patient is not None else subject.person
    return list(session.scalars(select(RecordLink.id).where(column == wanted, RecordLink.state == ASKED)))
