"""What arrives in a watched folder is imported once, and what cannot be is told."""

from __future__ import annotations

import os

import numpy as np
import pytest
from sqlalchemy import func, select

from meddiag_gui.library.library import Library
from meddiag_gui.library.tables.core import Instance
from meddiag_gui.library.tables.reading import Prediction
from meddiag_gui.worklist import arrivals
from meddiag_gui.worklist.pending import pending
from tests.support.dicom_files import write_image
from tests.support.libraries import add_study, answer, image_of, new_library

PIXELS = np.arange(64, dtype=np.uint16).reshape(8, 8)


@pytest.fixture
def library(tmp_path):
    with Library.open(new_library(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def settle(folder):
    """Let all files have rested for long."""
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))


def take(library, watch):
    watch.look()
    return arrivals.take_arrivals(library, watch, who="ada")


def count(library):
    with library.read() as session:
        return session.scalar(select(func.count()).select_from(Instance))


def test_what_has_arrived_is_imported_once_also_after_a_restart(library, inbox):
    write_image(inbox / "a.dcm", PIXELS)
    settle(inbox)
    watch = arrivals.watch_of(library, inbox)
    assert take(library, watch).added == 1
    assert take(library, watch) == arrivals.Taken()
    again = arrivals.watch_of(library, inbox)
    again.look()
    assert again.look() == []
    assert count(library) == 1
    assert [path.name for path in inbox.iterdir()] == ["a.dcm"]  # nothing there was touched


def test_what_is_still_written_waits(library, inbox):
    write_image(inbox / "a.dcm", PIXELS)
    watch = arrivals.watch_of(library, inbox)
    found = take(library, watch)
    assert (found.added, found.waiting) == (0, 1)


def test_what_cannot_be_imported_is_told_once(library, inbox):
    (inbox / "notes.txt").write_text("hello")
    write_image(inbox / "a.dcm", PIXELS)
    settle(inbox)
    watch = arrivals.watch_of(library, inbox)
    found = take(library, watch)
    assert found.added == 1
    assert len(found.problems) == 1
    assert "notes.txt" in found.problems[0]
    assert take(library, watch).problems == ()


def test_a_folder_that_is_not_there_is_told(library, tmp_path):
    watch = arrivals.watch_of(library, tmp_path / "nowhere")
    assert arrivals.take_arrivals(library, watch, who="ada").problems == (
        "The watched folder cannot be read: No such file or directory.",
    )


class TestPending:
    """What the background pass has to score."""

    @pytest.fixture
    def session(self, library):
        with library.write() as session:
            yield session

    def test_unread_images_of_the_models_modalities_wait_the_longest_wait_first(self, session):
        for number, modality in ((1, "DX"), (2, "CT"), (3, ""), (4, "DX")):
            add_study(session, number, modality=modality)
        assert pending(session, "q", ["DX"]) == [image_of(session, number) for number in (1, 3, 4)]
        assert pending(session, "q", ["DX"], limit=1) == [image_of(session, 1)]

    def test_what_was_answered_waits_no_more_but_for_another_question(self, session):
        from meddiag_gui.library.reading.predictions import keep

        add_study(session, 1, images=2)
        keep(session, image_of(session, 1), answer(asked="q"), "MedDiag", "background")
        assert pending(session, "q", ["DX"]) == [image_of(session, 1, 1)]
        assert len(pending(session, "retrained", ["DX"])) == 2
        assert session.query(Prediction).count() == 1

    def test_read_binned_and_many_framed_ones_do_not_wait(self, session):
        from meddiag_gui.library.tables.base import now
        from meddiag_gui.library.tables.core import READ, Study

        for number in (1, 2, 3):
            add_study(session, number)
        session.get(Study, 1).status = READ
        session.get(Study, 2).binned_at = now()
        session.get(Instance, image_of(session, 3)).frames = 9
        session.flush()
        assert pending(session, "q", ["DX"]) == []
