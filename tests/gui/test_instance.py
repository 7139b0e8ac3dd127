"""A second start gives its files to the first; what does not answer or makes no sense takes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from meddiag_gui.gui import instance
from meddiag_gui.gui.instance import Reception, hand_over, meeting_place

HAND_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from meddiag_gui.gui.instance import hand_over
application = QCoreApplication([])
sys.exit(0 if hand_over([Path(name) for name in sys.argv[2:]], sys.argv[1]) else 7)
"""


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "here") if os.name != "nt" else f"meddiag-test-{os.getpid()}"


def start(place: str, *names: str, cwd: Path) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", HAND_OVER, place, *names], cwd=cwd, env=os.environ | {"PYTHONPATH": root}
    )


def test_files_of_a_second_start_arrive_with_their_whole_path(
    qtbot: QtBot, tmp_path: Path, place: str
) -> None:
    reception = Reception(place)
    with qtbot.waitSignal(reception.asked, timeout=60_000) as asked:
        second = start(place, "a b.dcm", "片.dcm", cwd=tmp_path)
    assert asked.args == [(tmp_path / "a b.dcm", tmp_path / "片.dcm")]
    assert second.wait(60) == 0
    reception.close()


def test_a_start_without_files_asks_for_the_window(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    reception = Reception(place)
    with qtbot.waitSignal(reception.asked, timeout=60_000) as asked:
        second = start(place, cwd=tmp_path)
    assert asked.args == [()]
    assert second.wait(60) == 0
    reception.close()


def test_the_first_start_finds_nobody_even_after_a_crash(qtbot: QtBot, place: str) -> None:
    assert not hand_over([], place)
    if os.name != "nt":
        Path(place).touch()  # what a killed program leaves
        assert not hand_over([], place)
        reception = Reception(place)
        assert reception._server.isListening()
        reception.close()


@pytest.mark.parametrize("message", [b"no json\n", b'{"a": 1}\n', b'["relative.dcm"]\n', b'[""]\n', b"[3]\n"])
def test_what_makes_no_sense_is_dropped(qtbot: QtBot, place: str, message: bytes) -> None:
    reception = Reception(place)
    socket = QLocalSocket()
    socket.connectToServer(place)
    socket.waitForConnected(1000)
    with qtbot.assertNotEmitted(reception.asked), qtbot.waitSignal(socket.disconnected, timeout=30_000):
        socket.write(message)
    reception.close()


def test_a_program_that_hangs_takes_nothing_over(
    qtbot: QtBot, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_ANSWERING", 50)
    reception = Reception(place)  # in this thread: it cannot answer while `hand_over` waits
    assert not hand_over([Path("a.dcm")], place)
    reception.close()


def test_each_home_has_its_own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = meeting_place()
    assert meeting_place() == first
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path / "other"))
    assert meeting_place() != first
    assert str(tmp_path) not in meeting_place()


START = """
import sys
from PySide6.QtCore import QTimer
from meddiag_gui.gui import app
def open_paths(session, paths):
    print("opened", *[path.name for path in paths], flush=True)
app.Session.open_paths = open_paths
app.Session.open_demo = lambda session: print("ready", flush=True)
app.Start.__call__ = lambda start: start._program.start(start._given)
def shown(window):
    print("raised", flush=True)
    QTimer.singleShot(0, app.QApplication.quit)
app.MainWindow.raise_ = shown
app.Program.offer_recovery = lambda program, report: print("recovering", flush=True)
sys.exit(app.run([]))
"""


def test_the_window_that_is_open_takes_the_files_and_comes_to_the_front(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    first = subprocess.Popen(
        [sys.executable, "-c", START], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "ready\n"
    second = subprocess.run(
        [sys.executable, "-m", "meddiag_gui", "gui", tmp_path / "later.dcm"], env=environment, check=False
    )
    assert second.returncode == 0
    assert first.communicate(timeout=120)[0] == "opened later.dcm\nraised\n"
    assert first.returncode == 0


def test_after_a_kill_the_next_start_offers_recovery_and_a_signal_ends_it_cleanly() -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    said = []
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGTERM):
        process = subprocess.Popen(
            [sys.executable, "-c", START], stdout=subprocess.PIPE, text=True, env=environment
        )
        assert process.stdout is not None
        said.append(next(iter(process.stdout.readline, "")))
        if said[-1] == "recovering\n":
            assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        process.communicate(timeout=120)
    assert said == ["ready\n", "recovering\n", "ready\n"]
    assert process.returncode == 0
