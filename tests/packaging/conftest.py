"""The scripts under packaging/, and the built program where MEDDIAG_BUILT names its folder."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """``script("contents")`` imports packaging/contents.py as the build does."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if (PACKAGING / f"{name}.py").is_file():
            del sys.modules[name]


@pytest.fixture(scope="session")
def built() -> Path:
    """Folder of the built program; the test is skipped where there is none."""
    given = os.environ.get("MEDDIAG_BUILT")
    if not given:
        pytest.skip("MEDDIAG_BUILT names no built program")
    folder = (ROOT / given).resolve()
    assert (folder / "meddiag").is_file(), f"there is no program in {folder.name}"
    return folder
