"""``meddiag models promote`` and ``rollback``: gated by the evaluation, signed, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.brightness import write_brightness_bundle, write_picture


@pytest.fixture
def second(model: Path) -> Path:
    """Version 1.1.0 beside 1.0.0."""
    return write_brightness_bundle(model.parent / "brightness-1.1.0", "1.1.0")


def evaluation(folder: Path, meddiag: Run) -> Path:
    """Evaluation of 1.1.0 beside 1.0.0 on 60 images, half of them bright."""
    lines = ["path,patient_id,Brightness"]
    for index in range(60):
        write_picture(folder / f"{index}.png", 0.2 + 0.01 * index)
        lines.append(f"{index}.png,p{index},{int(index % 7 > 2)}")
    (folder / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    split = ["path,patient_id,part", *(f"{index}.png,p{index},test" for index in range(60))]
    (folder / "split.csv").write_text("\n".join(split), encoding="utf-8")
    written = folder / "evaluation.json"
    options = (
        "--model",
        "brightness@1.1.0",
        "--compare",
        "brightness@1.0.0",
        "--json",
        written,
        "--locked",
        folder,
    )
    assert meddiag("evaluate", "--data", folder / "manifest.csv", *options).code == 0
    return written


def live(meddiag: Run) -> list[str]:
    return [row["version"] for row in meddiag("models", "--json", "-").json["models"] if row["live"]]


def test_a_model_goes_live_after_its_evaluation_and_comes_back(
    tmp_path: Path, second: Path, meddiag: Run
) -> None:
    options = ("--over", "brightness@1.0.0", "--who", "Dr A", "--why", "as good")
    ended = meddiag(
        "models", "promote", "brightness@1.1.0", *options, "--evaluation", evaluation(tmp_path, meddiag)
    )
    assert ended.code == 0
    assert "passed  Brightness: auroc better or non-inferior: non-inferior" in ended.out
    assert "brightness 1.1.0 is live in place of brightness 1.0.0" in ended.out
    assert live(meddiag) == ["1.1.0"]
    unsigned = meddiag("models", "rollback")
    assert unsigned.code == 2
    assert "only with a name and a reason" in unsigned.err
    assert live(meddiag) == ["1.1.0"]
    back = meddiag("models", "rollback", "--who", "Dr B", "--why", "false alarms")
    assert back.code == 0
    assert "brightness 1.1.0 live by Dr A: as good" in back.out
    assert "taken back by Dr B: false alarms" in back.out
    assert meddiag("models", "rollback", "--who", "Dr B", "--why", "again").code == 2


def test_without_an_evaluation_nothing_goes_live_unless_it_is_put_aside(second: Path, meddiag: Run) -> None:
    options = ("--over", "brightness@1.0.0", "--who", "Dr A", "--why", "a trial")
    refused = meddiag("models", "promote", "brightness@1.1.0", *options)
    assert refused.code == 1
    assert "FAILED  Compared on the same images: no evaluation was given" in refused.out
    assert "does not go live: 1 of" in refused.err
    assert meddiag("models", "promote", "brightness@1.1.0", *options, "--override").code == 0
    back = meddiag("models", "rollback", "--who", "Dr A", "--why", "over")
    assert "put aside: Compared on the same images" in back.out


def test_a_model_does_not_replace_itself(model: Path, meddiag: Run) -> None:
    ended = meddiag("models", "promote", "brightness@1.0.0", "--who", "Dr A", "--why", "no reason")
    assert ended.code == 2
    assert "is the model that it would replace" in ended.err.replace("\n", " ")
