"""The parts that use the installed models and the demo study."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.selftest import exports, maps, models
from tests.support.installed import install


@pytest.fixture(autouse=True)
def _one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "home", monkeypatch)


def test_a_damaged_model_fails_beside_a_sound_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = install(tmp_path / "home", monkeypatch, "2.0.0")
    (damaged / "model.onnx").write_bytes(b"")
    bad, good = models.check(tmp_path, "cpu")
    assert (bad.passed, good.passed) == (False, True)
    assert "model.onnx was altered" in bad.words
    assert "brightness 1.0.0: passed on CPU" in good.words


def test_every_classifier_gives_a_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps.importlib.util, "find_spec", lambda name: None)
    (outcome,) = maps.check(tmp_path, "cpu")
    assert outcome.passed
    assert outcome.words.startswith("Class activation of brightness 1.0.0")


def test_what_is_exported_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [outcome.passed for outcome in exports.check(tmp_path, "cpu")] == [True, True]
    real = exports.open_image
    from dataclasses import replace

    def darker(path: Path) -> object:
        image = real(path)
        return replace(image, pixels=np.zeros_like(image.pixels))

    monkeypatch.setattr(exports, "open_image", darker)
    first, _ = exports.check(tmp_path, "cpu")
    assert not first.passed
