"""Decisions on models come into the audit log, each once, whoever made them."""

from __future__ import annotations

import json

import pytest

from meddiag_gui import paths
from meddiag_gui.inference.live import LiveModels
from meddiag_gui.inference.operating import OperatingPoint
from meddiag_gui.inference.site_points import SitePoints
from meddiag_gui.library import audit
from meddiag_gui.library.audit_check import verify
from meddiag_gui.library.library import Library, default_folder
from meddiag_gui.worklist.decisions import follow, follow_if_there
from tests.support.libraries import new_library
from tests.support.models import fake_bundle

WHY = "patient Doe^Jane was missed"  # free text that must not come along


@pytest.fixture
def library():
    with Library.open(new_library(default_folder())) as opened:
        yield opened


@pytest.fixture
def decided():
    """One operating point is chosen and undone, and one model promoted and taken back."""
    points = SitePoints(fake_bundle())
    points.change("pneumonia", OperatingPoint(0.4), "Dr. Who", WHY)
    points.undo("pneumonia", "Dr. Who", WHY)
    live = LiveModels()
    live.promote(fake_bundle(version="2.0.0"), fake_bundle(), "ada", WHY, overridden=("gate",))
    live.roll_back("classification", "ada", WHY)


def logged(library):
    with library.read() as session:
        return list(audit.entries(session))


def test_each_decision_is_logged_once(library, decided):
    assert follow(library) == 4
    assert follow(library) == 0
    entries = logged(library)
    assert [(entry.who, entry.action) for entry in entries] == [
        ("Dr. Who", "change_operating_point"), ("Dr. Who", "undo_operating_point"), ("ada", "promote"),
        ("ada", "roll_back"),
    ]  # fmt: skip
    first, third = json.loads(entries[0].details), json.loads(entries[2].details)
    assert (first["finding"], first["threshold"]) == ("pneumonia", 0.4)
    assert (entries[2].subject, third["over"], third["checks_put_aside"]) == (
        "fake-pneumonia@2.0.0", "fake-pneumonia@1.2.3", 1,
    )  # fmt: skip


def test_reasons_are_free_text_and_stay_out(library, decided):
    follow(library)
    assert not any("Doe" in entry.details or "missed" in entry.details for entry in logged(library))


def test_a_later_decision_is_found_and_the_chain_stays_whole(library, decided):
    follow(library)
    SitePoints(fake_bundle()).change("pneumonia", OperatingPoint(0.3), "ada", "why")
    assert follow(library) == 1
    with library.read() as session:
        assert verify(session).broken is None


def test_names_that_the_log_would_not_take_are_made_fit(library):
    SitePoints(fake_bundle()).change("pneumonia", OperatingPoint(0.3), "A^B\n" + "x" * 300, "why")
    assert follow(library) == 1
    assert logged(library)[0].who == "A B " + "x" * 60


def test_damaged_histories_cost_only_their_damaged_lines(library, decided):
    with (paths.user_data() / "live-models.jsonl").open("ab") as stream:
        stream.write(b"{broken\n")
    assert follow(library) == 4


def test_the_command_line_follows_only_into_a_library_that_is_there(decided):
    assert follow_if_there() == ""
    assert not default_folder().exists()
    new_library(default_folder())
    assert follow_if_there() == ""
    with Library.open() as library:
        assert len(logged(library)) == 4
    (default_folder() / "library.json").write_text("{")
    assert "damaged" in follow_if_there()
