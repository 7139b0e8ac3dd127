"""How long a patient's timeline takes to draw, with 5,000 observations against 50, and to be put together.

Goal: a frame of the timeline well below 16 ms of processor time with 5,000 observations, whatever is shown
of them. Times are of the thread's own processor, since the machine is shared; the ratio of the two counts.
Run: ``python benchmarks/timeline.py``.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QPixmap
from sqlalchemy import insert

from meddiag_gui.gui.app import make_application
from meddiag_gui.gui.patient.view import PatientView
from meddiag_gui.library.library import Library
from meddiag_gui.library.patients.story import Reader, Subject, story_of
from meddiag_gui.library.tables.records import RecordPerson, RecordSource, RecordStatement, RecordValue
from meddiag_gui.records.timeline import Story

_TRACKS = ("hr", "sbp", "dbp", "temp", "spo2", "k", "na", "creatinine", "crp", "wbc")
_MIDDLES = (80, 125, 75, 37, 97, 4.2, 140, 0.9, 6, 8)  # about a tenth lies outside the range
_UNITS = ("/min", "mm[Hg]", "mm[Hg]", "Cel", "%", "mmol/L", "mmol/L", "mg/dL", "mg/L", "10*9/L")
_YEARS = 4 * 365 * 86400.0
_FRAMES = 60


def fill(library: Library, values: int, statements: int) -> int:
    """Put an invented person with so many values and statements into a library; return the key."""
    chance = np.random.default_rng(values)
    with library.write() as session:
        source = RecordSource(sha256=f"{values:064d}", name="invented.json", form="json", complete=True)
        session.add(source)
        session.flush()
        person = RecordPerson(names="Doe^Jane", sex="F", birth_date="1950-01-01", source_key=source.id)
        session.add(person)
        session.flush()
        common = {"person_key": person.id, "source_key": source.id}
        session.execute(
            insert(RecordValue),
            [
                common | {
                    "place": f"row {n}", "name": _TRACKS[n % 10], "analyte": _TRACKS[n % 10],
                    "unit": _UNITS[n % 10], "number": float(abs(_MIDDLES[n % 10] * chance.normal(1, 0.12))),
                    "start": float(1.6e9 + chance.uniform(0, _YEARS)), "precision": "second",
                    "digest": n.to_bytes(8, "big"),
                }
                for n in range(values)
            ],
        )  # fmt: skip
        session.execute(
            insert(RecordStatement),
            [
                common | {
                    "place": f"row {n}", "name": f"Statement {n}", "kind": ("report", "condition")[n % 2],
                    "start": float(1.6e9 + chance.uniform(0, _YEARS)), "precision": "day",
                    "digest": n.to_bytes(8, "big"),
                }
                for n in range(statements)
            ],
        )  # fmt: skip
        return person.id


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of this thread."""
    began = time.thread_time()
    work()
    return 1000 * (time.thread_time() - began)


def frames(story: Story) -> list[float]:
    """Draw the timeline while it is zoomed and moved; milliseconds of each frame."""
    view = PatientView()
    view.resize(1400, 900)
    view.show()
    view.show_story(story)
    canvas, span = view.timeline.canvas, view.timeline.span
    picture = QPixmap(canvas.size())
    times = []
    for frame in range(_FRAMES):
        span.zoom(0.93 if frame % 20 < 15 else 1.4, 0.4)
        span.move(0.02)
        times.append(milliseconds(lambda: canvas.render(picture)))
    view.close()
    view.deleteLater()
    return times


def main() -> None:
    """Measure and print."""
    make_application()
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home) / "library") as library:
        found = {}
        for values, statements in ((50, 10), (5000, 200)):
            person = fill(library, values, statements)
            told = []
            for _ in range(5):
                with library.read() as session:
                    began = time.thread_time()
                    story = story_of(session, Subject(person=person), Reader("reader"))
                    told.append(1000 * (time.thread_time() - began))
            times = frames(story)
            found[values] = float(np.median(times))
            print(
                f"{values:5d} observations, {statements} statements: story {np.median(told):.0f} ms; frame "
                f"median {np.median(times):.1f} ms, 95 % {np.percentile(times, 95):.1f} ms, "
                f"longest {max(times):.1f} ms"
            )
        print(f"5,000 against 50 observations: {found[5000] / found[50]:.1f} times a frame")


if __name__ == "__main__":
    main()
