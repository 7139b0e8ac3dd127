"""Records in the library: all of it once, with its source, again without harm, and never half."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import func, select

from meddiag_gui.errors import RecordError
from meddiag_gui.library.library import Library
from meddiag_gui.library.patients import storing
from meddiag_gui.library.patients.importing import import_paths
from meddiag_gui.library.patients.storing import store
from meddiag_gui.library.tables.audit import AuditEntry
from meddiag_gui.library.tables.records import (
    RecordIdentifier,
    RecordPerson,
    RecordProblem,
    RecordSource,
    RecordStatement,
    RecordValue,
)
from meddiag_gui.records import opening
from meddiag_gui.records.opening import look_at
from meddiag_gui.records.plan import Plan
from meddiag_gui.records.tables.mapping import Column, Mapping, Role
from meddiag_gui.records.tables.remembered import Remembered
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.library.patients.conftest import HEADING, LABS
from tests.support import fhir


def count(library, table, *conditions):
    with library.read() as session:
        return session.scalar(select(func.count()).select_from(table).where(*conditions))


def all_of(library, table):
    with library.read() as session:
        found = list(session.scalars(select(table).order_by(table.id)))
        session.expunge_all()
        return found


def test_everything_is_kept_with_its_source(library, records):
    outcome = records.take(fhir.whole())
    assert outcome.status == "taken"
    assert (outcome.stored.taken, outcome.stored.known, outcome.stored.left) == (16, 0, 0)
    source = all_of(library, RecordSource)[0]
    assert (source.name, source.complete, source.taken) == ("a.json", True, 16)
    assert source.sha256 == look_at(records.folder / "a.json").sha256
    value = all_of(library, RecordValue)[0]
    assert (value.analyte, value.number, value.unit, value.place) == (
        "creatinine",
        0.8,
        "mg/dL",
        "Observation/obs0",
    )
    assert (value.low, value.high) == (0.6, 1.3)
    assert {each.kind for each in all_of(library, RecordStatement)} >= {"condition", "allergy", "imaging"}


def test_the_same_file_again_does_nothing(library, records):
    records.take(fhir.whole())
    again = records.take(fhir.whole(), "copy.json")
    assert again.status == "again"
    assert (again.stored.taken, again.stored.known) == (0, 16)
    assert len(again.stored.persons) == 1
    assert count(library, RecordSource) == 1


def test_a_file_that_repeats_another_adds_only_what_is_new(library, records):
    records.take(fhir.whole(values=5))
    more = records.take(fhir.whole(values=8), "b.json")
    assert (more.stored.taken, more.stored.known) == (3, 16)
    assert count(library, RecordPerson) == 1


def test_rows_of_an_export_that_grew(library, records):
    first = HEADING + "P1,Doe^Jane,F,1950-03-05,2024-01-01,4.1\n"
    records.take(first, "a.csv", LABS)
    grown = records.take(first + "P1,Doe^Jane,F,1950-03-05,2024-01-02,4.3\n", "b.csv", LABS)
    assert (grown.stored.taken, grown.stored.known) == (1, 1)


def test_a_later_version_of_a_resource_holds(library, records):
    early, late = {"lastUpdated": "2024-01-01T00:00:00Z"}, {"lastUpdated": "2024-02-01T00:00:00Z"}
    records.take(fhir.bundle(fhir.patient(), fhir.observation(1, 2.0, meta=late)))
    records.take(fhir.bundle(fhir.patient(), fhir.observation(1, 1.0, meta=early)), "b.json")
    held = {value.number: value.superseded for value in all_of(library, RecordValue)}
    assert held == {2.0: False, 1.0: True}


def test_without_a_version_the_later_import_holds_with_all_components(library, records):
    records.take(fhir.bundle(fhir.patient(), fhir.pressure()))
    changed = fhir.pressure()
    changed["component"][0]["valueQuantity"]["value"] = 150
    records.take(fhir.bundle(fhir.patient(), changed), "b.json")
    held = sorted(value.number for value in all_of(library, RecordValue) if not value.superseded)
    assert held == [78.0, 150.0]


def test_a_retraction_is_not_taken_for_known(library, records):
    records.take(fhir.bundle(fhir.patient(), fhir.observation(1)))
    records.take(fhir.bundle(fhir.patient(), fhir.observation(1, status="entered-in-error")), "b.json")
    held = [value.flags for value in all_of(library, RecordValue) if not value.superseded]
    assert held == ["retracted"]


def test_persons_of_one_identifier_who_disagree_stay_two(library, records):
    records.take(fhir.bundle(fhir.patient()))
    other = fhir.patient(
        name=[{"family": "Roe", "given": ["Richard"]}], gender="male", birthDate="1970-01-01"
    )
    records.take(fhir.bundle(other), "b.json")
    assert count(library, RecordPerson) == 2


def test_persons_are_enriched_by_what_was_not_known(library, records):
    records.take(fhir.bundle(fhir.patient(gender="unknown", birthDate="1941")))
    records.take(fhir.bundle(fhir.patient()), "b.json")
    person = all_of(library, RecordPerson)[0]
    assert count(library, RecordPerson) == 1
    assert (person.sex, person.birth_date, person.issuer) == ("F", "1941-03-05", fhir.MRN)


def test_a_bare_reference_means_nobody_in_another_file(library, records):
    records.take([fhir.observation()], "a.ndjson")
    records.take([fhir.observation(2)], "b.ndjson")
    assert count(library, RecordPerson) == 2
    assert count(library, RecordIdentifier, RecordIdentifier.weak.is_(False)) == 0


def test_an_export_of_several_files_shares_its_patients(library, records):
    people = fhir.write(records.folder / "Patient.ndjson", [fhir.patient()])
    labs = fhir.write(records.folder / "Observation.ndjson", [fhir.observation()])
    outcomes = import_paths(library, [labs, people], Remembered(records.folder / "kept.json"), "tester")
    assert [outcome.status for outcome in outcomes] == ["taken", "taken"]
    assert count(library, RecordPerson) == 1


def test_values_before_birth_are_flagged(library, records):
    records.take(fhir.bundle(fhir.patient(birthDate="2024-06-01"), fhir.observation()))
    assert "before_birth" in all_of(library, RecordValue)[0].flags


def test_complaints_are_counted_and_the_first_kept(library, records, monkeypatch):
    monkeypatch.setattr(storing, "_MOST_PROBLEMS", 3)
    text = HEADING + ",,,,,4\n" * 10 + "P1,,,,,5\n"
    stored = records.take(text, "a.csv", LABS).stored
    assert (stored.taken, stored.left, len(stored.problems)) == (1, 10, 3)
    assert count(library, RecordProblem) == 3


def test_another_mapping_of_the_same_file_replaces_what_the_first_made(library, records):
    text = "id,k\nP1,4\nP2,5\n"
    first = Mapping((Column(Role.PATIENT_ID), Column(Role.MEASURED, "na", "mmol/L")))
    records.take(text, "a.csv", first)
    second = Mapping((Column(Role.PATIENT_ID), Column(Role.MEASURED, "k", "mmol/L")))
    assert records.take(text, "a.csv", second).status == "taken"
    assert [value.analyte for value in all_of(library, RecordValue)] == ["k", "k"]
    assert count(library, RecordPerson) == 2
    assert records.take(text, "a.csv", second).status == "again"


def test_a_mapping_that_is_missing_is_asked_for(records):
    outcome = records.take("id,k\nP1,4\n", "a.csv")
    assert outcome.status == "mapping"
    assert outcome.sheets[0].header == ("id", "k")


@pytest.mark.parametrize("content", ["", "{", "<x/>"])
def test_a_bad_file_costs_only_itself(records, library, content):
    assert records.take(content, "bad.json").status == "error"
    assert records.take(fhir.whole(), "good.json").status == "taken"


def test_what_was_cancelled_goes_on_where_it_stopped(library, records, monkeypatch):
    monkeypatch.setattr(storing, "_STEP", 4)
    path = fhir.write(records.folder / "a.json", fhir.whole(values=20))
    token = CancelToken()

    def stop(progress):
        token.cancel()

    with pytest.raises(Cancelled):
        store(library, Plan(look_at(path)), "tester", report=stop, token=token)
    assert not all_of(library, RecordSource)[0].complete
    kept = count(library, RecordValue)
    assert 0 < kept < 22
    stored = store(library, Plan(look_at(path)), "tester")
    assert stored.taken == 31
    assert all_of(library, RecordSource)[0].complete


def test_a_file_that_breaks_off_leaves_the_source_incomplete(library, records, monkeypatch):
    monkeypatch.setattr(opening, "_HEAD", 1000)
    path = records.folder / "a.csv.gz"
    rows = "".join(f"P1,x,F,1950-01-01,2024-01-01,{n / 1000}\n" for n in range(3000))
    path.write_bytes(gzip.compress((HEADING + rows).encode())[:-500])
    outcome = import_paths(library, [path], Remembered(records.folder / "kept.json"), "tester", LABS)[0]
    assert outcome.status == "error"
    assert not all_of(library, RecordSource)[0].complete


def test_the_audit_log_names_the_file_by_its_sha256_only(library, records):
    records.take(fhir.whole())
    with library.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "import_records")).one()
        assert entry.subject == look_at(records.folder / "a.json").sha256
        assert "a.json" not in entry.details


def test_a_library_that_cannot_be_written_is_told(library, records):
    library.read_only = True
    with pytest.raises(Exception, match="only be read"):
        records.take(fhir.whole())


def test_a_message_names_the_file_and_no_patient(records):
    outcome = records.take('{"resourceType": "Patient", "name": "Jane Doe', "bad.json")
    assert "bad.json" in outcome.message
    assert "Jane" not in outcome.message
    with pytest.raises(RecordError):
        raise RecordError(outcome.message)


_CHILD = """
import sys
from pathlib import Path
from meddiag_gui.library.library import Library
from meddiag_gui.library.patients import storing
from meddiag_gui.records import opening
from meddiag_gui.records.opening import look_at
from meddiag_gui.records.plan import Plan
storing._STEP = 20
with Library.open(Path(sys.argv[1])) as library:
    for path in sorted(Path(sys.argv[2]).glob("*.ndjson")):
        stored = storing.store(library, Plan(look_at(path)), "child")
        print(path.name, stored.taken + stored.known, flush=True)
