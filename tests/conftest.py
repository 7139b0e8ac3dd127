"""Every test runs offscreen, in a home of its own, and leaves nothing behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("meddiag", deadline=None)  # nothing is timed: machines are shared
settings.load_profile("meddiag")

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, models and caches of the user out of the test, and the test's out of the user's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MEDDIAG_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread of the program, a running timer or a top-level widget."""
    yield
    threads = [t.name for t in threading.enumerate() if t.name.startswith("meddiag")]
    assert not threads, f"the test left threads: {threads}"
    if "qapp" in request.fixturenames:
        left = _qt_objects_left()
        assert not left, f"the test left Qt objects: {left}"


def _qt_objects_left() -> list[str]:
    """Name every top-level widget, and every timer that runs."""
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timers = [o for o in gc.get_objects() if isinstance(o, QTimer) and isValid(o) and o.isActive()]
    return [type(o).__name__ for o in (*QApplication.topLevelWidgets(), *timers)]
