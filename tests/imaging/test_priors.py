from __future__ import annotations

import pytest

from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.priors import find_prior
from meddiag_gui.imaging.series import Stack
from tests.support.stacks import CORONAL, slice_of


def film(name, date, *, count=1, **changes):
    given = {
        "modality": "DX",
        "study_date": date,
        "study_uid": f"1.{date}",
        "body_part": "CHEST",
        "view_position": "PA",
    }
    return Stack(tuple(slice_of(f"{name}{n}", **(given | changes)) for n in range(count)))


NOW = film("now", "20240131")


def test_the_latest_earlier_study_is_taken():
    stacks = [film("old", "20200101"), NOW, film("newer", "20230101"), film("future", "20250101")]
    assert find_prior(stacks, NOW) is stacks[2]


@pytest.mark.parametrize(
    "changes",
    [
        {"patient_id": "P-2"},
        {"patient_name": "Roe^Ann"},
        {"patient_birth_date": "19500101"},
        {"modality": "CT"},
        {"body_part": "HAND"},
        {"view_position": "LL"},
        {"study_date": "20240131"},
        {"study_date": ""},
    ],
)
def test_what_is_of_another_patient_or_shows_something_else_is_no_prior(changes):
    assert find_prior([NOW, film("other", "20230101", **changes)], NOW) is None


@pytest.mark.parametrize(
    "changes", [{"modality": "CR"}, {"body_part": ""}, {"view_position": "pa"}, {"patient_name": "DOE^JANE "}]
)
def test_what_is_merely_said_otherwise_is_one(changes):
    other = film("other", "20230101", **changes)
    assert find_prior([NOW, other], NOW) is other


def test_an_earlier_study_that_does_not_compare_does_not_hide_one_that_does():
    hand, chest = film("hand", "20230601", body_part="HAND"), film("chest", "20220101")
    assert find_prior([hand, chest, NOW], NOW) is chest


def test_of_several_series_the_one_described_most_alike_is_taken():
    def series(name, date, text, orientation=(1, 0, 0, 0, 1, 0), count=3):
        plane = make_plane(orientation, (0, 0, 0))
        return film(
            name, date, count=count, modality="CT", view_position="", series_description=text, plane=plane
        )

    now = series("n", "20240131", "Thorax lung 1.0 B70")
    soft, lung = (
        series("s", "20230101", "Thorax soft 5.0 B30"),
        series("l", "20230101", "Thorax lung 1.5 B70"),
    )
    coronal = series("c", "20230101", "Thorax lung 1.0 B70", CORONAL)
    assert find_prior([soft, lung, coronal, now], now) is lung
    short = series("x", "20230101", "Thorax lung 1.5 B70", count=1)
    assert find_prior([short, lung, now], now) is lung


def test_without_a_patient_or_a_date_there_is_no_prior():
    nobody = film("n", "20240131", patient_id="", patient_name="")
    assert find_prior([film("o", "20230101", patient_id="", patient_name="")], nobody) is None
    assert find_prior([film("o", "20230101")], film("n", "")) is None
