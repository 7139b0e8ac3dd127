"""What a labelled set is, and the part of it that a training run locked away."""

from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.labelled import locked_part, manifest_digest, read_labelled
from meddiag_gui.files import sha256_of
from tests.support.evaluated import write_manifest


def test_the_locked_part_holds_the_test_images_only(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, 6)
    parts = ("train", "test", "validation", "test", "train", "train")
    rows = [f"{row.source},{row.patient_id},{part}" for row, part in zip(manifest.rows, parts, strict=True)]
    (tmp_path / "split.csv").write_text("\n".join(["path,patient_id,part", *rows]))
    for given in (tmp_path, tmp_path / "split.csv"):
        assert [row.source for row in locked_part(manifest, given).rows] == ["image-1.png", "image-3.png"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"path,patient_id,part\nother.png,a,test\n", "another labelled set"),
        (b"path,patient_id,part\nimage-0.png,a,train\n", "no test part"),
        (b"path,part_of\nimage-0.png,test\n", "needs columns"),
        (b"", "needs columns"),
        (b"path,part\n\xff\xfe,test\n", "no split"),
        (b'path,part\n"a,test\n', "no split"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    manifest = write_manifest(tmp_path, 6)
    (tmp_path / "split.csv").write_bytes(content)
    with pytest.raises(ManifestError, match=said):
        locked_part(manifest, tmp_path)


def test_a_missing_split_is_said(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"split\.csv cannot be read"):
        locked_part(write_manifest(tmp_path, 6), tmp_path)


def test_a_folder_by_class_is_a_labelled_set_with_a_digest_of_its_own(tmp_path: Path) -> None:
    for name in ("normal/1-1.png", "mass/2-1.png"):
        (tmp_path / "tree" / name).parent.mkdir(parents=True)
        (tmp_path / "tree" / name).write_bytes(b"")
    found = read_labelled(tmp_path / "tree", ["Mass"])
    assert found.column_of("Mass") == "mass"
    before = manifest_digest(found)
    (tmp_path / "tree/mass/3-1.png").write_bytes(b"")
    assert manifest_digest(read_labelled(tmp_path / "tree")) != before
    manifest = write_manifest(tmp_path)
    assert manifest_digest(manifest) == sha256_of(manifest.path)