"""


@pytest.mark.slow
def test_killed_at_any_moment_it_loses_nothing_that_was_acknowledged(tmp_path):
    """A child takes files in and is killed; another goes on; at the end all is there, once."""
    folder = tmp_path / "records"
    folder.mkdir()
    for number in range(6):
        resources = [fhir.patient(number)] + [fhir.observation(n, n / 10, number) for n in range(60)]
        fhir.write(folder / f"{number}.ndjson", resources)
    place = tmp_path / "library"
    Library.open(place).close()
    chance = random.Random(7)  # noqa: S311 -- not for secrets
    acknowledged = set()
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(place), str(folder)], stdout=subprocess.PIPE, text=True
        )
        time.sleep(chance.uniform(0.8, 2.0))
        os.kill(child.pid, signal.SIGKILL)
        said, _ = child.communicate()
        acknowledged |= {line.split()[0] for line in said.splitlines()}
        with Library.open(place) as library, library.read() as session:
            complete = set(session.scalars(select(RecordSource.name).where(RecordSource.complete)))
            assert acknowledged <= complete
    with Library.open(place) as library:
        import_paths(library, [folder], Remembered(tmp_path / "kept.json"), "tester")
        assert count(library, RecordValue) == 360
        assert count(library, RecordPerson) == 6
        assert count(library, RecordSource, RecordSource.complete.is_(False)) == 0
