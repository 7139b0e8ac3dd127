"""How a part's outcomes are told, and that nothing it does can end the selftest."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from meddiag_gui.cli.selftest import Part
from meddiag_gui.errors import BundleError
from meddiag_gui.selftest import checks, models
from meddiag_gui.selftest.checks import Outcome, run_part


def broken(error: Exception) -> checks.Check:
    def check(home: Path, device: str) -> Iterator[Outcome]:
        yield Outcome("The first step")
        raise error

    return check


def test_steps_are_timed_and_told_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(home: Path, device: str) -> Iterator[Outcome]:
        (home / "written").touch()
        yield Outcome(f"on {device}")
        yield Outcome("not so", passed=False)

    monkeypatch.setattr(models, "check", check)
    first, second = run_part("models", tmp_path, "cpu")
    assert (first.words, first.passed, second.words, second.passed) == ("on cpu", True, "not so", False)
    assert first.seconds > 0
    assert (tmp_path / "written").exists()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BundleError("The model is gone."), "The model is gone."),
        (
            ImportError("no codec"),
            "The check of models broke off with an internal error (ImportError: no codec).",
        ),
    ],
)
def test_an_error_is_the_last_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr(models, "check", broken(error))
    first, last = run_part("models", tmp_path, "cpu")
    assert first.passed
    assert (last.words, last.passed) == (words, False)


def test_the_command_offers_every_part_in_order_and_each_has_its_check() -> None:
    assert tuple(Part) == checks.PARTS
    modules = [importlib.import_module(f"meddiag_gui.selftest.{part}") for part in checks.PARTS]
    assert all(callable(module.check) for module in modules)
