"""``meddiag predict``: the JSON that scripts rely on, exit codes, and one bad file among good ones."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.brightness import probability_of, write_brightness_bundle, write_picture

KEYS = [
    "path", "sop_instance_uid", "status", "reasons", "gate_overridden", "model", "device", "timing_ms",
    "findings", "lungs", "stability",
]  # fmt: skip


def test_one_result_in_the_schema(tmp_path: Path, meddiag: Run) -> None:
    path = write_picture(tmp_path / "a.png", 0.6)
    ended = meddiag("predict", path, "--json", "-")
    assert ended.code == 0
    assert ended.json["schema"] == "meddiag.prediction/1"
    (result,) = ended.json["results"]
    assert list(result) == KEYS
    assert (result["path"], result["status"], result["sop_instance_uid"]) == (str(path), "ok", None)
    assert result["device"] == "CPU (ONNX Runtime)"
    assert set(result["model"]) == {"name", "version", "sha256"}
    assert set(result["timing_ms"]) == {"decode", "preprocess", "forward", "total"}
    (finding,) = result["findings"]
    assert set(finding) == {"name", "code", "probability", "operating_point", "call", "uncertain_band"}
    assert set(finding["code"]) == {"scheme", "value", "meaning"}
    assert finding["probability"] == pytest.approx(probability_of(153 / 255), abs=1e-3)
    assert (finding["operating_point"], finding["call"]) == (0.5, "present")


def test_a_folder_is_taken_whole_and_a_hostile_file_costs_only_its_row(tmp_path: Path, meddiag: Run) -> None:
    write_picture(tmp_path / "in" / "good.png", 0.2)
    (tmp_path / "in" / "bad.dcm").write_bytes(b"%PDF-1.7 no image")
    write_picture(tmp_path / "in" / "sub" / "tiny.png", 0.5, 8, 8)
    ended = meddiag("predict", tmp_path / "in", tmp_path / "none.png", "--json", "-")
    assert ended.code == 1
    found = [(Path(row["path"]).name, row["status"]) for row in ended.json["results"]]
    assert found == [
        ("bad.dcm", "error"),
        ("good.png", "ok"),
        ("tiny.png", "refused"),
        ("none.png", "error"),
    ]
    assert all(list(row) == KEYS for row in ended.json["results"])
    assert [row["findings"] == [] for row in ended.json["results"]] == [True, False, True, True]
    assert all(row["reasons"] for row in ended.json["results"] if row["status"] != "ok")
    assert "bad.dcm" in ended.err
    assert "none.png does not exist." in ended.err
    assert "good.png" not in ended.err


def test_the_table_says_probability_call_model_and_research_use(tmp_path: Path, meddiag: Run) -> None:
    ended = meddiag("predict", write_picture(tmp_path / "a.png", 0.2), "--age", "3", "--view", "AP")
    assert ended.code == 0
    assert f"absent   probability {probability_of(0.2):.2f}" in ended.out
    assert ", operating point 0.500" in ended.out
    assert "brightness 1.0.0 on CPU (ONNX Runtime). Research use only, not for diagnosis." in ended.out
    assert "age" not in ended.out  # it was supplied
    assert "body part is not stated" in ended.out


def test_a_supplied_age_outside_the_intended_use_is_refused_and_no_failure(
    tmp_path: Path, meddiag: Run
) -> None:
    ended = meddiag("predict", write_picture(tmp_path / "a.png", 0.9), "--age", "40")
    assert ended.code == 0
    assert "refused: The patient's age is 40 years" in ended.out
    assert "probability" not in ended.out


def test_an_override_scores_marks_and_keeps_the_reason(tmp_path: Path, meddiag: Run) -> None:
    refused = ["--age", "40", "--override-gate"]
    picture = write_picture(tmp_path / "a.png", 0.9)
    ended = meddiag("predict", picture, *refused)
    assert "INPUT GATE OVERRIDDEN" in ended.out
    assert "note: The patient's age is 40 years" in ended.out
    (row,) = meddiag("predict", picture, *refused, "--json", "-").json["results"]
    assert row["status"] == "ok"
    assert row["gate_overridden"] is True
    assert len(row["findings"]) == 1


def test_json_into_a_file_is_quiet_and_whole(tmp_path: Path, meddiag: Run) -> None:
    ended = meddiag("predict", write_picture(tmp_path / "a.png", 0.6), "--json", tmp_path / "out.json")
    assert (ended.code, ended.out) == (0, "")
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))["results"]) == 1


def test_saliency_writes_one_png_a_finding(tmp_path: Path, meddiag: Run) -> None:
    write_picture(tmp_path / "in" / "a.png", 0.6)
    write_picture(tmp_path / "in" / "b" / "a.png", 0.6)
    ended = meddiag("predict", tmp_path / "in", "--saliency", tmp_path / "maps", "--json", "-")
    assert ended.code == 0
    assert sorted(p.name for p in (tmp_path / "maps").iterdir()) == ["a-brightness-2.png", "a-brightness.png"]


def test_an_empty_folder_is_not_done_in_silence(tmp_path: Path, meddiag: Run) -> None:
    (tmp_path / "empty").mkdir()
    ended = meddiag("predict", tmp_path / "empty", "--json", "-")
    assert (ended.code, ended.json["results"]) == (1, [])
    assert "no file" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="names are bytes only on POSIX")
def test_names_that_are_no_text_or_move_the_cursor_stay_harmless(tmp_path: Path, meddiag: Run) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff.dcm")).write_bytes(b"no")
    (folder / "a\n\x1b[2Jb\u202e.dcm").write_bytes(b"no")
    ended = meddiag("predict", folder, "--json", "-")
    assert ended.code == 1
    assert [Path(row["path"]).name for row in ended.json["results"]] == [
        "a\n\x1b[2Jb\u202e.dcm",
        "\\xff.dcm",
    ]
    assert "\x1b" not in ended.err
    assert "\u202e" not in ended.err
    assert len(ended.err.splitlines()) == 2
    assert "\x1b" not in meddiag("predict", folder).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["predict"], "PATH"),
        (["predict", "x.png", "--device", "tpu"], "tpu"),
        (["predict", "x.png", "--model", "unknown"], "No model named unknown is installed."),
        (["predict", "x.png", "--model", "brightness@9"], "No model named brightness"),
        (["predict", "x.png", "--age", "-1"], "--age"),
        (["predict", "x.png", "--json", "no/such/folder/out.json"], "out.json"),
        (["predict", "x.png", "--nonsense"], "--nonsense"),
        (["predictt", "x.png"], "predictt"),
    ],
)
def test_wrong_usage_is_2_and_says_what(meddiag: Run, arguments: list[str], words: str) -> None:
    ended = meddiag(*arguments)
    assert ended.code == 2
    assert words in ended.err
    assert ended.out == ""


def test_a_model_may_be_named_with_its_version_or_by_its_folder(
    tmp_path: Path, model: Path, meddiag: Run
) -> None:
    path = write_picture(tmp_path / "a.png", 0.6)
    for name in ("brightness", "brightness@1.0.0", str(model)):
        assert meddiag("predict", path, "--model", name, "--json", "-").code == 0


def test_an_altered_model_is_not_used(tmp_path: Path, model: Path, meddiag: Run) -> None:
    with (model / "weights.safetensors").open("ab") as stream:
        stream.write(b"\0")
    ended = meddiag("predict", write_picture(tmp_path / "a.png", 0.6))
    assert ended.code == 2
    assert "weights.safetensors was altered" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="names are bytes only on POSIX")
@pytest.mark.parametrize("command", ["predict", "inspect"])
def test_what_is_no_file_and_has_no_text_for_a_name_costs_only_itself(
    tmp_path: Path, meddiag: Run, command: str
) -> None:
    folder, missing = tmp_path / "in", tmp_path / os.fsdecode(b"none\xfe")
    write_picture(folder / "a.png", 0.6)
    os.mkfifo(folder / os.fsdecode(b"\xff"))
    ended = meddiag(command, folder, missing, "--json", "-")
    assert ended.code == 1
    assert [row["status"] for row in ended.json["results"]][1:] == ["error", "error"]


def test_a_name_too_long_for_its_map_is_cut(tmp_path: Path, meddiag: Run) -> None:
    write_picture(tmp_path / "in" / f"{'a' * 250}.png", 0.6)
    assert meddiag("predict", tmp_path / "in", "--saliency", tmp_path / "maps").code == 0
    assert [p.name for p in (tmp_path / "maps").iterdir()] == [f"{'a' * 189}-brightness.png"]


def test_a_map_that_cannot_be_written_does_not_cost_the_scores(tmp_path: Path, meddiag: Run) -> None:
    (tmp_path / "maps").symlink_to(tmp_path / "maps")  # a folder that nobody can make
    ended = meddiag(
        "predict",
        write_picture(tmp_path / "a.png", 0.6),
        "--json",
        "-",
        "--saliency",
        tmp_path / "maps" / "x",
    )
    assert ended.code == 1
    assert len(ended.json["results"][0]["findings"]) == 1
    assert "cannot be written" in ended.json["results"][0]["reasons"][-1]


def test_altered_copies_give_a_spread_and_its_cost(tmp_path: Path, meddiag: Run) -> None:
    path = write_picture(tmp_path / "a.png", 0.6)
    plain = meddiag("predict", path, "--json", "-").json["results"][0]
    assert plain["stability"] == []
    ended = meddiag("predict", path, "--tta", "4", "--json", "-")
    (spread,) = ended.json["results"][0]["stability"]
    assert (spread["finding"], spread["copies"]) == ("Brightness", 4)
    assert spread["low"] <= spread["mean"] <= spread["high"]
    assert spread["mean"] == pytest.approx(probability_of(153 / 255), abs=0.02)
    assert spread["cost_ms"] > 0
    assert "on 4 altered copies" in meddiag("predict", path, "--tta", "4").out


def two_models(model: Path) -> None:
    """Install a second version."""
    write_brightness_bundle(model.parent / "brightness-1.1.0", "1.1.0")


def test_several_models_give_one_row_each_for_every_file(tmp_path: Path, model: Path, meddiag: Run) -> None:
    two_models(model)
    write_picture(tmp_path / "in" / "a.png", 0.9)
    (tmp_path / "in" / "bad.png").write_bytes(b"no image")
    both = ["--model", "brightness@1.0.0", "--model", "brightness@1.1.0"]
    ended = meddiag("predict", tmp_path / "in", *both, "--json", "-")
    found = [
        (Path(row["path"]).name, row["model"]["version"], row["status"]) for row in ended.json["results"]
    ]
    assert found == [
        ("a.png", "1.0.0", "ok"), ("a.png", "1.1.0", "ok"),
        ("bad.png", "1.0.0", "error"), ("bad.png", "1.1.0", "error"),
    ]  # fmt: skip
    assert ended.code == 1
    assert ended.err.count("bad.png") == 1
    shown = meddiag("predict", tmp_path / "in" / "a.png", *both).out
    assert "  brightness 1.0.0\n" in shown
    assert "  brightness 1.1.0\n" in shown


def test_all_models_takes_the_newest_of_each_and_names_what_is_damaged(
    tmp_path: Path, model: Path, meddiag: Run
) -> None:
    two_models(model)
    (model.parent / "broken").mkdir()
    picture = write_picture(tmp_path / "a.png", 0.9)
    ended = meddiag("predict", picture, "--all-models", "--json", "-")
    assert [row["model"]["version"] for row in ended.json["results"]] == ["1.1.0"]
    assert "broken" in ended.err
    assert meddiag("predict", picture, "--all-models", "--model", "brightness").code == 2


def test_resume_asks_only_about_what_is_new(tmp_path: Path, meddiag: Run) -> None:
    folder, journal = tmp_path / "in", tmp_path / "journal"
    write_picture(folder / "a.png", 0.9)
    first = meddiag("predict", folder, "--resume", journal, "--json", "-").json["results"]
    write_picture(folder / "b.png", 0.2)
    both = meddiag("predict", folder, "--resume", journal, "--json", "-").json["results"]
    assert both[0] == first[0]  # timing and all: it was not judged again
    assert [Path(row["path"]).name for row in both] == ["a.png", "b.png"]
    assert len(journal.read_text().splitlines()) == 3
    assert meddiag("predict", folder, "--resume", journal, "--saliency", tmp_path / "maps").code == 2


def test_the_table_has_one_line_a_finding(tmp_path: Path, meddiag: Run) -> None:
    write_picture(tmp_path / "in" / "=a.png", 0.9)
    ended = meddiag("predict", tmp_path / "in", "--csv", tmp_path / "t.csv")
    assert (ended.code, ended.out) == (0, "")
    (line,) = csv.DictReader((tmp_path / "t.csv").open(newline=""))
    assert (line["model"], line["finding"], line["call"]) == ("brightness", "Brightness", "present")
    assert float(line["probability"]) == pytest.approx(probability_of(0.9), abs=2e-3)


def test_killed_in_the_middle_and_resumed_each_file_is_judged_exactly_once(
    tmp_path: Path, model: Path, meddiag: Run
) -> None:
    folder, journal = tmp_path / "in", tmp_path / "journal"
    for number in range(60):
        write_picture(folder / f"{number:02}.png", number / 60)
    command = [sys.executable, "-m", "meddiag_gui", "predict", folder, "--resume", journal]
    running = subprocess.Popen([*command, "--model", model], stdout=subprocess.DEVNULL)
    while running.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < 10):
        time.sleep(0.005)
    running.kill()
    running.wait()
    done = journal.read_bytes().count(b"\n") - 1
    assert 0 < done < 60
    ended = meddiag("predict", folder, "--model", model, "--resume", journal, "--json", "-")
    assert [Path(row["path"]).stem for row in ended.json["results"]] == [f"{n:02}" for n in range(60)]
    kept = [json.loads(line) for line in journal.read_text().splitlines()[1:]]
    assert len({entry["file"] for entry in kept}) == len(kept) == 60
