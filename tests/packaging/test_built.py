"""The built program, driven as on a machine without Python (see packaging/README.md)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.packaging.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.package]
NO_TRAINING = "not part of this installation"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of this machine's Python, a PATH that finds none, a locale with a comma for decimals."""
    own = {"HOME": str(home), "MEDDIAG_HOME": str(home / "meddiag")}
    return own | {"PATH": "/nowhere", "LC_ALL": "de_DE.UTF-8"} | more


def run(program: Path, *arguments: str | Path, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the built program to its end."""
    return subprocess.run(
        [program, *arguments], env=environment(home, **more), capture_output=True, text=True, check=False
    )


def running_from(folder: Path) -> list[str]:
    """Processes whose program lies in a folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.exe()).is_relative_to(folder):
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


def phantom(home: Path) -> Path:
    """Write the demo study's file into a folder."""
    from meddiag_gui.imaging.phantom.study import demo_study

    return demo_study(home)


def test_the_selftest_passes_without_python(built: Path, tmp_path: Path) -> None:
    ended = run(built / "meddiag-cli", "selftest", home=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "screens drawn" in ended.stdout
    assert "another passphrase opens nothing" in ended.stdout
    trains = (built / "_internal" / "torch").is_dir()
    assert ("2 epochs, selftest-segmentation 1 published" if trains else NO_TRAINING) in ended.stdout
    assert ("report.pdf: " in ended.stdout) is trains
    assert running_from(built) == []


def test_what_the_reader_lacks_is_said_in_one_sentence(built: Path, tmp_path: Path) -> None:
    if (built / "_internal" / "torch").is_dir():
        pytest.skip("this flavour lacks nothing")
    study = phantom(tmp_path)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"path,patient_id,Pneumonia\n{study.name},1,1\n", encoding="utf-8")
    for command in (["evaluate"], ["train", manifest, "--out", tmp_path / "run"]):
        ended = run(built / "meddiag-cli", *command, "--data", manifest, home=tmp_path)
        assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
        assert NO_TRAINING in ended.stderr


def test_scores_equal_those_from_source(built: Path, tmp_path: Path) -> None:
    study = phantom(tmp_path)
    ended = run(built / "meddiag-cli", "predict", study, "--device", "cpu", "--json", "-", home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    source = subprocess.run(
        [sys.executable, "-m", "meddiag_gui", "predict", study, "--device", "cpu", "--json", "-"],
        env=os.environ | {"MEDDIAG_HOME": str(tmp_path / "source")},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    ours, theirs = (_comparable(json.loads(text)) for text in (ended.stdout, source.stdout))
    assert ours["results"][0].pop("probabilities") == pytest.approx(
        theirs["results"][0].pop("probabilities"), abs=1e-5
    )
    assert ours == theirs


def _comparable(document: dict[str, Any]) -> dict[str, Any]:
    for result in document["results"]:
        assert result["status"] == "ok"
        del result["timing_ms"]
        result["probabilities"] = [finding.pop("probability") for finding in result["findings"]]
    return document


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A new folder that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory(prefix="meddiag-built-") as made:
        place = Path(made)
        place.chmod(0o755)
        yield place
        for folder in [one for one in place.rglob("*") if one.is_dir() and not one.is_symlink()]:
            folder.chmod(0o755)


def test_it_runs_from_a_read_only_folder_with_spaces_and_other_letters(built: Path, open_place: Path) -> None:
    """As a user without rights, where the test itself has them: to root nothing is read-only."""
    program = open_place / "放射科 Röntgen и снимки" / "Med Diag"
    shutil.copytree(built, program, symlinks=True)
    for path in [*program.rglob("*"), program, program.parent]:
        if not path.is_symlink():
            path.chmod((path.stat().st_mode | 0o444) & ~0o222)
    home = open_place / "Daten 一 %h"
    study = phantom(home / "Studie")
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = {"user": 65534, "group": 65534, "extra_groups": []}
        for path in [home, *home.rglob("*")]:
            os.chown(path, 65534, 65534)
    for arguments in (
        ["predict", study, "--json", "-"],
        ["selftest", "--part", "models", "--part", "files", "--part", "library"],
    ):
        ended = subprocess.run(
            [program / "meddiag-cli", *arguments],
            env=environment(home), capture_output=True, text=True, check=False, **user,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb")
def test_the_window_opens_a_study_and_closes_cleanly(built: Path, tmp_path: Path) -> None:
    display = f":{100 + os.getpid() % 800}"
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
    try:
        program = subprocess.Popen(
            [built / "meddiag", phantom(tmp_path)], env=environment(tmp_path, DISPLAY=display)
        )
        try:
            end = time.monotonic() + 120
            while (
                len(running_from(built)) < 2 and time.monotonic() < end
            ):  # the window and its reading process
                time.sleep(0.2)
            assert program.poll() is None
            assert len(running_from(built)) >= 2
        finally:
            program.terminate()
        assert program.wait(60) == 0
        end = time.monotonic() + 30
        while running_from(built) and time.monotonic() < end:
            time.sleep(0.2)
        assert running_from(built) == []
    finally:
        server.terminate()
        server.wait()


def test_licences_and_parts_are_inside(built: Path) -> None:
    table = (built / "licences" / "LICENCES.txt").read_text("utf-8")
    parts = json.loads((built / "licences" / "sbom.cdx.json").read_text("utf-8"))
    assert parts["bomFormat"] == "CycloneDX"
    named = {component["name"] for component in parts["components"]}
    assert {"numpy", "pydicom", "PySide6_Essentials", "onnxruntime", "CPython"} <= named
    assert all(name in table for name in named)
    assert "libreadline" not in table  # GPL
    assert (built / "licences" / "PySide6_Essentials" / "LGPL-3.0.txt").is_file()
    assert not [
        path.name for path in (built / "licences").rglob("*") if path.suffix in (".py", ".pyc", ".so")
    ]
