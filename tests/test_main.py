"""The program as a user starts it for the first time: the window, and the demo study in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.slow
def test_first_start_shows_the_phantom_without_torch_or_the_command_line(tmp_path: Path) -> None:
    environment = os.environ | {"MEDDIAG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WATCHED_START]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["Phantom^Demo|Phantom (computed, not a patient)|1600|1536", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have one")
def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {k: v for k, v in os.environ.items() if k not in hidden} | {"MEDDIAG_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "meddiag_gui", "image.dcm"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 1
    assert run.stderr == "meddiag: there is no display to open a window on (DISPLAY is not set).\n"
