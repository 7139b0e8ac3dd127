from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.errors import MedDiagError
from meddiag_gui.files import sha256_of
from meddiag_gui.inference.batch.journal import Entry, Journal
from tests.support.rows import row

ASKED = "a" * 64


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "Doe^Jane.dcm"
    path.write_bytes(b"pixels")
    return path


def kept(journal, image, answer, asked=ASKED):
    journal.append(Entry(sha256_of(image), image.stat().st_mtime_ns, asked, answer))


def test_a_result_is_found_again_with_the_path_that_the_file_has_now(tmp_path, image):
    kept(Journal(tmp_path / "j"), image, row(0.8, reasons=("The view is not stated.",)))
    moved = image.rename(tmp_path / "other.dcm")
    found = Journal(tmp_path / "j").find(moved, moved.stat().st_mtime_ns, [ASKED])
    assert found[ASKED] == row(0.8, reasons=("The view is not stated.",), path=str(moved))


def test_no_name_of_a_file_is_written(tmp_path, image):
    kept(Journal(tmp_path / "j"), image, row(0.8, path=str(image)))
    assert "Doe" not in (tmp_path / "j").read_text()


def test_neither_another_question_nor_a_changed_file_takes_an_old_answer(tmp_path, image):
    journal = Journal(tmp_path / "j")
    kept(journal, image, row(0.8))
    time = image.stat().st_mtime_ns
    assert journal.find(image, time, ["b" * 64]) == {}
    image.write_bytes(b"others")
    os.utime(image, ns=(time, time))  # even if the clock says that it is the same
    assert journal.find(image, time, [ASKED]) == {}


@given(st.binary(max_size=60))
def test_half_a_line_costs_only_itself(tmp_path_factory, rest):
    folder = tmp_path_factory.mktemp("torn")
    image = folder / "a"
    image.write_bytes(b"pixels")
    kept(Journal(folder / "j"), image, row(0.8))
    with (folder / "j").open("ab") as stream:
        stream.write(rest)
    again = Journal(folder / "j")
    kept(again, image, row(0.9), "b" * 64)
    last = Journal(folder / "j")
    time = image.stat().st_mtime_ns
    found = last.find(image, time, [ASKED, "b" * 64])
    assert [replace(one, path="") for one in found.values()] == [row(0.8), row(0.9)]


@pytest.mark.parametrize("content", [b"{}", b'{"schema": "meddiag.prediction/1"}', bytes(9)])
def test_a_file_that_is_no_journal_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "results.json"
    path.write_bytes(content)
    with pytest.raises(MedDiagError, match=r"results\.json is no journal of a batch"):
        Journal(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_journal(tmp_path, image):
    (tmp_path / "j").touch()
    kept(Journal(tmp_path / "j"), image, row(0.8))
    assert len(Journal(tmp_path / "j")) == 1


def test_a_folder_is_no_journal(tmp_path):
    with pytest.raises(MedDiagError, match="no regular file"):
        Journal(tmp_path)
