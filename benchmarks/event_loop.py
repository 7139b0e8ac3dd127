"""How long the window keeps a click waiting while a CT is scanned and read as a volume and the model runs.

Goal: longest gap of the event loop at most 50 ms; the control is the same window at rest. A timer of 1 ms
stands for the user. What delays it counts, be it work in the GUI thread or a thread that keeps Python's lock.
Run: ``python benchmarks/event_loop.py [SECONDS]``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QTimer
from volume import write_series

from meddiag_gui.gui.app import build, make_application
from meddiag_gui.gui.reader import default_predictor
from meddiag_gui.gui.runner import Job
from meddiag_gui.inference.gate import NOTHING_SUPPLIED
from meddiag_gui.tasks import CancelToken, Report


def queued() -> float:
    """Seconds that this thread was ready and had no processor: what else the machine does. 0 but on Linux."""
    path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    return int(path.read_text("ascii").split()[1]) * 1e-9 if path.exists() else 0.0


class Gaps(QObject):
    """Notes how much later than asked for each tick comes, and without the wait for a processor."""

    def __init__(self) -> None:
        super().__init__()
        self._begin()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _begin(self) -> None:
        self._gaps: list[tuple[float, float]] = []
        self._last, self._queued = time.perf_counter(), queued()

    def _tick(self) -> None:
        now, waited = time.perf_counter(), queued()
        gap = now - self._last
        self._gaps.append((gap * 1000, (gap - waited + self._queued) * 1000))
        self._last, self._queued = now, waited

    def say(self, what: str) -> None:
        """Print the longest gaps since this was last asked, and begin anew."""
        gaps = np.sort(np.array(self._gaps), axis=0)
        longest, own = (", ".join(f"{gap:3.0f}" for gap in gaps[:-4:-1, column]) for column in (0, 1))
        print(f"{what:32} longest {longest} ms   without the wait for a processor {own} ms")
        self._begin()


def run_while(wanted: Callable[[], bool], seconds: float) -> None:
    """Let events come, for so long at most."""
    loop, end = QEventLoop(), time.perf_counter() + seconds

    def look() -> None:
        if time.perf_counter() > end or not wanted():
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    loop.exec()


def keep_predicting(*, report: Report, token: CancelToken) -> None:
    """Judge the demo study's image over and over, as long as the token lets."""
    from meddiag_gui.imaging.open import open_image
    from meddiag_gui.imaging.phantom import demo_study

    predictor, image = default_predictor(), open_image(demo_study())
    while not token.cancelled:
        predictor.predict(image, context=NOTHING_SUPPLIED, report=report, token=None)


def nothing_follows(job: Job[None], outcome: object) -> None:
    """Take the end of the model's work."""


def main() -> None:
    """Print the gaps at rest, while a series is scanned and shown, and while it is read as a volume."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    make_application()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as home:
        write_series(Path(name))
        program = build(settings_file=Path(home) / "settings.json")
        program.window.resize(1440, 900)
        program.window.show()
        run_while(lambda: True, 2)
        gaps = Gaps()
        run_while(lambda: True, 3)
        gaps.say("at rest")
        program.session.open_paths([Path(name)])
        run_while(lambda: program.busy, seconds)
        gaps.say("scanning and showing")
        model = program.inference.submit(keep_predicting, nothing_follows, nothing_follows)
        run_while(lambda: True, 3)
        gaps.say("the model alone")
        program.control.actions["mpr"].trigger()
        run_while(lambda: program.volumes.busy, seconds)
        gaps.say("reading a volume, and the model")
        model.cancel()
        program.window.close()
        program.shut_down()


if __name__ == "__main__":
    main()
