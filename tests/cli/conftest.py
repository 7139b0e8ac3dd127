"""The command line, run in this process on a machine where the brightness model is installed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from meddiag_gui.cli.app import run
from tests.support.installed import install

Run = Callable[..., "Ended"]


class Ended:
    """What a command left: exit code, stdout and stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """Stdout as JSON."""
        return json.loads(self.out)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder of the one installed model."""
    return install(tmp_path / "home", monkeypatch)


@pytest.fixture
def meddiag(model: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """``meddiag("models", "--json", "-")`` runs the command and tells how it ended."""

    def call(*arguments: str | Path) -> Ended:
        capfdbinary.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return Ended(code, captured.out.decode(), captured.err.decode())

    return call
