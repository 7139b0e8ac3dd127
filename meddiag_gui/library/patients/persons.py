"""Which person of the library a person of a source is: by identifier and issuer, and never against a name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from meddiag_gui.library.tables.records import RecordIdentifier, RecordPerson
from meddiag_gui.library.words import fold
from meddiag_gui.records.identity import compatible, same_issuer
from meddiag_gui.records.model import Identifier, Person


def keep_person(session: Session, person: Person, source: int) -> int:
    """Find the row of a person, or make one, and add to it what is new; return its key."""
    row = _find(session, person, source)
    if row is None:
        first = person.identifiers[0] if person.identifiers else Identifier("")
        row = RecordPerson(
            patient_id=first.value,
            issuer=next(iter(first.issuers), ""),
            names="\n".join(person.names),
            sex=person.sex,
            birth_date=person.birth_date,
            name_words=fold(" ".join(person.names)),
            source_key=source,
            place=person.place,
        )
        session.add(row)
        session.flush()
    else:
        _enrich(row, person)
    _add_identifiers(session, row.id, person)
    return row.id


def person_of(session: Session, row: RecordPerson) -> Person:
    """A person as the library knows it."""
    found = session.scalars(
        select(RecordIdentifier).where(RecordIdentifier.person_key == row.id).order_by(RecordIdentifier.rank)
    )
    identifiers = tuple(
        Identifier(each.value, tuple(filter(None, each.issuers.split("\n"))), each.weak) for each in found
    )
    names = tuple(filter(None, row.names.split("\n")))
    return Person(str(row.id), row.place, identifiers, names, row.sex, row.birth_date)


def folded(value: str) -> str:
    """An identifier as it is looked up."""
    return " ".join(value.split()).casefold()


def _find(session: Session, person: Person, source: int) -> RecordPerson | None:
    strong = [each for each in person.identifiers if not each.weak]
    wanted = {folded(each.value) for each in strong or person.identifiers}
    rows = session.execute(
        select(RecordPerson, RecordIdentifier)
        .join(RecordIdentifier, RecordIdentifier.person_key == RecordPerson.id)
        .where(RecordIdentifier.folded.in_(wanted), RecordIdentifier.weak == (not strong))
        .order_by(RecordPerson.id)
    )
    for row, identifier in rows:
        if not strong and row.source_key != source:  # a bare reference means nothing in another source
            continue
        one_space = any(_same_space(each, identifier) for each in strong) or not strong
        if one_space and compatible(person_of(session, row), person):
            return row
    return None


def _same_space(given: Identifier, known: RecordIdentifier) -> bool:
    """Whether two identifiers are one: the value, and an issuer that both have, or none on either side."""
    issuers = tuple(filter(None, known.issuers.split("\n")))
    if folded(given.value) != known.folded:
        return False
    if not given.issuers and not issuers:
        return True
    return any(same_issuer(one, other) for one in given.issuers for other in issuers)


def _enrich(row: RecordPerson, person: Person) -> None:
    """Add what was not known; what was known stays."""
    known = row.names.split("\n") if row.names else []
    names = list(dict.fromkeys((*known, *person.names)))
    row.names, row.name_words = "\n".join(names), fold(" ".join(names))
    row.sex = row.sex or person.sex
    row.birth_date = max(row.birth_date, person.birth_date, key=len)


def _add_identifiers(session: Session, key: int, person: Person) -> None:
    known = {
        (each.folded, each.issuers, each.weak)
        for each in session.scalars(select(RecordIdentifier).where(RecordIdentifier.person_key == key))
    }
    for rank, each in enumerate(person.identifiers):
        issuers = "\n".join(each.issuers)
        if each.value and (folded(each.value), issuers, each.weak) not in known:
            known.add((folded(each.value), issuers, each.weak))
            session.add(
                RecordIdentifier(
                    person_key=key, rank=rank, value=each.value, folded=folded(each.value), issuers=issuers,
                    weak=each.weak,
                )
            )  # fmt: skip
    session.flush()
