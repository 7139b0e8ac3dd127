"""Where things lie: from source, when frozen, and in a home given by the user."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from meddiag_gui import paths

USER_FOLDERS = {
    "data": paths.user_data,
    "config": paths.user_config,
    "cache": paths.user_cache,
    "log": paths.user_log,
}


def test_resources_of_the_source_tree_are_found() -> None:
    assert (paths.program_root() / "meddiag_gui" / "__main__.py").is_file()
    assert paths.resources().is_dir()
    assert paths.bundled_models().parent == paths.program_root()


def test_frozen_program_looks_into_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
    assert paths.bundled_models() == tmp_path / "models"


@pytest.mark.parametrize("kind", USER_FOLDERS)
def test_one_home_holds_every_user_folder(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path))
    assert USER_FOLDERS[kind]() == tmp_path / kind


def test_home_may_start_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("MEDDIAG_HOME", "~/meddiag")
    assert paths.user_models() == tmp_path / "meddiag" / "data" / "models"


@pytest.mark.parametrize("given", [None, ""])
def test_without_a_home_the_systems_own_folders_are_used(
    given: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEDDIAG_HOME", raising=False)
    if given is not None:
        monkeypatch.setenv("MEDDIAG_HOME", given)
    folders = [folder() for folder in USER_FOLDERS.values()]
    assert all(paths.APP in folder.parts for folder in folders)
    assert all(folder.is_absolute() for folder in folders)


def test_a_home_of_nobody_ends_the_program_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDDIAG_HOME", "~no-such-user/meddiag")
    with pytest.raises(SystemExit, match="MEDDIAG_HOME names no folder"):
        paths.user_home()


def test_own_commands_run_by_this_python_from_source_and_by_the_console_twin_when_frozen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert paths.command_line() == [sys.executable, "-m", "meddiag_gui"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/meddiag/meddiag")
    assert paths.command_line() == ["/opt/meddiag/meddiag-cli"]
