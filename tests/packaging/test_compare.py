"""Whether two builds are told to be the same, and by what they differ."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.conftest import PACKAGING

Script = Callable[[str], ModuleType]


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders that are the same."""
    first, second = tmp_path / "first", tmp_path / "second"
    (first / "_internal").mkdir(parents=True)
    (first / "meddiag").write_bytes(b"program")
    (first / "meddiag").chmod(0o755)
    (first / "meddiag-cli").symlink_to("meddiag")
    with zipfile.ZipFile(first / "_internal" / "library.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("one.pyc"), b"1")
        archive.writestr(zipfile.ZipInfo("two.pyc"), b"2")
    shutil.copytree(first, second, symlinks=True)
    return first, second


def compared(first: Path, second: Path) -> tuple[int, str]:
    """Run the script as a person does."""
    command = [sys.executable, PACKAGING / "compare.py", first, second]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_two_folders_that_are_the_same(builds: tuple[Path, Path]) -> None:
    assert compared(*builds) == (0, "4 entries in the first, 4 in the second: 0 differences\n")


def test_each_difference_is_named(script: Script, builds: tuple[Path, Path]) -> None:
    first, second = builds
    (second / "meddiag").chmod(0o644)
    (second / "meddiag-cli").unlink()
    (second / "meddiag-cli").symlink_to("elsewhere")
    (second / "new").write_bytes(b"")
    (second / "_internal" / "library.zip").unlink()
    compare = script("compare")
    assert compare.differences(compare.listing(first), compare.listing(second)) == [
        "only in the first: _internal/library.zip",
        "only in the second: new",
        "different: meddiag",
        "different: meddiag-cli",
    ]


def test_a_difference_within_an_archive_is_named(builds: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(builds[1] / "_internal" / "library.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("one.pyc"), b"other")
        archive.writestr(zipfile.ZipInfo("two.pyc"), b"2")
    code, said = compared(*builds)
    assert code == 1
    assert said.splitlines() == [
        "different: _internal/library.zip",
        "    different: one.pyc",
        "4 entries in the first, 4 in the second: 1 differences",
    ]
