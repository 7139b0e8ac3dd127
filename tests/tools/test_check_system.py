"""The check before the first start names exactly what is missing, in one command."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "tools" / "check_system.py"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the check is for Linux")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script on a machine that has fonts, apt-get and a screen."""
    spec = importlib.util.spec_from_file_location("check_system", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return module


def start(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: set[str], *options: str) -> int:
    monkeypatch.setattr(tool, "_loads", lambda library: library not in missing)
    monkeypatch.setattr(tool, "_has_font", lambda: True)
    monkeypatch.setattr(sys, "argv", ["check_system.py", *options])
    return int(tool.main())


def test_complete_machine_passes_in_silence(tool, monkeypatch, capsys) -> None:
    assert start(tool, monkeypatch, set(), "--display") == 0
    assert capsys.readouterr() == ("", "")


def test_what_is_missing_is_named_in_one_command(tool, monkeypatch, capsys) -> None:
    assert start(tool, monkeypatch, {"libEGL.so.1", "libxcb-cursor.so.0"}, "--display") == 1
    (command,) = [line.strip() for line in capsys.readouterr().err.splitlines() if "apt-get" in line]
    assert command.endswith("apt-get install -y --no-install-recommends libegl1 libxcb-cursor0")


def test_tests_do_not_need_what_only_a_screen_needs(tool, monkeypatch) -> None:
    assert start(tool, monkeypatch, {"libxcb-cursor.so.0"}) == 0
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert start(tool, monkeypatch, {"libxcb-cursor.so.0"}, "--display") == 0


def test_a_build_needs_what_every_kind_of_screen_needs_and_no_screen(tool, monkeypatch, capsys) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY")
    missing = {"libxcb-icccm.so.4", "libwayland-cursor.so.0"}
    assert start(tool, monkeypatch, missing, "--packages", "--build") == 0
    assert capsys.readouterr().out == "libxcb-icccm4 libwayland-cursor0\n"
    assert start(tool, monkeypatch, set(), "--build") == 0


def test_missing_screen_is_named(tool, monkeypatch, capsys) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert start(tool, monkeypatch, set(), "--display") == 1
    assert "DISPLAY" in capsys.readouterr().err


def test_bare_names_are_for_scripts(tool, monkeypatch, capsys) -> None:
    assert start(tool, monkeypatch, {"libGL.so.1", "libdbus-1.so.3"}, "--packages") == 0
    assert capsys.readouterr().out.split() == ["libgl1", "libdbus-1-3"]


def test_machine_without_a_font_is_told_so(tool, monkeypatch) -> None:
    monkeypatch.setattr(tool, "_has_font", lambda: False)
    monkeypatch.setattr(tool, "_loads", lambda _: True)
    assert tool.missing_packages(tool.DRAWING) == ["fonts-dejavu-core"]


def test_other_package_managers_get_the_names(tool, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert tool.install_command(["libegl1"]).endswith("libegl1")
    assert "apt-get" not in tool.install_command(["libegl1"])


def test_a_library_that_is_not_there_does_not_load(tool) -> None:
    assert not tool._loads("libnothing-of-this-name.so.99")
    assert tool._loads("libc.so.6")
