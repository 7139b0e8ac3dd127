"""Who is who: what agrees, what disagrees, and what follows for a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.records.identity import (
    Imaged,
    Match,
    Verdict,
    compare,
    compatible,
    fold_name,
    match_dates,
    match_names,
    match_sex,
    same_issuer,
)
from meddiag_gui.records.model import Identifier, Person

SAME, UNKNOWN, DIFFERENT = Match.SAME, Match.UNKNOWN, Match.DIFFERENT


def person(value="P1", issuers=(), names=("Doe^Jane",), sex="F", birth="1950-03-05", weak=False):
    return Person("s", "row 2", (Identifier(value, tuple(issuers), weak),), tuple(names), sex, birth)


def imaged(patient_id="P1", issuer="", name="DOE^JANE", sex="F", birth="19500305", studies=()):
    return Imaged(patient_id, issuer, name, sex, birth, frozenset(studies))


@pytest.mark.parametrize(
    ("record", "image", "match"),
    [
        ("Doe^Jane", "DOE^JANE", SAME),
        ("Doe^Jane", "Jane^Doe", SAME),
        ("Jane Doe", "DOE^JANE", SAME),
        ("Müller^Jürgen", "MULLER^JURGEN", SAME),
        ("O'Brien^Pat", "OBRIEN^PAT", SAME),
        ("Doe^Jane^^Dr", "DOE^JANE", SAME),
        ("王^小东", "WANG^XIAODONG=王^小东", SAME),
        ("王小东", "Wang^Xiaodong=王^小东", SAME),
        ("Ｄｏｅ^Jane", "DOE^JANE", SAME),
        ("Doe^Jane", "DOE^JOHN", DIFFERENT),
        ("Doe^Jane Mary", "DOE^JANE", DIFFERENT),
        ("王^小东", "王^小明", DIFFERENT),
        ("", "DOE^JANE", UNKNOWN),
        ("Doe^Jane", "^^^", UNKNOWN),
        ("Doe^Jane", "=", UNKNOWN),
    ],
)
def test_names(record, image, match):
    assert match_names((record,), image) is match


def test_any_of_several_names_may_agree():
    assert match_names(("Smith^Jane", "Doe^Jane"), "DOE^JANE") is SAME


@given(st.text(max_size=40), st.text(max_size=40))
def test_comparing_names_never_raises_and_does_not_care_for_case(one, other):
    assert match_names((one,), other) is match_names((one.lower(),), other) or not one.islower()
    assert match_names((one,), one) in (SAME, UNKNOWN)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("1950-03-05", "19500305", SAME), ("1950-03", "19500305", SAME), ("1950", "19500305", SAME),
        ("1950-03-06", "19500305", DIFFERENT), ("1951", "19500305", DIFFERENT),
        ("", "19500305", UNKNOWN), ("1950-03-05", "", UNKNOWN), ("", "", UNKNOWN),
    ],
)  # fmt: skip
def test_birth_dates_are_compared_at_the_precision_of_both(one, other, match):
    assert match_dates(one, other) is match


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [("M", "M", SAME), ("M", "F", DIFFERENT), ("O", "F", DIFFERENT), ("", "F", UNKNOWN), ("M", "?", UNKNOWN)],
)
def test_sexes(one, other, match):
    assert match_sex(one, other) is match


def test_an_issuer_is_known_in_its_usual_spellings():
    assert same_issuer("urn:oid:1.2.3", "1.2.3")
    assert same_issuer("http://a.example/mrn/", "HTTP://A.example/mrn")
    assert not same_issuer("1.2.3", "1.2.4")


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.LINK),
        ({"name": ""}, Verdict.LINK),
        ({"name": "", "sex": "", "birth": ""}, Verdict.LINK),
        ({"name": "DOE^JOHN"}, Verdict.ASK),
        ({"sex": "M"}, Verdict.ASK),
        ({"birth": "19500306"}, Verdict.ASK),
        ({"patient_id": "P2"}, Verdict.APART),
        ({"patient_id": ""}, Verdict.APART),
        ({"patient_id": " p1 "}, Verdict.LINK),
    ],
)
def test_a_link_needs_the_id_and_no_disagreement(changes, verdict):
    assert compare(person(), imaged(**changes)).verdict is verdict


def test_an_id_of_another_issuer_is_somebody_elses():
    other = imaged(issuer="Elsewhere", name="Roe^Richard", sex="M", birth="19700101")
    assert compare(person(issuers=["Here"]), other).verdict is Verdict.APART


def test_an_id_of_another_issuer_is_asked_about_where_name_and_birth_date_agree():
    assert compare(person(issuers=["Here"]), imaged(issuer="Elsewhere")).verdict is Verdict.ASK


def test_any_name_of_the_issuer_will_do():
    assert compare(person(issuers=["urn:oid:1.2", "Here"]), imaged(issuer="here")).issuer is SAME
    assert compare(person(issuers=["Here"]), imaged()).issuer is UNKNOWN


def test_a_bare_reference_links_only_with_name_and_birth_date():
    assert compare(person(weak=True), imaged()).verdict is Verdict.LINK
    assert compare(person(weak=True, names=()), imaged()).verdict is Verdict.ASK
    assert compare(person(weak=True), imaged(sex="M")).verdict is Verdict.ASK


def test_a_study_that_the_record_names_is_asked_about_where_the_id_differs():
    named = frozenset({"1.2.3"})
    other = imaged(patient_id="P9", studies=["1.2.3"])
    assert compare(person(), other, named).verdict is Verdict.ASK
    assert compare(person(), imaged(patient_id="", studies=["1.2.3"]), named).verdict is Verdict.LINK
    assert compare(person(), imaged(patient_id="P9", studies=["1.2.4"]), named).verdict is Verdict.APART


def test_records_of_one_id_are_kept_apart_where_they_disagree():
    assert compatible(person(), person(names=()))
    assert compatible(person(), person(birth="1950"))
    assert not compatible(person(), person(names=["Doe^John"]))
    assert not compatible(person(), person(sex="M"))
    assert not compatible(person(), person(birth="1951-03-05"))
