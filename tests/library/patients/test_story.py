"""A patient's story: what is told, in which order, with which doubts, and what stays hidden."""

from __future__ import annotations

from datetime import date
from math import inf

import numpy as np
import pytest

from meddiag_gui.library.patients.finding import find_patients
from meddiag_gui.library.patients.linking import decide, questions
from meddiag_gui.library.patients.story import Reader, Subject, shown_name, source_of_value, story_of
from meddiag_gui.library.reading import opinions, predictions
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion
from meddiag_gui.library.tables.core import Study
from meddiag_gui.records.tables.mapping import Column, Mapping, Role
from meddiag_gui.records.timeline import Event, Lane, Weight
from tests.library.patients.conftest import HEADING, LABS
from tests.support import fhir
from tests.support.libraries import add_study, answer, image_of

NAME = "Wang1^Xiao Dong"
READER = Reader("reader")


@pytest.fixture
def patient(library):
    """A patient of images with two studies, of which a model judged the first."""
    with library.write() as session:
        first = add_study(
            session, 1, name=NAME, patient_id="MRN00001", date=date(2024, 1, 5), time="10:30:00"
        )
        add_study(session, 2, name=NAME, patient_id="MRN00001", date=date(2024, 3, 1), patient_age="083Y")
        found = session.get_one(Study, first).patient
        found.birth_date = "1941-03-05"
        predictions.keep(session, image_of(session, first), answer(0.87), "reader", "reading")
        return found.id


def tell(library, patient, reader=READER, more=()):
    with library.read() as session:
        return story_of(session, Subject(patient=patient), reader, more)


def test_images_alone_are_a_story(library, patient):
    story = tell(library, patient)
    assert story.header.name == "Wang1, Xiao Dong"
    assert (story.header.sex, story.header.birth_date) == ("F", "1941-03-05")
    assert story.header.ages == ("2024-03-01: 83 years", "2024-01-05: 82 years")
    assert [event.lane for event in story.events] == [Lane.STUDIES, Lane.SCORES, Lane.STUDIES]
    assert story.events[1].weight is Weight.NOTABLE
    assert story.events[0].study is not None
    assert (story.problems, story.tracks, story.values) == ((), (), 0)


def test_records_that_are_tied_are_told(library, patient, records):
    records.take(fhir.whole(values=6, study="1.2.1"))
    story = tell(library, patient)
    assert [line.name for line in story.problems] == ["Pneumonia", "Appendicitis"]
    assert [line.name for line in story.medication] == ["Amoxicillin 500 mg", "Ibuprofen"]
    assert story.allergies[0].text == "high\nRash"
    assert "a.json (sha256 " in story.problems[0].source
    assert story.problems[0].source.endswith("Condition/c1")
    assert [track.key for track in story.tracks] == ["sbp", "dbp", "creatinine"]
    assert story.values == 8
    assert story.header.other_names == ("王小东",)
    assert len(story.header.identifiers) == 1


def test_a_study_of_the_library_stands_once(library, patient, records):
    records.take(fhir.whole(study="1.2.1"))
    assert sum(event.lane is Lane.STUDIES for event in tell(library, patient).events) == 2
    records.take(fhir.bundle(fhir.patient(), fhir.others(study="9.9")[8] | {"id": "i9"}), "b.json")
    assert sum(event.lane is Lane.STUDIES for event in tell(library, patient).events) == 3


def test_what_lasts_has_an_end_or_goes_on(library, patient, records):
    records.take(fhir.whole())
    ends = {event.title: event.end for event in tell(library, patient).events}
    assert ends["Pneumonia"] == inf
    assert ends["Encounter"] not in (None, inf)
    assert ends["Chest radiograph"] is None
    assert ends["Appendicitis"] not in (None, inf)


def test_records_that_wait_or_were_cut_are_not_told(library, patient, records):
    records.take(fhir.bundle(fhir.patient(gender="male"), fhir.observation()))
    story = tell(library, patient)
    assert story.values == 0
    assert len(story.questions) == 1
    assert "waits for a decision" in story.cautions[0]
    with library.write() as session:
        decide(session, questions(session)[0].link, True, "reader", "checked")
    assert tell(library, patient).values == 1
    with library.write() as session:
        decide(session, 1, False, "reader", "another person after all")
    assert tell(library, patient).values == 0


def test_a_track_knows_what_is_outside_and_what_is_doubtful(library, patient, records):
    labs = [fhir.observation(n, value) for n, value in enumerate((1.0, 2.0, 900.0, 0.2))]
    records.take(fhir.bundle(fhir.patient(), *labs))
    (track,) = tell(library, patient).tracks
    assert track.band == (0.6, 1.3)
    assert not track.general
    assert track.outside.tolist() == [False, True, False, True]
    assert track.doubtful.tolist() == [False, False, True, False]
    assert np.all(np.diff(track.seconds) > 0)


def test_a_general_range_says_so_and_is_for_the_age(library, patient, records):
    records.take(HEADING + f"MRN00001,{NAME},F,1941-03-05,2024-01-01,5.6\n", "a.csv", LABS)
    (track,) = tell(library, patient).tracks
    assert track.general
    assert track.band == (3.5, 5.1)
    assert track.outside.tolist() == [True]


def test_values_in_other_units_are_tracks_of_their_own(library, patient, records):
    odd = fhir.observation(2, valueQuantity={"value": 3, "unit": "wishes"})
    records.take(fhir.bundle(fhir.patient(), fhir.observation(1), odd))
    assert [(track.unit, len(track.numbers)) for track in tell(library, patient).tracks] == [
        ("mg/dL", 1), ("wishes", 1)
    ]  # fmt: skip


