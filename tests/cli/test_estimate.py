from __future__ import annotations

import json
from pathlib import Path

import pytest

from meddiag_gui.cli.app import run
from tests.support.training import write_job


def test_time_memory_and_disk_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, manifest = write_job(tmp_path, patients=4)
    answer = tmp_path / "answer.json"
    assert run(["estimate", str(tmp_path), "--data", str(manifest), "--json", str(answer)]) == 0
    found = json.loads(answer.read_text())
    assert found["schema"] == "meddiag.estimate/1"
    assert found["seconds"] == pytest.approx(sum(found["stages"].values()))
    assert run(["estimate", str(tmp_path / "recipe.toml"), "--data", str(manifest)]) == 0
    said = capsys.readouterr().out
    assert "About" in said
    assert "of disk" in said


def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe, manifest = write_job(tmp_path, patients=4)
    assert run(["estimate", str(recipe), "--data", str(tmp_path / "none.csv")]) == 1
    assert "none.csv cannot be read" in capsys.readouterr().err
    recipe.write_text("nonsense")
    assert run(["estimate", str(recipe), "--data", str(manifest)]) == 1
    assert "recipe.toml is not a valid recipe" in capsys.readouterr().err
