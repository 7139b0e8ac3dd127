"""Conditions, medication and the like: whether they hold, since when, and in which words."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from meddiag_gui.records.fhir.reading import read_fhir
from meddiag_gui.records.model import Flag, Statement
from meddiag_gui.records.opening import look_at
from tests.support import fhir

ALL = {each["id"]: each for each in fhir.others()}


def read(folder, *resources: dict[str, Any]):
    file = look_at(fhir.write(folder / "a.json", fhir.bundle(fhir.patient(), *resources)))
    return [item for item in read_fhir(file) if isinstance(item, Statement)]


def one(folder, key: str, **changes: Any) -> Statement:
    extra = [ALL["m1"]] if key == "ms1" else []
    resource = {name: value for name, value in (ALL[key] | changes).items() if value is not None}
    return read(folder, *extra, resource)[0]


@pytest.mark.parametrize(
    ("key", "name", "active"),
    [
        ("c1", "Pneumonia", True), ("c2", "Appendicitis", False), ("ms1", "Amoxicillin 500 mg", True),
        ("mr1", "Ibuprofen", False), ("a1", "Penicillin", True), ("p1", "Bronchoscopy", False),
        ("d1", "Chest radiograph", None), ("i1", "Chest PA", None), ("e1", "Encounter", False),
    ],
)  # fmt: skip
def test_names_and_whether_it_holds(tmp_path, key, name, active):
    made = one(tmp_path, key)
    assert (made.name, made.active) == (name, active)
    assert made.resource.endswith(f"/{key}")


def test_times(tmp_path):
    condition = one(tmp_path, "c2")
    assert (condition.start.text, condition.end.text) == ("1999", "1999-06")
    assert one(tmp_path, "c2", onsetDateTime=None, recordedDate="2001-02-03").start.text == "2001-02-03"
    encounter = one(tmp_path, "e1")
    assert (encounter.start.text, encounter.end.text) == ("2024-01-05", "2024-01-12")


@pytest.mark.parametrize("word", ["refuted", "entered-in-error"])
def test_what_was_refuted_is_flagged(tmp_path, word):
    made = one(tmp_path, "c1", verificationStatus={"coding": [{"code": word}]})
    assert (made.active, made.status) == (False, word)
    assert Flag.RETRACTED in made.flags


def test_an_end_that_has_passed_ends_it(tmp_path):
    assert one(tmp_path, "c1", abatementDateTime="2024-02-01").active is False
    assert one(tmp_path, "c1", clinicalStatus=None).active is None


def test_medication_by_reference_by_display_and_contained(tmp_path):
    assert one(tmp_path, "ms1").name == "Amoxicillin 500 mg"
    away = {"reference": "Medication/none", "display": "Aspirin"}
    assert one(tmp_path, "ms1", medicationReference=away).name == "Aspirin"
    nameless = one(tmp_path, "ms1", medicationReference={"reference": "Medication/none"})
    assert nameless.name == "Medication/none"
    inside = [{"resourceType": "Medication", "id": "x", "code": {"text": "Zinc"}}]
    made = one(tmp_path, "ms1", contained=inside, medicationReference={"reference": "#x"})
    assert made.name == "Zinc"


def test_dosage_in_words_or_put_together(tmp_path):
    assert one(tmp_path, "ms1").text == "1 tablet, three times a day"
    dosage = {
        "doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}],
        "timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}},
        "route": {"text": "oral"},
    }
    assert one(tmp_path, "ms1", dosage=[dosage]).text == "500 mg, 3 × / 1 d, oral"


def test_allergies_say_the_reaction(tmp_path):
    assert one(tmp_path, "a1").text == "high\nRash"
    reaction = [{"substance": {"text": "Latex"}, "manifestation": [{"text": "Itching"}]}]
    assert one(tmp_path, "a1", code=None, reaction=reaction).name == "Latex"


def test_reports_have_their_text(tmp_path):
    assert one(tmp_path, "d1").text == "Consolidation in the left lower lobe."
    text = base64.b64encode("Zweite\u202e Zeile\nnoch eine".encode()).decode()
    forms = [{"contentType": "text/plain", "data": text}, {"contentType": "application/pdf", "data": "AAAA"}]
    made = one(tmp_path, "d1", presentedForm=forms)
    assert "Zweite Zeile\nnoch eine" in made.text
    assert "application/pdf" in made.text


def test_imaging_studies_have_their_uid(tmp_path):
    made = one(tmp_path, "i1")
    assert (made.uid, made.text) == ("1.2.3", "DX")


def test_what_has_no_name_says_so(tmp_path):
    assert one(tmp_path, "p1", code=None).name == "without a name"


def test_notes_are_added(tmp_path):
    assert one(tmp_path, "p1", note=[{"text": "without trouble"}]).text == "without trouble"


def test_what_is_ahead_is_flagged(tmp_path):
    assert Flag.FUTURE in one(tmp_path, "c1", onsetDateTime="2199-01-01").flags
