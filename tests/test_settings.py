from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui import settings as module
from meddiag_gui.settings import RECENT_FILES, Settings, load_settings, save_settings, settings_path

some_settings = st.builds(
    Settings,
    recent_files=st.lists(st.text(), max_size=RECENT_FILES).map(tuple),
    last_folder=st.text(),
    overlay_opacity=st.floats(0, 1),
    predict_on_open=st.booleans(),
    show_annotations=st.booleans(),
    show_files=st.booleans(),
    window_geometry=st.text(),
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("settings") / "settings.json"


@given(settings=some_settings)
def test_what_was_saved_is_read_again(scratch, settings):
    save_settings(settings, scratch)
    assert load_settings(scratch) == settings


def test_the_first_start_has_the_defaults_and_writes_nothing():
    assert load_settings() == Settings()
    assert not settings_path().exists()


def test_a_bad_field_takes_its_default_with_a_warning_and_costs_no_other(scratch, caplog):
    scratch.write_text(
        json.dumps({"overlay_opacity": "much", "show_files": False, "recent_files": 3, "new": 1})
    )
    with caplog.at_level(logging.WARNING):
        settings = load_settings(scratch)
    assert settings == Settings(show_files=False)
    assert [record.args[0] for record in caplog.records] == ["recent_files", "overlay_opacity"]


@pytest.mark.parametrize("opacity", [-0.1, 1.5, 1e300])
def test_an_opacity_out_of_range_takes_its_default(scratch, opacity):
    scratch.write_text(json.dumps({"overlay_opacity": opacity, "predict_on_open": False}))
    assert load_settings(scratch) == Settings(predict_on_open=False)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"[" * 100_000, b" " * (2**20 + 1)]
)
def test_a_damaged_file_is_set_aside_and_never_blocks_the_start(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.json.bad").read_bytes() == content
    save_settings(Settings(show_files=False), path)
    assert load_settings(path) == Settings(show_files=False)


def test_an_unreadable_place_gives_the_defaults(tmp_path):
    (tmp_path / "settings.json").mkdir()
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_recent_files_are_latest_first_without_repeats_and_bounded(tmp_path):
    settings = Settings()
    for number in [*range(20), 15]:
        settings = settings.with_recent(tmp_path / f"{number}.dcm")
    names = [Path(name).stem for name in settings.recent_files]
    assert names[:3] == ["15", "19", "18"]
    assert len(names) == len(set(names)) == RECENT_FILES
    assert settings.last_folder == str(tmp_path)


def test_a_name_that_is_no_text_survives(scratch):
    settings = Settings(recent_files=("/data/caf\udce9.dcm",))
    save_settings(settings, scratch)
    assert load_settings(scratch) == settings


@pytest.mark.skipif(os.name == "nt", reason="has no pipes in folders")
def test_a_pipe_in_their_place_is_set_aside(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == Settings()
    assert (tmp_path / "settings.json.bad").is_fifo()


def halve_opacity(stored):
    """A step to version 2, in which opacity has another scale."""
    return stored | {"overlay_opacity": stored.get("overlay_opacity", 1) / 2}


def test_an_upgrade_brings_the_settings_over_and_leaves_the_old_ones(monkeypatch):
    save_settings(Settings(overlay_opacity=0.8, show_files=False))
    before = settings_path().read_bytes()
    monkeypatch.setattr(module, "STEPS", (halve_opacity,))
    assert load_settings() == Settings(overlay_opacity=0.4, show_files=False)
    save_settings(Settings(overlay_opacity=0.1))
    assert load_settings() == Settings(overlay_opacity=0.1)
    assert settings_path(1).read_bytes() == before


def test_going_back_finds_the_settings_of_the_version_before(monkeypatch):
    save_settings(Settings(overlay_opacity=0.8))
    with monkeypatch.context() as upgraded:
        upgraded.setattr(module, "STEPS", (halve_opacity,))
        save_settings(Settings(overlay_opacity=0.1, light_theme=True))
    assert load_settings() == Settings(overlay_opacity=0.8)
    save_settings(Settings(overlay_opacity=0.7))
    monkeypatch.setattr(module, "STEPS", (halve_opacity,))
    assert load_settings() == Settings(overlay_opacity=0.1, light_theme=True)


def test_a_jump_over_versions_takes_every_step(monkeypatch):
    save_settings(Settings(overlay_opacity=0.8))
    monkeypatch.setattr(module, "STEPS", (halve_opacity, halve_opacity))
    assert load_settings().overlay_opacity == pytest.approx(0.2)
    assert settings_path().name == "settings-3.json"


def test_an_upgrade_without_settings_starts_with_the_defaults(monkeypatch):
    monkeypatch.setattr(module, "STEPS", (lambda stored: stored,))
    assert load_settings() == Settings()


def test_what_a_later_program_stored_survives_an_earlier_one(scratch):
    scratch.write_text(json.dumps({"version": 1, "show_files": False, "of_later": [1, 2]}))
    save_settings(load_settings(scratch), scratch)
    assert json.loads(scratch.read_text())["of_later"] == [1, 2]
    assert not json.loads(scratch.read_text())["show_files"]
