"""The start of the program in a process of its own: what is imported, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.brightness import write_brightness_bundle, write_picture

# Stands in for the window, and tells what was imported on the way to it.
FAKE_WINDOW = """
import sys, types
window = types.ModuleType("meddiag_gui.gui.app")
def run(paths):
    heavy = {"typer", "rich", "torch", "pydicom", "onnxruntime", "sklearn", "PySide6", "PIL", "numpy"}
    print([str(path) for path in paths], sorted(heavy & sys.modules.keys()))
    return 0
window.run = run
sys.modules["meddiag_gui.gui.app"] = window
from meddiag_gui.__main__ import main
sys.exit(main())
"""
# Runs a command and tells which of the libraries that it must not need were imported.
LISTED = """
import sys
from meddiag_gui.__main__ import main
code = main()
print(sorted({"torch", "torchvision", "PySide6", "sklearn"} & sys.modules.keys()), file=sys.stderr)
sys.exit(code)
"""
# A command that fails in a way that nobody foresaw.
BROKEN = """
import sys
from meddiag_gui.inference import registry
def fail(*names):
    raise ZeroDivisionError("Doe^Jane")
registry.list_bundles = fail
from meddiag_gui.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Environment whose user folder holds the brightness model."""
    write_brightness_bundle(tmp_path / "home" / "data" / "models" / "brightness-1.0.0")
    root = Path(__file__).resolve().parent.parent
    return {
        **os.environ,
        "MEDDIAG_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(root),
        "PYTHONUNBUFFERED": "1",
    }


def script(
    text: str, *arguments: str | Path, env: dict[str, str], cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", text, *map(str, arguments)]
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [([], []), (["gui"], []), (["gui", "x"], ["x"]), (["a.dcm", "b"], ["a.dcm", "b"]), (["d/e"], ["d/e"])],
)
def test_the_window_opens_without_importing_anything_heavy(
    environment: dict[str, str], arguments: list[str], paths: list[str]
) -> None:
    ended = script(FAKE_WINDOW, *arguments, env=environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"{paths} []\n"


def test_a_bare_folder_name_opens_the_window_too(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    ended = script(FAKE_WINDOW, "study", env=environment, cwd=tmp_path)
    assert ended.stdout.startswith("['study'] ")


def test_predicting_on_the_cpu_needs_neither_torch_nor_qt(
    environment: dict[str, str], tmp_path: Path
) -> None:
    picture = write_picture(tmp_path / "a.png", 0.7)
    ended = script(
        LISTED,
        *("predict", picture, "--model", "brightness", "--device", "cpu", "--saliency", tmp_path / "maps"),
        env=environment,
    )
    assert ended.returncode == 0
    assert "present" in ended.stdout
    assert ended.stderr == "[]\n"
    assert (tmp_path / "maps" / "a-brightness.png").is_file()


def test_an_internal_error_is_3_with_one_line_and_frames_in_the_log(
    environment: dict[str, str], tmp_path: Path
) -> None:
    ended = script(BROKEN, "models", env=environment)
    assert ended.returncode == 3
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.startswith("meddiag: internal error (ZeroDivisionError)")
    log = (tmp_path / "home" / "log" / "meddiag.log").read_text("utf-8")
    assert "ZeroDivisionError" in log
    assert "in models" in log  # the frame of the command
    assert "Doe" not in log + ended.stderr


def _hear_ctrl_c() -> None:
    """Undo what a shell does to programs that it starts in the background: Ctrl-C is ignored there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_ends_without_a_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "many"
    picture = write_picture(folder / "0.png", 0.7)
    for index in range(1, 5000):
        (folder / f"{index}.png").hardlink_to(picture)
    command = [sys.executable, "-m", "meddiag_gui", "predict", str(folder), "--model", "brightness"]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == ""
