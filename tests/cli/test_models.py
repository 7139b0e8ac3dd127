"""``meddiag models`` and ``meddiag selftest``: what is installed, and whether it is whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Run
from tests.support.brightness import write_brightness_bundle


def test_models_are_listed_for_people_and_for_scripts(meddiag: Run) -> None:
    table = meddiag("models")
    assert table.code == 0
    assert "brightness 1.0.0" in table.out
    assert "Research use only" in table.out
    listed = meddiag("models", "--json", "-").json
    assert listed["schema"] == "meddiag.models/1"
    assert [(row["name"], row["version"]) for row in listed["models"]] == [("brightness", "1.0.0")]
    assert listed["models"][0]["findings"][0]["operating_point"] == 0.5
    assert listed["problems"] == []


def test_a_damaged_model_is_named_and_the_sound_one_listed(model: Path, meddiag: Run) -> None:
    damaged = write_brightness_bundle(model.parent / "brightness-2.0.0", "2.0.0")
    (damaged / "model.onnx").write_bytes(b"")
    ended = meddiag("models", "--json", "-")
    assert ended.code == 1
    assert [row["version"] for row in ended.json["models"]] == ["1.0.0"]
    assert "model.onnx was altered" in ended.err


def test_selftest_computes_the_stored_scores_and_names_the_device(meddiag: Run) -> None:
    ended = meddiag("selftest", "--part", "models")
    assert ended.code == 0
    assert "brightness 1.0.0: passed on CPU (ONNX Runtime)" in ended.out


def test_selftest_fails_where_the_scores_are_others(model: Path, meddiag: Run) -> None:
    path = model / "metadata.json"
    metadata = json.loads(path.read_bytes())
    metadata["self_check"]["logits"] = [1.5]
    path.write_text(json.dumps(metadata), encoding="utf-8")
    ended = meddiag("selftest", "--part", "models")
    assert ended.code == 1
    assert "gives other scores than those recorded" in ended.err


def test_selftest_fails_where_a_file_was_altered_or_nothing_is_installed(model: Path, meddiag: Run) -> None:
    (model / "selfcheck.png").unlink()
    ended = meddiag("selftest", "--part", "models")
    assert ended.code == 1
    assert "selfcheck.png cannot be read" in ended.err
    (model / "metadata.json").unlink()
    ended = meddiag("selftest", "--part", "models")
    assert ended.code == 1
    assert "metadata.json cannot be read" in ended.err
    shutil.rmtree(model)
    ended = meddiag("selftest", "--part", "models")
    assert (ended.code, ended.err) == (1, "meddiag: No model is installed.\n")
