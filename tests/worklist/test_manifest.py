"""Signed verdicts become a manifest that training reads, and that names no patient."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import ExportError, ManifestError
from meddiag_gui.library import audit
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion
from meddiag_gui.library.tables.core import Instance, Study
from meddiag_gui.worklist.manifest import export_verdicts
from tests.support.libraries import add_study, image_of, new_library


@pytest.fixture
def files(tmp_path):
    """Five files that the studies refer to."""
    paths = [tmp_path / f"{number}.dcm" for number in range(1, 6)]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


@pytest.fixture
def library(tmp_path, files):
    with Library.open(new_library(tmp_path / "library")) as opened:
        with opened.write() as session:
            for number, path in enumerate(files, 1):
                add_study(session, number, file=path, patient_id="SHARED" if number < 3 else None,
                          name="Doe^Jane" if number < 3 else "")  # fmt: skip
        yield opened


def sign(library, study, who="ada", stage="with_model", **said):
    """Sign an opinion on a study's first image: ``finding="present"``."""
    with library.write() as session:
        image = image_of(session, study)
        findings = tuple(
            FindingOpinion(name.replace("_", " "), presence, instance=image)
            for name, presence in said.items()
        )
        last = opinions.load(session, study, who).signed(stage)
        draft = Draft(findings, "seen", "again" if last else "")
        opinions.sign(session, study, who, stage, draft, read_first=stage == "alone")


def exported(library, tmp_path, **options):
    target = tmp_path / "out" / "verdicts.csv"
    written = export_verdicts(library, target, who="ada", **options)
    with target.open(newline="", encoding="utf-8") as stream:
        return written, list(csv.DictReader(stream)), target


def test_each_image_has_a_row_with_what_was_signed(library, tmp_path, files):
    sign(library, 1, pneumonia="present", effusion="absent")
    sign(library, 2, pneumonia="absent")
    sign(library, 3, pneumonia="unsure", effusion="present")
    written, rows, _ = exported(library, tmp_path)
    assert [(row["path"], row["pneumonia"], row["effusion"]) for row in rows] == [
        (str(files[0]), "1", "0"), (str(files[1]), "0", ""), (str(files[2]), "", "1"),
    ]  # fmt: skip
    assert rows[0]["patient_id"] == rows[1]["patient_id"] != rows[2]["patient_id"]
    assert {row["reader"] for row in rows} == {"ada"}
    assert (written.images, written.patients, written.findings) == (3, 2, ("effusion", "pneumonia"))


def test_nothing_in_it_names_a_patient(library, tmp_path):
    sign(library, 1, pneumonia="present")
    _, _, target = exported(library, tmp_path)
    assert not any(name in target.read_text() for name in ("Doe", "Jane", "SHARED", "1960"))


def test_training_reads_it(library, tmp_path):
    sign(library, 1, who="1", pneumonia="present")  # a reader of that name is no finding
    sign(library, 2, who="1", pneumonia="absent")
    _, _, target = exported(library, tmp_path)
    manifest = read_manifest(target, ["pneumonia"])
    assert manifest.findings == ("pneumonia",)
    assert [row.labels["pneumonia"] for row in manifest.rows] == [1, 0]
    assert all(row.path.is_file() for row in manifest.rows)
    assert manifest.patients == 1


def test_the_last_signed_version_counts_and_drafts_do_not(library, tmp_path):
    sign(library, 1, pneumonia="present")
    sign(library, 1, pneumonia="absent")
    with library.write() as session:
        opinions.save_draft(session, 2, "ada", "with_model", Draft((FindingOpinion("pneumonia", "present"),)))
    _, rows, _ = exported(library, tmp_path)
    assert [row["pneumonia"] for row in rows] == ["0"]


def test_readers_who_contradict_each_other_leave_a_finding_unlabelled(library, tmp_path):
    sign(library, 1, pneumonia="present", effusion="present")
    sign(library, 1, who="bob", pneumonia="absent", effusion="present")
    _, [row], _ = exported(library, tmp_path)
    assert (row.get("pneumonia", ""), row["effusion"], row["reader"]) == (
        "", "1", "ada; bob",
    )  # fmt: skip
    _, [row], _ = exported(library, tmp_path, reader="bob")
    assert (row["pneumonia"], row["reader"]) == ("0", "bob")


def test_the_reader_alone_is_another_manifest(library, tmp_path):
    sign(library, 1, stage="alone", pneumonia="absent")
    sign(library, 1, pneumonia="present")
    assert exported(library, tmp_path, stage="alone")[1][0]["pneumonia"] == "0"
    assert exported(library, tmp_path)[1][0]["pneumonia"] == "1"


def test_what_cannot_stand_in_it_is_named(library, tmp_path, files):
    for study in range(1, 6):
        sign(library, study, pneumonia="unsure" if study == 4 else "present")
    files[1].unlink()
    with library.write() as session:
        session.get(Instance, image_of(session, 3)).frames = 20
        session.get(Study, 5).binned_at = session.get(Study, 5).added_at
    written, rows, _ = exported(library, tmp_path)
    assert len(rows) == 1
    assert [sentence.partition(" ")[2].split(" ", 1)[1] for sentence in written.left_out] == [
        "has no file any more.", "has several frames.", f"{'sha-4.dcm'} nothing is said for certain.",
    ]  # fmt: skip


def test_images_are_copied_where_that_is_asked_for(library, tmp_path):
    sign(library, 1, pneumonia="present")
    _, [row], target = exported(library, tmp_path, copy=True)
    assert row["path"] == "images/sha-1.dcm.dcm"
    assert (target.parent / row["path"]).read_bytes() == b"1.dcm"


def test_a_finding_that_is_named_like_a_column_gets_another_name(library, tmp_path):
    sign(library, 1, age="present", path="absent")
    _, [row], target = exported(library, tmp_path)
    assert (row["finding age"], row["finding path"]) == ("1", "0")
    assert set(read_manifest(target).findings) == {"finding age", "finding path"}


def test_formulas_stay_text(library, tmp_path):
    sign(library, 1, who="=cmd()", **{"=1+1": "present"})
    _, [row], _ = exported(library, tmp_path)
    assert row["reader"] == "'=cmd()"
    assert row["'=1+1"] == "1"


def test_without_a_signed_verdict_nothing_is_written(library, tmp_path):
    with pytest.raises(ManifestError, match="no signed verdict"):
        exported(library, tmp_path)
    assert not (tmp_path / "out").exists()


def test_the_export_is_logged_and_where_it_fails_it_is_not(library, tmp_path):
    sign(library, 1, pneumonia="present")
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=r"verdicts\.csv cannot be written"):
        export_verdicts(library, tmp_path / "file" / "verdicts.csv", who="ada")
    with library.read() as session:
        assert [entry.action for entry in audit.entries(session)] == ["sign"]
    exported(library, tmp_path)
    with library.read() as session:
        assert [entry.action for entry in audit.entries(session)] == ["sign", "export_verdicts"]
    assert Path(tmp_path / "out" / "verdicts.csv").is_file()
