"""Pseudonyms: the same for the same secret, and dates moved together."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.uid import UID, CTImageStorage

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.deidentify.pseudonyms import (
    LONGEST_SHIFT,
    Pseudonyms,
    is_uid,
    shifted_date,
    site_pseudonyms,
)

ONE, OTHER = Pseudonyms(b"a" * 32), Pseudonyms(b"b" * 32)
DAYS = st.dates(datetime(1910, 1, 1).date(), datetime(2090, 1, 1).date())


@given(st.text(alphabet="0123456789.", min_size=1, max_size=60))
def test_a_uid_becomes_a_valid_one_always_the_same(text: str) -> None:
    mapped = ONE.uid("1.2." + text)
    assert UID(mapped).is_valid
    assert mapped == ONE.uid("1.2." + text)
    assert mapped != OTHER.uid("1.2." + text)


def test_uids_of_the_standard_stay() -> None:
    assert ONE.uid(CTImageStorage) == CTImageStorage
    assert ONE.uid("") == ""


@given(st.text(min_size=1))
def test_patients_differ_and_their_dates_move_into_the_past(identity: str) -> None:
    assert ONE.patient(identity) != ONE.patient(identity + "x")
    assert timedelta(days=1) <= ONE.shift(identity) <= timedelta(days=LONGEST_SHIFT)


@given(DAYS, DAYS, st.integers(1, LONGEST_SHIFT))
def test_days_between_two_dates_stay_as_many(first: datetime, second: datetime, days: int) -> None:
    shift = timedelta(days=days)
    moved = [shifted_date(f"{day:%Y%m%d}", shift) for day in (first, second)]
    parsed = [datetime.strptime(day, "%Y%m%d").date() for day in moved]
    assert parsed[1] - parsed[0] == second - first


@pytest.mark.parametrize("value", ["2024", "20241340", "yesterday", "", "00000000"])
def test_what_is_no_whole_date_vanishes(value: str) -> None:
    assert shifted_date(value, timedelta(days=3)) == ""


def test_an_old_form_of_date_is_understood_and_a_name_behind_it_dropped() -> None:
    assert shifted_date("1993.04.12", timedelta(days=1)) == "19930411"
    assert shifted_date("20240301 Miller", timedelta(days=1)) == "20240229"


def test_the_secret_is_made_once_and_for_its_owner_alone(own_home: Path) -> None:
    first, second = site_pseudonyms(), site_pseudonyms()
    assert first.patient("x") == second.patient("x")
    (secret,) = (own_home / "config").iterdir()
    assert secret.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"zz", b"ab" * 10, b"\xff\xfe"])
def test_a_file_that_is_no_secret_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.secret"
    path.write_bytes(content)
    with pytest.raises(MedDiagError, match=r"mine\.secret"):
        site_pseudonyms(path)


def test_a_short_secret_is_no_secret() -> None:
    with pytest.raises(ValueError, match="32"):
        Pseudonyms(b"short")


def test_numbers_are_no_uids() -> None:
    assert is_uid("1.2.840.113")
    assert not is_uid("12.5")
    assert not is_uid("1.2.3")
