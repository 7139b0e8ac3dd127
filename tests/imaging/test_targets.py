"""Paths to files: nothing is skipped in silence, nothing outside is followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from meddiag_gui.imaging.targets import find_targets

posix = pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")


def names(given: list[Path], root: Path) -> list[tuple[str, bool]]:
    return [
        (target.path.relative_to(root).as_posix(), bool(target.problem)) for target in find_targets(given)
    ]


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def test_files_keep_their_order_and_folders_are_sorted(tmp_path: Path) -> None:
    last = touch(tmp_path / "z.dcm")
    for name in ("study/b.dcm", "study/a/2", "study/a/1", "study/.hidden", "study/notes.txt"):
        touch(tmp_path / name)
    assert names([last, tmp_path / "study"], tmp_path) == [
        ("z.dcm", False),
        ("study/.hidden", False),
        ("study/a/1", False),
        ("study/a/2", False),
        ("study/b.dcm", False),
        ("study/notes.txt", False),
    ]


def test_a_file_given_twice_is_listed_twice(tmp_path: Path) -> None:
    path = touch(tmp_path / "a.png")
    assert len(find_targets([path, path])) == 2


def test_a_missing_path_has_its_problem(tmp_path: Path) -> None:
    (target,) = find_targets([tmp_path / "none.dcm"])
    assert target.problem == "none.dcm does not exist."


def test_an_impossible_name_has_its_problem() -> None:
    too_long, zero = find_targets([Path("x" * 5000), Path("a\0b")])
    assert "cannot be read" in too_long.problem
    assert len(too_long.problem) < 200
    assert "cannot be read (not a possible name)" in zero.problem


@posix
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (target,) = find_targets([tmp_path])
    assert target.problem == "pipe is not a regular file."


@posix
def test_links_out_of_the_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    outside = touch(tmp_path / "outside" / "secret.dcm")
    root = tmp_path / "root"
    inside = touch(root / "sub" / "a.dcm")
    (root / "file_out").symlink_to(outside)
    (root / "folder_out").symlink_to(outside.parent)
    (root / "file_in").symlink_to(inside)
    (root / "folder_in").symlink_to(root / "sub")
    (root / "loop").symlink_to(root)
    found = find_targets([root])
    assert [target.path.name for target in found if not target.problem] == ["file_in", "a.dcm"]
    out = {target.path.name: target.problem for target in found if target.problem}
    assert set(out) == {"file_out", "folder_out"}
    assert "leads out of the folder" in out["file_out"]


@posix
def test_a_broken_or_circular_link_has_its_problem(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert names([tmp_path], tmp_path) == [("broken", True), ("circle", True)]


@posix
def test_a_link_given_by_name_is_followed(tmp_path: Path) -> None:
    outside = touch(tmp_path / "outside" / "a.dcm")
    (tmp_path / "link").symlink_to(outside.parent)
    assert names([tmp_path / "link"], tmp_path) == [("link/a.dcm", False)]


def test_a_folder_that_cannot_be_listed_has_its_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "locked" / "a.dcm")
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (target,) = find_targets([tmp_path])
    assert target.problem == "locked cannot be listed: Permission denied."
