"""``meddiag import-records``: exit codes, what is said, and the JSON."""

from __future__ import annotations

import json

import pytest

from meddiag_gui.cli.app import run
from tests.support import fhir

LABS = "Patient ID,Date,Potassium\nP1,2024-01-01,4.1\nP1,2024-01-02,99\n"


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def test_a_folder_of_bundles(here, capsys):
    for number in (1, 2):
        fhir.write(here / f"{number}.json", fhir.whole(number))
    assert run(["import-records", str(here)]) == 0
    said = capsys.readouterr().out
    assert "1.json: 1 person, 16 new, 0 known already, 0 complaints" in said
    assert run(["import-records", str(here)]) == 0
    assert "(taken in before)" in capsys.readouterr().out


def test_the_json_has_every_file(here, tmp_path, capsys):
    fhir.write(here / "a.json", fhir.bundle(fhir.patient(), fhir.observation(effectiveDateTime="never")))
    (here / "bad.json").write_text("{")
    (here / "labs.csv").write_text(LABS)
    assert run(["import-records", str(here), "--json", "-"]) == 1
    output = capsys.readouterr()
    told = json.loads(output.out)
    assert told["schema"] == "meddiag.records/1"
    assert [(row["path"].rsplit("/", 1)[-1], row["status"]) for row in told["results"]] == [
        ("a.json", "taken"), ("bad.json", "error"), ("labs.csv", "mapping")
    ]  # fmt: skip
    assert told["results"][0]["problems"][0]["place"] == "Observation/obs1"
    assert "bad.json" in output.err
    assert "needs a mapping" in output.err


def test_a_table_is_guessed_only_when_asked_and_then_known(here, capsys):
    (here / "labs.csv").write_text(LABS)
    assert run(["import-records", str(here)]) == 1
    assert run(["import-records", str(here), "--guess"]) == 0
    output = capsys.readouterr()
    assert "Potassium = measured k mmol/L" in output.err
    (here / "more.csv").write_text(LABS + "P1,2024-01-03,4.4\n")
    assert run(["import-records", str(here / "more.csv")]) == 0
    assert "1 new, 2 known already" in capsys.readouterr().out


def test_a_doubt_is_not_guessed_away(here, capsys):
    (here / "labs.csv").write_text("Patient ID,Date,Potassium\nP1,03/05/2024,4.1\n")
    assert run(["import-records", str(here), "--guess"]) == 1
    assert "day or with the month first" in capsys.readouterr().err


def test_a_mapping_can_be_written_changed_and_used(here, tmp_path, capsys):
    (here / "labs.csv").write_text("Patient ID,Date,Potassium\nP1,03/05/2024,4.1\n")
    file = tmp_path / "mapping.json"
    assert run(["import-records", str(here), "--write-mapping", str(file)]) == 0
    mapping = json.loads(file.read_text())
    assert mapping["columns"][2]["name"] == "k"
    file.write_text(json.dumps(mapping | {"dates": "mdy"}))
    assert run(["import-records", str(here), "--mapping", str(file)]) == 0
    assert "1 new" in capsys.readouterr().out


def test_wrong_usage(here, tmp_path, capsys):
    assert run(["import-records"]) == 2
    (here / "a.csv").write_text(LABS)
    assert run(["import-records", str(here), "--mapping", "none"]) == 2
    assert "no mapping none" in capsys.readouterr().err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(["import-records", str(empty)]) == 1
    assert run(["import-records", str(tmp_path / "gone.json")]) == 1
    assert "gone.json is no file" in capsys.readouterr().err


def test_what_is_to_be_decided_is_said(here, capsys):
    from meddiag_gui.library.library import Library
    from tests.support.libraries import add_study

    with Library.open() as library, library.write() as session:
        add_study(session, 1, name="Other^Person", patient_id="MRN00001")
    fhir.write(here / "a.json", fhir.whole())
    assert run(["import-records", str(here)]) == 0
    assert "decide in the patient room" in capsys.readouterr().out


def test_no_patient_stands_in_the_log(here, own_home):
    fhir.write(here / "a.json", fhir.bundle(fhir.patient(), fhir.observation(effectiveDateTime="never")))
    (here / "bad.json").write_text('{"resourceType": "Patient", "name": "Jane')
    run(["import-records", str(here)])
    logs = "".join(path.read_text() for path in own_home.rglob("*.log*"))
    assert "MRN00001" not in logs
    assert "Wang" not in logs
    assert "Jane" not in logs
