"""The program as a user starts it: the window by the shortest way, commands through the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from meddiag_gui.__main__ import _paths_for_window

ROOT = Path(__file__).resolve().parent.parent

# The real start, watched from inside: when the first picture is up, say what it is and close the window.
WATCHED_START = """
import sys
from PySide6.QtCore import QTimer
from meddiag_gui.gui import app
from meddiag_gui.__main__ import main

build = app.build

def build_and_watch():
    program = build()

    def look():
        picture = program.session.picture
        if picture is not None and program.window.isVisible():
            image = picture.image
            header = image.header
            print(header.patient_name, header.study_description, image.rows, image.columns, sep="|")
            print(*sorted({"torch", "typer"} & sys.modules.keys()))
            program.window.close()

    timer = QTimer(program.window, interval=20)
    timer.timeout.connect(look)
    timer.start()
    program.session.failed.connect(sys.exit)
    return program

app.build = build_and_watch
sys.exit(main())
"""


def start(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a home of its own, without a screen."""
    environment = os.environ | {"MEDDIAG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, *arguments]
    return subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.slow
def test_first_start_shows_the_phantom_without_torch_or_the_command_line(tmp_path: Path) -> None:
    run = start("-c", WATCHED_START, home=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["Phantom^Demo|Phantom (computed, not a patient)|1600|1536", ""]


def test_version_is_told(tmp_path: Path) -> None:
    run = start("-m", "meddiag_gui", "--version", home=tmp_path)
    assert (run.returncode, run.stdout.split()[0]) == (0, "MedDiag")


def test_wrong_usage_is_two(tmp_path: Path) -> None:
    run = start("-m", "meddiag_gui", "no-such-command", home=tmp_path)
    assert run.returncode == 2
    assert "no-such-command" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        ([], []),
        (["gui"], []),
        (["gui", "a.dcm", "b"], [Path("a.dcm"), Path("b")]),
        (["study/1"], [Path("study/1")]),
        (["a.dcm"], [Path("a.dcm")]),
        (["predict", "a.dcm"], None),
        (["--version"], None),
        (["gui", "--help"], None),
    ],
)
def test_window_is_known_without_reading_the_command_line(
    arguments: list[str], paths: list[Path] | None
) -> None:
    assert _paths_for_window(arguments) == paths
