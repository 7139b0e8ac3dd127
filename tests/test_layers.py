"""The rooms of the program know only those below them, and the first window waits for nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("torch", "torchvision", "sklearn", "scipy", "onnx", "onnxruntime", "pydicom", "imagecodecs", "typer")


def test_import_contracts_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("meddiag_gui.gui.app", HEAVY),
        ("meddiag_gui.__main__", HEAVY),
        ("meddiag_gui.imaging.phantom", HEAVY),
        ("meddiag_gui.inference.predictor", ("torch", "torchvision", "sklearn", "scipy", "onnx")),
        ("meddiag_gui.imaging.open", ("torch", "torchvision", "sklearn", "scipy", "onnx", "onnxruntime")),
        ("meddiag_gui.cli.app", ("torch", "torchvision", "sklearn", "scipy", "PySide6")),
    ],
)
def test_import_waits_for_nothing_heavy(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sorted(sys.modules.keys() & set({heavy!r})))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.split() == []
