"""Records and images: tied by identifier, asked about where they disagree, and parted again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from meddiag_gui.errors import RecordError
from meddiag_gui.library.patients import linking
from meddiag_gui.library.patients.linking import (
    count_questions,
    decide,
    history,
    link_by_hand,
    link_new_patients,
    links_of,
    proposal,
    questions,
    unlinked,
)
from meddiag_gui.library.tables.audit import AuditEntry
from meddiag_gui.library.tables.core import Patient, Study
from meddiag_gui.library.tables.records import RecordLink, RecordPerson
from meddiag_gui.records.identity import Match
from tests.library.patients.conftest import HEADING, LABS
from tests.support import fhir
from tests.support.libraries import add_study

NAME = "Wang1^Xiao Dong"


def images(library, number=1, **changes):
    """A patient of images with one study; return its key."""
    fields = {"patient_id": "MRN00001", "name": NAME, "sex": "F", "birth_date": "1941-03-05"} | changes
    with library.write() as session:
        study = session.get_one(Study, add_study(session, number, name="x", patient_id=f"new{number}"))
        for key, value in fields.items():
            setattr(study.patient, key, value)
        session.flush()
        return study.patient_key


def states(library):
    with library.read() as session:
        return [link.state for link in session.scalars(select(RecordLink).order_by(RecordLink.id))]


def test_a_record_that_agrees_is_tied(library, records):
    images(library)
    records.take(fhir.whole())
    assert states(library) == ["linked"]


def test_images_that_come_later_are_tied_too(library, records):
    records.take(fhir.whole())
    images(library)
    with library.read() as session:
        assert unlinked(session)
    with library.write() as session:
        link_new_patients(session)
        assert not unlinked(session)
    assert states(library) == ["linked"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": "WANG1^ANNA"}, "name"), ({"sex": "M"}, "sex"), ({"birth_date": "1941-03-06"}, "birth_date")],
)
def test_a_disagreement_is_a_question_with_both_sides(library, records, changes, field):
    images(library, **changes)
    records.take(fhir.whole())
    with library.read() as session:
        (question,) = questions(session)
        assert count_questions(session) == 1
    assert getattr(question.comparison, field) is Match.DIFFERENT
    assert question.person.names[0] == NAME
    assert question.imaged.patient_id == "MRN00001"
    assert question.studies == 1


def test_laboratory_rows_without_a_name_are_tied_by_id(library, records):
    images(library)
    records.take(HEADING + "MRN00001,,,,2024-01-01,4.1\n", "a.csv", LABS)
    assert states(library) == ["linked"]


def test_another_id_or_issuer_is_somebody_else(library, records):
    images(library, 1, patient_id="MRN00002")
    images(library, 2, issuer="Elsewhere", name="Roe^Richard", birth_date="1970-01-01", sex="M")
    records.take(fhir.whole())
    assert states(library) == ["apart"]


def test_no_id_is_no_link(library, records):
    images(library, patient_id="")
    records.take(fhir.whole(study="9.9.9"))
    assert states(library) == []


def test_a_study_that_the_record_names_is_asked_about(library, records):
    images(library, 7, patient_id="OTHER")
    records.take(fhir.whole(study="1.2.7"))
    with library.read() as session:
        (question,) = questions(session)
    assert question.comparison.by_study


def test_the_users_decision_holds(library, records):
    images(library, name="WANG1^ANNA")
    records.take(fhir.whole())
    with library.write() as session:
        decide(session, questions(session)[0].link, True, "reader", "checked in the hospital's system")
    records.take(fhir.whole(values=9), "b.json")
    assert states(library) == ["linked"]


def test_new_evidence_asks_again(library, records):
    images(library, name="WANG1^ANNA")
    records.take(fhir.bundle(fhir.patient(gender="unknown")))
    with library.write() as session:
        decide(session, questions(session)[0].link, True, "reader", "checked")
    with library.write() as session:
        session.scalars(select(RecordPerson)).one().sex = "M"
        linking.link_persons(session, [1])
    with library.read() as session:
        (question,) = questions(session)
    assert question.decided_before


def test_a_link_can_be_cut_and_mended_and_its_history_stays(library, records):
    images(library)
    records.take(fhir.whole())
    with library.write() as session:
        decide(session, 1, False, "reader", "another person")
    assert states(library) == ["cut"]
    records.take(fhir.whole(values=9), "b.json")
    assert states(library) == ["cut"]
    with library.write() as session:
        decide(session, 1, True, "reader", "it was the same after all")
    with library.read() as session:
        told = [(event.who, event.state, event.reason) for event in history(session, 1)]
    assert told == [
        ("MedDiag", "linked", ""), ("reader", "cut", "another person"),
        ("reader", "linked", "it was the same after all"),
    ]  # fmt: skip


def test_decisions_stand_in_the_audit_log_without_names(library, records):
    images(library)
    records.take(fhir.whole())
    with library.write() as session:
        decide(session, 1, False, "reader", "another person")
    with library.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "cut_record")).one()
        assert (entry.who, entry.subject) == ("reader", "person 1, patient 1")


@pytest.mark.parametrize(("who", "reason"), [("", "x"), ("x", ""), (" ", " ")])
def test_a_decision_needs_a_name_and_a_reason(library, records, who, reason):
    images(library)
    records.take(fhir.whole())
    with library.write() as session, pytest.raises(RecordError, match="name and a reason"):
        decide(session, 1, False, who, reason)


def test_what_is_gone_cannot_be_decided(library):
    with library.write() as session:
        with pytest.raises(RecordError, match="no longer there"):
            decide(session, 99, True, "reader", "x")
        with pytest.raises(RecordError, match="no longer there"):
            link_by_hand(session, 99, 99, "reader", "x")
        with pytest.raises(RecordError, match="no longer there"):
            proposal(session, 99, 99)


def test_tying_by_hand(library, records):
    patient = images(library, patient_id="OTHER", name="Wang^X")
    records.take(fhir.whole(study="9.9"))
    assert states(library) == []
    with library.read() as session:
        question = proposal(session, 1, patient)
    assert (question.link, question.comparison.identifier) == (0, Match.DIFFERENT)
    with library.write() as session:
        link_by_hand(session, 1, patient, "reader", "asked the ward")
    assert states(library) == ["linked"]
    with library.read() as session:
        assert [each.state for each in links_of(session, patient, None)] == ["linked"]
        assert [each.state for each in links_of(session, None, 1)] == ["linked"]


def test_a_patient_that_goes_takes_its_links_along(library, records):
    patient = images(library)
    records.take(fhir.whole())
    with library.write() as session:
        session.query(Study).delete()
        session.delete(session.get_one(Patient, patient))
    assert states(library) == []
