"""An end that was not one: what is reported of it, and what is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from meddiag_gui.crashes import REPORTS, TRACE, CrashWatch
from meddiag_gui.logs import NAME

CRASH = """
import os, sys
from pathlib import Path
from meddiag_gui.crashes import CrashWatch
CrashWatch(Path(sys.argv[1])).start()
def deep_inside(patient="Doe^Jane"):
    os.kill(os.getpid(), int(sys.argv[2]))
deep_inside()
"""


def crash(folder: Path, number: int) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    subprocess.run([sys.executable, "-c", CRASH, folder, str(number)], env=environment, check=False)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_crash_is_reported_with_its_frames_and_the_log_but_no_values(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("the program's own words\n")
    crash(tmp_path, 11)
    watch = CrashWatch(tmp_path)
    report = watch.start()
    assert report is not None
    text = report.read_text("utf-8")
    assert "Segmentation fault" in text
    assert "in deep_inside" in text
    assert "the program's own words" in text
    assert "Jane" not in text
    watch.stop()
    assert CrashWatch(tmp_path).start() is None


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_kill_is_told_even_without_a_trace(tmp_path: Path) -> None:
    crash(tmp_path, 9)
    watch = CrashWatch(tmp_path)
    report = watch.start()
    watch.stop()
    assert report is not None
    assert "left no trace" in report.read_text("utf-8")
    assert "(none)" in report.read_text("utf-8")


def test_an_end_as_it_should_be_is_not_reported(tmp_path: Path) -> None:
    first = CrashWatch(tmp_path)
    assert first.start() is None
    assert (tmp_path / TRACE).exists()
    first.stop()
    first.stop()
    assert not (tmp_path / TRACE).exists()
    second = CrashWatch(tmp_path)
    assert second.start() is None
    second.stop()


def test_only_the_latest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"crash-2020010{number}-000000.txt").touch()
    (tmp_path / TRACE).touch()
    watch = CrashWatch(tmp_path)
    report = watch.start()
    watch.stop()
    kept = sorted(tmp_path.glob("crash-*.txt"))
    assert len(kept) == REPORTS
    assert kept[-1] == report


def test_a_folder_that_cannot_be_written_only_goes_unwatched(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    watch = CrashWatch(tmp_path / "file" / "log")
    assert watch.start() is None
    watch.stop()