def test_results_in_words_are_events(library, patient, records):
    culture = fhir.observation(1, None, code={"text": "Sputum culture"}, valueString="Pneumococci")
    records.take(fhir.bundle(fhir.patient(), culture))
    event = next(event for event in tell(library, patient).events if event.lane is Lane.RESULTS)
    assert event.title == "Sputum culture: Pneumococci"
    assert "Observation/obs1" in event.detail


def test_read_first_hides_what_models_said_until_an_opinion_is_signed(library, patient):
    hidden = Reader("reader", read_first=True)
    assert not any(event.lane is Lane.SCORES for event in tell(library, patient, hidden).events)
    with library.write() as session:
        study = session.query(Study).filter_by(study_instance_uid="1.2.1").one().id
        draft = Draft((FindingOpinion("pneumonia", "present"),))
        opinions.sign(session, study, "reader", "alone", draft, read_first=True)
    assert any(event.lane is Lane.SCORES for event in tell(library, patient, hidden).events)
    other = Reader("other", read_first=True)
    assert not any(event.lane is Lane.SCORES for event in tell(library, patient, other).events)


def test_signed_verdicts_are_told(library, patient):
    with library.write() as session:
        study = session.query(Study).filter_by(study_instance_uid="1.2.1").one().id
        draft = Draft((FindingOpinion("pneumonia", "present"), FindingOpinion("edema", "absent")))
        opinions.sign(session, study, "reader", "with_model", draft)
    event = next(event for event in tell(library, patient).events if event.lane is Lane.VERDICTS)
    assert (event.title, event.weight) == ("pneumonia", Weight.NOTABLE)
    assert "edema: absent" in event.detail
    assert event.study == study


def test_events_of_others_are_taken_in(library, patient):
    more = Event(Lane.NOTES, 0.0, "A note from elsewhere")
    assert tell(library, patient, more=[more]).events[0] is more


def test_a_person_of_records_alone(library, records):
    records.take(fhir.whole())
    with library.read() as session:
        story = story_of(session, Subject(person=1), READER)
    assert story.values == 7
    assert "tied to no images" in story.cautions[0]


def test_an_age_that_is_recorded_stands_for_the_birth_date(library, records):
    rows = "RecordID,Time,Parameter,Value\n1,00:00,Age,54\n1,00:00,Gender,1\n1,01:00,HR,120\n"
    mapping = Mapping(
        (Column(Role.PATIENT_ID), Column(Role.ELAPSED), Column(Role.PARAMETER), Column(Role.VALUE)),
        {"HR": Column(Role.MEASURED, "hr", "/min"), "Age": Column(Role.MEASURED, "age", "a"),
         "Gender": Column(Role.SEX)},
        sexes={"1": "M"},
    )  # fmt: skip
    records.take(rows, "icu.csv", mapping)
    with library.read() as session:
        story = story_of(session, Subject(person=1), READER)
    assert story.header.ages == ("54 years, as recorded",)
    heart = next(track for track in story.tracks if track.key == "hr")
    assert (heart.general, heart.outside.tolist(), heart.relative) == (True, [True], True)


def test_nobody_has_an_empty_story(library):
    with library.read() as session:
        assert story_of(session, Subject(patient=99), READER).events == ()
        assert story_of(session, Subject(person=99), READER).values == 0
        assert source_of_value(session, 99) is None


def test_the_source_of_a_value(library, records):
    records.take(fhir.whole())
    with library.read() as session:
        value, source = source_of_value(session, 1)
    assert value.number == 0.8
    assert source.startswith("a.json (sha256 ")
    assert source.endswith("Observation/obs0")


def test_an_import_that_stopped_is_told(library, patient, records):
    from meddiag_gui.library.tables.records import RecordSource

    records.take(fhir.whole())
    with library.write() as session:
        session.query(RecordSource).one().complete = False
    assert any("not read to its end" in caution for caution in tell(library, patient).cautions)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Doe^Jane^Mary", "Doe, Jane Mary"), ("Wang^Xiao=王^小东", "Wang, Xiao 王小东"), ("Doe", "Doe"),
     ("", ""), ("^Jane", "Jane"), ("<b>\u202e^\n", "<b>")],
)  # fmt: skip
def test_names_as_people_write_them(name, shown):
    assert shown_name(name) == shown


# finding


def found(library, text=""):
    with library.read() as session:
        return find_patients(session, text)


def test_patients_are_found_by_name_in_any_script_and_by_id(library, patient, records):
    records.take(fhir.whole(2))
    assert {each.name for each in found(library, "xiao")} == {"Wang1, Xiao Dong", "Wang2, Xiao Dong"}
    assert [each.patient_id for each in found(library, "王小东")] == ["MRN00002"]
    assert [each.patient_id for each in found(library, "mrn00001")] == ["MRN00001"]
    assert [each.patient_id for each in found(library, "wang2 MRN00002")] == ["MRN00002"]
    assert found(library, "nobody") == []
    assert found(library, "%") == []


def test_the_list_says_what_there_is(library, patient, records):
    records.take(fhir.bundle(fhir.patient(gender="male"), fhir.observation()))
    first = {each.subject.patient: each for each in found(library)}[patient]
    assert (first.studies, first.records, first.asked) == (2, 0, True)
    assert any(each.subject.person == 1 for each in found(library))
    with library.write() as session:
        decide(session, 1, True, "reader", "checked")
    assert [(each.records, each.asked) for each in found(library)] == [(1, False)]
