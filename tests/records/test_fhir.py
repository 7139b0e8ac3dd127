"""FHIR as hospitals write it: every resource, references of all kinds, and what is not quite right."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from meddiag_gui.errors import RecordError
from meddiag_gui.records.fhir.people import identifiers, names
from meddiag_gui.records.fhir.reading import people_of, read_fhir
from meddiag_gui.records.model import Flag, Kind, Person, Problem, Statement, Value
from meddiag_gui.records.opening import Form, look_at
from tests.support import fhir


def read(folder, content, name="a.json"):
    items = list(read_fhir(look_at(fhir.write(folder / name, content))))
    kinds = (Person, Value, Statement, Problem)
    return tuple([item for item in items if isinstance(item, kind)] for kind in kinds)


def value_of(folder, **changes):
    """The one value of an observation with changes, and the complaints."""
    _, values, _, problems = read(folder, fhir.bundle(fhir.patient(), fhir.observation(**changes)))
    return values[0], [problem.message for problem in problems]


@pytest.mark.parametrize("kind", ["transaction", "collection", "searchset", "batch", "document"])
def test_all_resources_of_a_bundle_are_read(tmp_path, kind):
    content = fhir.whole() | {"type": kind}
    persons, values, statements, problems = read(tmp_path, content)
    assert [person.subject for person in persons] == ["Patient/pat1"]
    assert len(values) == 7
    assert sorted(each.kind for each in statements) == sorted(
        [Kind.CONDITION, Kind.CONDITION, Kind.MEDICATION, Kind.MEDICATION, Kind.ALLERGY, Kind.PROCEDURE,
         Kind.REPORT, Kind.IMAGING, Kind.ENCOUNTER]
    )  # fmt: skip
    assert problems == []


def test_the_same_as_ndjson(tmp_path):
    resources = [entry["resource"] for entry in fhir.whole()["entry"]]
    persons, values, statements, problems = read(tmp_path, resources[::-1], "a.ndjson")
    assert len(persons) == 1
    assert len(values) == 7
    assert len(statements) == 9
    assert problems == []
    assert values[0].place.startswith("line ")


def test_a_bad_line_costs_only_itself(tmp_path):
    lines = [
        json.dumps(fhir.patient()),
        "{broken",
        "[1, 2]",
        '{"resourceType": 5}',
        json.dumps(fhir.observation()),
    ]
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join(lines))
    items = list(read_fhir(look_at(path)))
    assert [item.place for item in items if isinstance(item, Problem)] == ["line 2", "line 3", "line 4"]
    assert sum(isinstance(item, Value) for item in items) == 1


def test_people_of_another_file_are_known(tmp_path):
    people = look_at(fhir.write(tmp_path / "Patient.ndjson", [fhir.patient()]))
    labs = look_at(fhir.write(tmp_path / "Observation.ndjson", [fhir.observation()]))
    known = {person.subject: person for person in people_of(people)}
    items = list(read_fhir(labs, known))
    assert [type(item) for item in items] == [Person, Value]
    assert items[0].names
    alone = list(read_fhir(labs))
    assert alone[0].identifiers[0].weak
    assert alone[0].identifiers[0].value == "pat1"


def test_one_resource_and_a_list_of_resources_are_read_too(tmp_path):
    assert len(read(tmp_path, fhir.patient())[0]) == 1
    path = tmp_path / "list.json"
    path.write_text(json.dumps([fhir.patient(), fhir.observation()], indent=1))
    assert sum(isinstance(item, Value) for item in read_fhir(look_at(path))) == 1


def test_the_patient(tmp_path):
    person = read(tmp_path, fhir.bundle(fhir.patient()))[0][0]
    assert person.identifiers[0].value == "MRN00001"
    assert person.identifiers[0].issuers == (fhir.MRN, "General Hospital")
    assert person.identifiers[1].weak
    assert person.names == ("Wang1^Xiao Dong", "王^小东")
    assert (person.sex, person.birth_date) == ("F", "1941-03-05")


def test_identifiers_are_ordered_by_what_hospitals_write_on_forms():
    patient = fhir.patient(
        identifier=[
            {"type": {"coding": [{"code": "SS"}]}, "value": "social"},
            {"use": "old", "value": "old"},
            {"value": "plain"},
            {"type": {"coding": [{"code": "MR"}]}, "value": "mrn"},
            {"system": "x"},
        ]
    )
    assert [each.value for each in identifiers(patient)] == ["mrn", "plain", "old", "social", "pat1"]
    alone = identifiers(fhir.patient(identifier=[]))
    assert [(each.value, each.weak) for each in alone] == [("pat1", False)]


def test_former_names_are_left_out():
    patient = fhir.patient(
        name=[{"use": "old", "family": "Before"}, {"use": "nickname", "given": ["Bob"]}, {"text": "Jane Doe"},
              {"use": "official", "family": "Doe", "given": ["Jane"]}]
    )  # fmt: skip
    assert names(patient) == ("Jane Doe", "Doe^Jane")


@pytest.mark.parametrize(
    "reference",
    ["Patient/pat1", "http://a.example/fhir/Patient/pat1", "urn:uuid:1-2-3", "Patient/pat1/_history/2"],
)
def test_references_to_the_patient(tmp_path, reference):
    content = fhir.bundle(fhir.patient(), fhir.observation(subject={"reference": reference}))
    content["entry"][0]["fullUrl"] = "urn:uuid:1-2-3"
    persons, values, _, _ = read(tmp_path, content)
    assert len(persons) == 1
    assert values[0].subject == "Patient/pat1"


def test_a_logical_reference_has_an_identifier(tmp_path):
    subject = {"identifier": {"system": fhir.MRN, "value": "MRN00001"}}
    persons, values, _, _ = read(tmp_path, fhir.bundle(fhir.observation(subject=subject)))
    assert persons[0].identifiers[0].value == "MRN00001"
    assert not persons[0].identifiers[0].weak
    assert values[0].subject == persons[0].subject


def test_contained_patients_of_two_resources_are_two(tmp_path):
    def one(number):
        inside = {"resourceType": "Patient", "id": "p", "identifier": [{"value": f"C{number}"}]}
        return fhir.observation(number, contained=[inside], subject={"reference": "#p"})

    persons, values, _, _ = read(tmp_path, fhir.bundle(one(1), one(2)))
    assert [person.identifiers[0].value for person in persons] == ["C1", "C2"]
    assert values[0].subject != values[1].subject


def test_what_names_no_patient_is_left_out_and_told(tmp_path):
    observation = fhir.observation()
    del observation["subject"]
    _, values, _, problems = read(tmp_path, fhir.bundle(observation))
    assert values == []
    assert "names no patient" in problems[-1].message


def test_other_resources_are_counted_not_passed_over(tmp_path):
    others = [{"resourceType": "Practitioner", "id": f"x{n}"} for n in range(3)]
    _, _, _, problems = read(tmp_path, fhir.bundle(fhir.patient(), *others))
    assert [(problem.place, problem.message) for problem in problems] == [
        ("Practitioner", "3 resources of this type are not read")
    ]


def test_a_deletion_is_told_and_an_earlier_version_left_out(tmp_path):
    content = fhir.bundle(fhir.patient(), fhir.observation(1, 1.0), fhir.observation(1, 2.0), kind="history")
    content["entry"].append({"request": {"method": "DELETE", "url": "Observation/9"}})
    _, values, _, problems = read(tmp_path, content)
    assert [value.number for value in values] == [1.0]
    assert len(problems) == 2


def test_the_observation(tmp_path):
    value, problems = value_of(tmp_path)
    assert problems == []
    assert (value.number, value.unit, value.analyte, value.code) == (1.2, "mg/dL", "creatinine", "2160-0")
    assert (value.low, value.high, value.range_from) == (0.6, 1.3, "source")
    assert value.place == "Observation/obs1"
    assert value.given == "1.2 mg/dL"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"valueString": "positive"}, "positive"),
        ({"valueBoolean": False}, "no"),
        ({"valueCodeableConcept": {"text": "gram positive"}}, "gram positive"),
        ({"valueRange": {"low": {"value": 1}, "high": {"value": 3, "unit": "mg"}}}, "1 – 3 mg"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, "1 : 128"),
        ({"valueTime": "10:00:00"}, "10:00:00"),
        ({"dataAbsentReason": {"text": "sample lost"}}, "no result: sample lost"),
    ],
)
def test_results_in_words(tmp_path, changes, text):
    value, _ = value_of(tmp_path, value=None, **changes)
    assert value.number is None
    assert value.text == text


def test_an_integer_is_a_number(tmp_path):
    glasgow = {"coding": [{"system": fhir.LOINC, "code": "9269-2"}]}
    value, _ = value_of(tmp_path, value=None, valueInteger=15, code=glasgow)
    assert (value.number, value.unit, value.flags) == (15.0, "1", ())


def test_components_are_values_of_their_own(tmp_path):
    _, values, _, _ = read(tmp_path, fhir.bundle(fhir.patient(), fhir.pressure()))
    assert [(value.analyte, value.number) for value in values] == [("sbp", 122.0), ("dbp", 78.0)]
    assert values[1].place == "Observation/bp, component 2"


def test_a_comparator_stays(tmp_path):
    quantity = {"value": 0.3, "comparator": "<", "unit": "mg/dL", "system": fhir.UCUM, "code": "mg/dL"}
    assert value_of(tmp_path, valueQuantity=quantity)[0].comparator == "<"


@pytest.mark.parametrize(
    ("status", "flag"), [("entered-in-error", Flag.RETRACTED), ("preliminary", Flag.PRELIMINARY)]
)
def test_status(tmp_path, status, flag):
    assert flag in value_of(tmp_path, status=status)[0].flags


def test_a_therapeutic_range_is_not_the_normal_one(tmp_path):
    ranges = [
        {"type": {"coding": [{"code": "therapeutic"}]}, "low": {"value": 5}},
        {"low": {"value": 0.5}, "high": {"value": 1}},
    ]
    value, _ = value_of(tmp_path, referenceRange=ranges)
    assert (value.low, value.high) == (0.5, 1.0)


def test_a_loinc_code_counts_more_than_a_name(tmp_path):
    code = {"coding": [{"system": fhir.LOINC, "code": "99999-9", "display": "Creatinine"}]}
    value, _ = value_of(tmp_path, code=code)
    assert value.analyte == ""
    assert value_of(tmp_path, code={"text": "Creatinine"})[0].analyte == "creatinine"


# what is not quite right


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effectiveDateTime": "2024-01-05T08:00:00"}, "no time zone"),
        ({"effectiveDateTime": "2024-01-05T08:00"}, "no time zone"),
        ({"madeUp": 5}, "not known to FHIR"),
        ({"status": None}, "status"),
    ],
)
def test_what_can_be_read_all_the_same_is_read_and_told(tmp_path, changes, words):
    observation = {key: value for key, value in fhir.observation(**changes).items() if value is not None}
    _, values, _, problems = read(tmp_path, fhir.bundle(fhir.patient(), observation))
    assert values[0].number == 1.2
    assert values[0].when is not None
    assert values[0].flags == ()
    assert any(words in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"effectiveDateTime": "yesterday"}, "effectiveDateTime"),
        ({"referenceRange": [{"low": {"value": "low"}}]}, "referenceRange"),
        ({"note": "text"}, "note"),
        ({"encounter": {"reference": 5}}, "encounter"),
    ],
)
def test_a_wrong_element_is_left_out_and_named_and_the_rest_is_read(tmp_path, changes, gone):
    value, problems = value_of(tmp_path, **changes)
    assert value.number == 1.2
    assert Flag.INCOMPLETE in value.flags
    assert any(gone in problem for problem in problems)


def test_complaints_never_quote_what_stood_there(tmp_path):
    _, problems = value_of(tmp_path, effectiveDateTime="Jane Doe 1950-03-05")
    assert problems
    assert not any("Jane" in problem for problem in problems)


def test_one_id_for_two_observations_is_told_and_both_are_kept(tmp_path):
    content = fhir.bundle(fhir.patient(), fhir.observation(1, 1.0), fhir.observation(1, 2.0))
    _, values, _, problems = read(tmp_path, content)
    assert [value.number for value in values] == [1.0, 2.0]
    assert Flag.SAME_ID in values[1].flags
    assert any("id" in problem.message for problem in problems)


@pytest.mark.parametrize("content", ["{", '{"a": 1}', '{"resourceType": ["x"]}', "[" * 100_000, '{"a": NaN'])
def test_what_is_no_fhir_is_refused(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    file = look_at(path)
    with pytest.raises(RecordError, match=r"a\.json"):
        list(read_fhir(replace(file, form=Form.JSON)))


def test_a_list_of_what_is_no_resource_ends_in_complaints(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[5, {}, null]")
    assert [type(item) for item in read_fhir(look_at(path))] == [Problem] * 3
