"""Studies, scores, verdicts and statements as events of the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from math import inf

from sqlalchemy import select
from sqlalchemy.orm import Session

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr, tr_n
from meddiag_gui.library.patients.parts import Sources, end_of, flag_words, start_of, told
from meddiag_gui.library.tables.core import Study
from meddiag_gui.library.tables.reading import Opinion, OpinionFinding, Prediction, Reading, Score
from meddiag_gui.library.tables.records import RecordStatement, RecordValue
from meddiag_gui.records.model import Flag, Kind
from meddiag_gui.records.timeline import Event, Lane, Weight
from meddiag_gui.records.when import When, at

_LANES = {
    Kind.CONDITION.value: Lane.CONDITIONS, Kind.MEDICATION.value: Lane.MEDICATION,
    Kind.ALLERGY.value: Lane.CONDITIONS, Kind.PROCEDURE.value: Lane.COURSE, Kind.REPORT.value: Lane.NOTES,
    Kind.IMAGING.value: Lane.STUDIES, Kind.ENCOUNTER.value: Lane.COURSE, Kind.NOTE.value: Lane.NOTES,
}  # fmt: skip
_LASTING = frozenset({Kind.CONDITION.value, Kind.MEDICATION.value, Kind.ENCOUNTER.value})


def study_events(
    session: Session, studies: Sequence[Study], reader: str, read_first: bool
) -> Iterator[Event]:
    """Studies, what models said of them and what readers did; nothing that is hidden from the reader."""
    times = {study.id: when for study in studies if (when := _study_time(study)) is not None}
    for study in studies:
        if study.id in times:
            title = " ".join(filter(None, (study.modalities, study.description))) or tr("Study")
            images = tr_n("{n} image", "{n} images", study.images)
            detail = "\n".join(filter(None, (title, times[study.id].text, images)))
            yield Event(
                Lane.STUDIES, times[study.id].seconds, clean_text(title), detail=detail, study=study.id
            )
    hidden = _hidden(session, list(times), reader) if read_first else frozenset()
    shown = {key: when for key, when in times.items() if key not in hidden}
    yield from _scores(session, shown)
    yield from _verdicts(session, shown)


def _study_time(study: Study) -> When | None:
    if study.date is None:
        return None
    try:
        clock = time.fromisoformat(study.time) if study.time else time()
    except ValueError:
        clock = time()
    moment = datetime.combine(study.date, clock.replace(tzinfo=None))
    return at(moment, "minute" if study.time else "day")


def _hidden(session: Session, studies: Sequence[int], reader: str) -> frozenset[int]:
    """Studies that the reader has not committed an opinion on, with models' results still hidden."""
    committed = (
        select(Reading.study_key)
        .join(Opinion, Opinion.reading_key == Reading.id, isouter=True)
        .where(
            Reading.study_key.in_(studies),
            Reading.reader == reader,
            (Opinion.state == "signed") | Reading.revealed_at.is_not(None),
        )
    )
    return frozenset(studies) - frozenset(session.scalars(committed))


def _scores(session: Session, times: dict[int, When]) -> Iterator[Event]:
    """What models said, at the time of the study: the highest score of each finding and model."""
    rows = session.execute(
        select(Prediction, Score)
        .join(Score, Score.prediction_key == Prediction.id)
        .where(Prediction.study_key.in_(times), Prediction.status == "ok")
        .order_by(Prediction.study_key, Score.finding, Score.probability.desc())
    )
    seen: set[tuple[int, str, str, str]] = set()
    for prediction, score in rows:
        key = (prediction.study_key, score.finding, prediction.model_name, prediction.model_version)
        if key in seen:
            continue
        seen.add(key)
        when = times[prediction.study_key]
        title = f"{score.finding} {100 * score.probability:.0f} %"
        said = [
            title,
            tr("Operating point {point} %", point=f"{100 * score.operating_point:.0f}"),
            f"{prediction.model_name} {prediction.model_version}",
            when.text,
        ]
        if prediction.overridden:
            said.append(tr("The input gate refused; a reader asked for the score all the same."))
        notable = score.call != "absent"
        weight = Weight.DOUBTFUL if prediction.overridden else Weight.NOTABLE if notable else Weight.PLAIN
        yield Event(
            Lane.SCORES,
            when.seconds,
            title,
            detail="\n".join(said),
            study=prediction.study_key,
            weight=weight,
        )


def _verdicts(session: Session, times: dict[int, When]) -> Iterator[Event]:
    """Signed verdicts, the last version of each reader, at the time of the study."""
    rows = session.execute(
        select(Reading, Opinion)
        .join(Opinion, Opinion.reading_key == Reading.id)
        .where(Reading.study_key.in_(times), Opinion.state == "signed", Opinion.stage == "with_model")
        .order_by(Opinion.version)
    )
    last = {(reading.study_key, reading.reader): opinion for reading, opinion in rows}
    for (study, reader), opinion in last.items():
        findings = list(
            session.scalars(
                select(OpinionFinding)
                .where(OpinionFinding.opinion_key == opinion.id)
                .order_by(OpinionFinding.place)
            )
        )
        present = [each.finding for each in findings if each.presence == "present"]
        title = ", ".join(present) or tr("nothing found")
        said = [clean_text(title), clean_text(reader), times[study].text]
        said += [f"{each.finding}: {each.presence}" for each in findings]
        said.append(opinion.comment)
        yield Event(
            Lane.VERDICTS,
            times[study].seconds,
            clean_text(title),
            detail="\n".join(filter(None, said)),
            study=study,
            weight=Weight.NOTABLE if present else Weight.PLAIN,
        )


def statement_events(
    statements: Iterable[RecordStatement], sources: Sources, studies: frozenset[str]
) -> Iterator[Event]:
    """Statements with a time; imaging studies that are in the library stand there already."""
    for each in statements:
        start = start_of(each)
        if start is None or (each.uid and each.uid in studies):
            continue
        end = end_of(each)
        finish = end.seconds if end else inf if each.active and each.kind in _LASTING else None
        doubtful = bool(each.flags)
        span = f"{start.text} – {end.text}" if end else start.text
        said = (
            told(each.name),
            each.status,
            span,
            told(each.text),
            *flag_words(each.flags),
            sources.of(each),
        )
        yield Event(
            _LANES.get(each.kind, Lane.NOTES),
            start.seconds,
            told(each.name),
            finish if finish is None or finish > start.seconds else None,
            "\n".join(filter(None, said)),
            weight=Weight.DOUBTFUL if doubtful else Weight.PLAIN,
            relative=start.relative,
        )


def text_result(value: RecordValue, sources: Sources) -> Event | None:
    """An observation without a number, such as a culture; None without a time."""
    start = start_of(value)
    if start is None:
        return None
    name, words = told(value.name), told(value.text)
    title = clean_text(f"{name}: {words}" if words else name)[:120]
    said = (name, words, value.given, start.text, *flag_words(value.flags), sources.of(value))
    weight = Weight.DOUBTFUL if Flag.RETRACTED.value in value.flags.split() else Weight.PLAIN
    return Event(
        Lane.RESULTS, start.seconds, title, detail="\n".join(filter(None, said)), weight=weight,
        relative=start.relative,
    )  # fmt: skip
