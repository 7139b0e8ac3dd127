"""The worklist's filters and orders, against a list whose right order is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import listing, opinions, predictions
from meddiag_gui.library.reading.lines import Filter
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion
from meddiag_gui.library.tables.core import Study
from tests.support.libraries import add_study, answer, image_of, new_library

START = datetime(2024, 5, 2, 8, tzinfo=UTC)
VERDICT = Draft((FindingOpinion("pneumonia", "absent"),))


@pytest.fixture
def session(tmp_path):
    with Library.open(new_library(tmp_path / "library")) as library, library.write() as session:
        yield session


@pytest.fixture
def filled(session):
    """Six studies, each an hour after the last: 1 absent, 2 none, 3 uncertain, 4 and 5 present, 6 read."""
    names = ("Müller^Änne", "王^小明=Wang^Xiaoming", "O'Brien^Pat", "Zeta^A", "Alpha^Z", "Read^Already")
    for number, name in enumerate(names, 1):
        add_study(
            session, number, name=name, arrived=START + timedelta(hours=number), accession=f"ACC-{number}",
            modality="CT MR" if number == 2 else "DX", description="Knee" if number == 3 else "Chest PA",
            patient_age="" if number < 4 else f"{number * 10:03d}Y", date=date(2024, 5, number),
        )  # fmt: skip
    for number, given in {
        1: answer(0.05), 3: answer(0.6, call="uncertain"), 4: answer(0.8), 5: answer(0.97), 6: answer(0.99),
    }.items():  # fmt: skip
        predictions.keep(session, image_of(session, number), given, "MedDiag", "background")
    opinions.sign(session, 6, "ada", "with_model", VERDICT)
    opinions.save_draft(session, 4, "bob", "with_model", VERDICT)
    return session


def keys(session, **wanted):
    return listing.keys(session, Filter(**wanted))


def test_the_most_urgent_comes_first_and_what_nobody_knows_before_what_was_called_absent(filled):
    assert keys(filled) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("shown", "due"),
    [("unread", [1, 2, 3, 4, 5]), ("drafts", [4]), ("read", [6]), ("all", [1, 2, 3, 4, 5, 6])],
)
def test_what_is_shown(filled, shown, due):
    assert sorted(keys(filled, shown=shown)) == due


@pytest.mark.parametrize(
    ("sort", "due"),
    [
        ("waiting", [1, 2, 3, 4, 5]), ("name", [5, 1, 3, 4, 2]), ("patient_id", [1, 2, 3, 4, 5]),
        ("date", [1, 2, 3, 4, 5]), ("modality", [2, 1, 3, 4, 5]), ("description", [1, 2, 4, 5, 3]),
        ("status", [1, 2, 3, 5, 4]), ("age", [4, 5, 1, 2, 3]),
    ],
)  # fmt: skip
def test_every_column_sorts_both_ways(filled, sort, due):
    found, turned = keys(filled, sort=sort), keys(filled, sort=sort, descending=True)
    assert found == due
    if sort in ("waiting", "patient_id", "date"):
        assert turned == found[::-1]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("muller", [1]), ("mueller anne", [1]), ("小明", [2]), ("xiao", [2]), ("o'brien", [3]),
        ("P0004", [4]),
        ("acc-5", [5]), ("knee", [3]), ("chest", [1, 2, 4, 5]), ("chest alpha", [5]), ("nobody", []),
        ('"', [1, 2, 3, 4, 5]), ("* OR NEAR(", []), ("%", [1, 2, 3, 4, 5]),
    ],
)  # fmt: skip
def test_text_finds_by_name_id_accession_and_description(filled, text, due):
    assert sorted(keys(filled, text=text)) == due


def test_modality_and_age(filled):
    assert keys(filled, modality="MR") == keys(filled, modality="CT") == [2]
    assert keys(filled, modality="M") == []
    assert sorted(keys(filled, age_from=50)) == [1, 2, 3, 5]
    assert sorted(keys(filled, age_to=64, age_from=41)) == [1, 2, 3, 5]
    assert keys(filled, age_to=40) == [4]
    assert listing.modalities(filled) == ["CT", "DX", "MR"]


@pytest.mark.parametrize(
    ("given", "years"),
    [("061Y", 61), ("023M", 1), ("011M", 0), ("060W", 1), ("700D", 1), ("", 63), ("?", 63), ("61", 63)],
)
def test_age_is_whole_years_as_the_header_says_it_else_by_the_dates(session, given, years):
    add_study(session, 1, patient_age=given, date=date(2024, 4, 30))  # born on 1960-05-01
    assert listing.lines(session, [1])[0].age == years


def test_an_age_that_nobody_knows_is_none(session):
    add_study(session, 1, date=None)
    assert listing.lines(session, [1])[0].age is None
    assert keys(session, age_from=0) == []


def test_lines_come_in_the_order_asked_for_and_without_what_is_gone(filled):
    found = listing.lines(filled, [4, 99, 1])
    assert [line.study for line in found] == [4, 1]
    first = found[0]
    assert (first.verdict, first.reader, first.finding, first.probability) == (
        "draft",
        "bob",
        "pneumonia",
        0.8,
    )
    assert (first.name, first.patient_id, first.sex, first.modalities) == ("Zeta^A", "P0004", "F", "DX")
    assert first.arrived == START + timedelta(hours=4)
    assert first.date == date(2024, 5, 4)


def test_the_bin_and_studies_without_pictures_are_not_listed(session):
    for number in (1, 2):
        add_study(session, number)
    session.get(Study, 1).binned_at = START
    session.get(Study, 2).images = 0
    assert keys(session, shown="all") == []
