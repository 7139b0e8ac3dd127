"""A machine with its own user folder in which the brightness model is installed, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.brightness import NAME, VERSION, write_brightness_bundle


def install(home: Path, monkeypatch: pytest.MonkeyPatch, version: str = VERSION) -> Path:
    """Move all user folders to ``home``, hide the models that ship, install the model; return its folder."""
    monkeypatch.setenv("MEDDIAG_HOME", str(home))
    monkeypatch.setattr("meddiag_gui.paths.bundled_models", lambda: home / "none")
    return write_brightness_bundle(home / "data" / "models" / f"{NAME}-{version}", version)
