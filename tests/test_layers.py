"""The rooms of the program know only those below them, and the first window waits for nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("torch", "torchvision", "sklearn", "scipy", "onnx", "onnxruntime", "pydicom", "imagecodecs", "typer")


def test_import_contracts_hold() -> None:
    # In a process of its own: import-linter configures logging for all who share its process.
    check = "from importlinter.cli import lint_imports_command as check; check()"
    run = subprocess.run(
        [sys.executable, "-c", check, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


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
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
