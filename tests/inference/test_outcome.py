"""What becomes of one file, whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.errors import ModelError
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.gate import SuppliedContext
from meddiag_gui.inference.outcome import judge_file
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.tasks import Cancelled
from tests.support.brightness import probability_of, write_brightness_bundle, write_picture


@pytest.fixture
def predictor(tmp_path: Path) -> Predictor:
    return Predictor(load_bundle(write_brightness_bundle(tmp_path / "model")), "cpu")


def test_a_picture_is_scored_with_reservations_and_times(tmp_path: Path, predictor: Predictor) -> None:
    outcome = judge_file(predictor, write_picture(tmp_path / "a.png", 0.6))
    assert outcome.status == "ok"
    assert outcome.prediction is not None
    assert outcome.prediction.scores[0].probability == pytest.approx(probability_of(153 / 255), abs=1e-3)
    assert outcome.prediction.scores[0].call == "present"
    assert any("age is not stated" in reason for reason in outcome.reasons)
    times = outcome.timing_ms
    assert times.decode > 0
    assert times.total >= times.decode + times.forward


def test_the_gate_refuses_with_its_reason(tmp_path: Path, predictor: Predictor) -> None:
    path = write_picture(tmp_path / "a.png", 0.6)
    outcome = judge_file(predictor, path, SuppliedContext(age_years=40))
    assert (outcome.status, outcome.prediction and outcome.prediction.scores) == ("refused", ())
    assert "age is 40 years" in outcome.reasons[0]


@pytest.mark.parametrize("content", [b"", b"not an image", b"\x89PNG\r\n\x1a\n cut"])
def test_an_unreadable_file_is_an_error_that_names_it(
    tmp_path: Path, predictor: Predictor, content: bytes
) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    outcome = judge_file(predictor, path)
    assert (outcome.status, outcome.prediction) == ("error", None)
    assert "bad.png" in outcome.reasons[0]
    assert str(tmp_path) not in outcome.reasons[0]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModelError("The model is ill."), "The model is ill."),
        (MemoryError(), "a.png: there is too little memory"),
        (ValueError("Doe^Jane"), r"a.png: an internal error (ValueError)"),
    ],
)
def test_whatever_the_model_raises_costs_only_this_file(
    tmp_path: Path, predictor: Predictor, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(predictor, "predict", fail)
    outcome = judge_file(predictor, write_picture(tmp_path / "a.png", 0.5))
    assert outcome.status == "error"
    assert words in outcome.reasons[0]
    assert "Doe" not in outcome.reasons[0]
    assert outcome.image is not None


@pytest.mark.parametrize("stop", [Cancelled, KeyboardInterrupt])
def test_stopping_is_no_error_of_the_file(
    tmp_path: Path, predictor: Predictor, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise stop

    monkeypatch.setattr(predictor, "predict", interrupted)
    with pytest.raises(stop):
        judge_file(predictor, write_picture(tmp_path / "a.png", 0.5))
