"""``meddiag library audit`` and ``meddiag library verdicts``."""

from __future__ import annotations

import csv
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from meddiag_gui.library import audit
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion
from meddiag_gui.library.tables.audit import TRIGGERS
from tests.support.libraries import add_study, image_of, new_library


@pytest.fixture
def folder(tmp_path):
    """A library with three entries in its log, one of them a signature."""
    folder = new_library(tmp_path / "library")
    file = tmp_path / "a.dcm"
    file.write_bytes(b"x")
    with Library.open(folder) as library, library.write() as session:
        study = add_study(session, 1, file=file, name="Doe^Jane")
        said = FindingOpinion("pneumonia", "present", instance=image_of(session, study))
        audit.record(session, "ada", "open", "1.2.1")
        opinions.sign(session, study, "ada", "with_model", Draft((said,)))
        audit.record(session, "ada", "export", "1.2.1.0", {"kind": "png"})
    return folder


def ask(meddiag, folder, *arguments):
    return meddiag("library", *arguments, "--library", folder)


def break_it(folder):
    with closing(dbapi2.connect(str(folder / "library.sqlite"), isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_entry_stays")
        connection.execute("UPDATE audit_entries SET who = 'eve' WHERE number = 2")
        connection.execute(f"CREATE TRIGGER audit_entry_stays {TRIGGERS['audit_entry_stays']}")


def test_the_log_is_shown_with_identifiers_only(meddiag, folder):
    ended = ask(meddiag, folder, "audit")
    assert ended.code == 0
    assert [line.split()[3] for line in ended.out.splitlines()] == ["open", "sign", "export"]
    assert "Doe" not in ended.out
    assert len(ask(meddiag, folder, "audit", "--last", "1").out.splitlines()) == 1
    rows = ask(meddiag, folder, "audit", "--json", "-").json["results"]
    assert (rows[2]["action"], rows[2]["details"]) == ("export", {"kind": "png"})


def test_a_whole_log_is_said_to_be_whole_and_gives_its_head(meddiag, folder):
    ended = ask(meddiag, folder, "audit", "--verify", "--json", "-")
    assert ended.code == 0
    assert (ended.json["entries"], ended.json["broken"]) == (3, None)
    again = ask(meddiag, folder, "audit", "--verify", "--head", ended.json["head"])
    assert again.code == 0
    assert "is whole: 3 entries" in again.out


def test_the_first_broken_link_is_named_and_the_exit_code_says_it(meddiag, folder):
    break_it(folder)
    ended = ask(meddiag, folder, "audit", "--verify")
    assert ended.code == 1
    assert "broken at entry 2: entry 2 was altered." in ended.err
    broken = ask(meddiag, folder, "audit", "--verify", "--json", "-").json["broken"]
    assert broken == {"entry": 2, "reason": "entry 2 was altered"}


def test_a_head_kept_elsewhere_finds_what_the_file_alone_does_not(meddiag, folder):
    ended = ask(meddiag, folder, "audit", "--verify", "--head", f"9:{'ab' * 32}")
    assert ended.code == 1
    assert "ends at entry 3, but 9 were written" in ended.err
    assert ask(meddiag, folder, "audit", "--verify", "--head", "nonsense").code == 2


def test_the_note_can_be_renewed_after_a_restored_backup(meddiag, folder):
    assert ask(meddiag, folder, "audit", "--verify").code == 0
    (folder / "audit-head.json").write_text(f'{{"number": 9, "digest": "{"ab" * 32}"}}')
    assert ask(meddiag, folder, "audit", "--verify").code == 1
    assert ask(meddiag, folder, "audit", "--verify", "--renew-note").code == 0
    assert "renew_audit_note" in ask(meddiag, folder, "audit").out


def test_signed_verdicts_become_a_manifest(meddiag, folder, tmp_path):
    target = tmp_path / "verdicts.csv"
    ended = ask(meddiag, folder, "verdicts", "--manifest", target)
    assert ended.code == 0
    assert ended.out.startswith("1 images of 1 patients: pneumonia.")
    with target.open(newline="") as stream:
        [row] = csv.DictReader(stream)
    assert (row["path"], row["pneumonia"], row["reader"]) == (str(tmp_path / "a.dcm"), "1", "ada")
    assert "export_verdicts" in ask(meddiag, folder, "audit").out


def test_what_cannot_be_exported_is_told(meddiag, folder, tmp_path):
    ended = ask(meddiag, folder, "verdicts", "--manifest", tmp_path / "v.csv", "--reader", "nobody")
    assert ended.code == 1
    assert "no signed verdict" in ended.err
    ended = meddiag("library", "verdicts", "--manifest", tmp_path / "v.csv", "--library", tmp_path / "none")
    assert ended.code == 1
    assert not (tmp_path / "none").exists()
