"""The commands together: help, version, opening the window, screenshots, output that cannot be written."""

from __future__ import annotations

import errno
import io
import os
import sys
import types
from pathlib import Path

import pytest

from meddiag_gui import __version__
from meddiag_gui.cli import output
from meddiag_gui.cli.output import progress_line
from meddiag_gui.imaging.text import printable
from meddiag_gui.tasks import Progress
from tests.cli.conftest import Run
from tests.support.brightness import write_picture


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What the window was asked to open; the window itself is a stand-in."""
    calls: list[list[Path]] = []
    module = types.ModuleType("meddiag_gui.gui.app")
    module.run = lambda paths: calls.append(paths) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "meddiag_gui.gui.app", module)
    return calls


def test_version_and_help(meddiag: Run) -> None:
    assert meddiag("--version").out == f"MedDiag {__version__}\n"
    ended = meddiag("--help")
    assert ended.code == 0
    for command in (
        "gui",
        "predict",
        "inspect",
        "models",
        "evaluate",
        "selftest",
        "screenshots",
        "Exit codes",
    ):
        assert command in ended.out


def test_the_window_opens_by_command_by_path_and_by_nothing(
    tmp_path: Path, meddiag: Run, opened: list[list[Path]]
) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    assert meddiag("gui", folder, tmp_path / "none.dcm").code == 0
    assert meddiag(folder).code == 0
    assert meddiag().code == 0
    assert opened == [[folder, tmp_path / "none.dcm"], [folder], []]


def test_a_word_that_is_no_path_is_wrong_usage(meddiag: Run, opened: list[list[Path]]) -> None:
    ended = meddiag("predcit")
    assert (ended.code, opened) == (2, [])
    assert "predict" in ended.err  # did you mean


def test_screenshots_are_listed(tmp_path: Path, meddiag: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("meddiag_gui.gui.screenshots")
    module.take_screenshots = lambda folder, language: [folder / f"viewer-{language}.png"]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "meddiag_gui.gui.screenshots", module)
    ended = meddiag("screenshots", tmp_path)
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'viewer-en.png'}\n")
    assert meddiag("screenshots", tmp_path, "--language", "zh_CN").out.endswith("viewer-zh_CN.png\n")


def test_a_full_disk_is_one_sentence_and_no_internal_error(
    tmp_path: Path, meddiag: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes | str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "write_atomic", full)
    ended = meddiag("predict", write_picture(tmp_path / "a.png", 0.5), "--json", tmp_path / "out.json")
    assert ended.code == 1
    assert ended.err == "meddiag: out.json cannot be written: No space left on device.\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Köln 胸 é", "Köln 胸 é"),
        ("a\nb\x1b[2J", r"a\nb\x1b[2J"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2028", r"\u2028"),
    ],
)
def test_text_for_the_terminal_is_harmless(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_progress_is_one_line_with_the_time_left_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_line() as report:
        report(Progress(3, 10, "Judging images", 80.0))
    shown = capsys.readouterr().err
    assert "Judging images 3 of 10, 1 min 20 s left" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")  # and leaves nothing behind


def test_progress_is_silent_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line() as report:
        report(Progress(3, 10, "Judging images"))
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="there are pipes with names only on POSIX")
def test_a_pipe_is_written_into_and_a_link_through_never_replaced(tmp_path: Path) -> None:
    pipe, link, target = tmp_path / "pipe", tmp_path / "link", tmp_path / "target"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    output.write_file(pipe, "into")
    assert os.read(reader, 100) == b"into"
    os.close(reader)
    target.write_text("old")
    link.symlink_to(target)
    output.write_file(link, "new")
    assert (pipe.is_fifo(), link.is_symlink(), target.read_text()) == (True, True, "new")


def test_without_a_standard_output_there_is_a_sentence(meddiag: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    ended = meddiag("models", "--json", "-")
    assert (ended.code, ended.err) == (1, "meddiag: There is no standard output to write to.\n")


class _FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_behind_the_output_is_named(meddiag: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _FullDisk())
    ended = meddiag("models")
    assert (ended.code, ended.err) == (1, "meddiag: The output cannot be written: No space left on device.\n")


def test_what_the_reader_leaves_out_is_one_sentence_and_no_internal_error(
    meddiag: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def screenshots(folder: Path, language: str) -> list[Path]:
        raise ModuleNotFoundError("No module named 'sklearn'", name="sklearn")

    module = types.ModuleType("meddiag_gui.gui.screenshots")
    module.take_screenshots = screenshots  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "meddiag_gui.gui.screenshots", module)
    ended = meddiag("screenshots", "here")
    assert ended.code == 1
    assert ended.err.count("\n") == 1
    assert "not part of this installation" in ended.err
