"""What scrolling through a long worklist costs the GUI thread, and what scoring behind it costs reading.

    python benchmarks/worklist.py [STUDIES [PICTURES]]

Goals: a frame of 50,000 studies costs what one of 500 does, and less than 16 ms; a picture is on the screen
and judged as fast while others are scored behind it. Processor time of the GUI thread is measured, so that
other work on the machine does not count; reading with and without the background pass alternates in one run.
"""

from __future__ import annotations

import functools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from library import FEW, fill, percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from meddiag_gui.gui.app import Program
    from meddiag_gui.gui.worklist.scoring import Scoring

PAGES = 60
SCREENFUL = 45  # rows
PICTURES = 12


def wait(application: QApplication, until: Callable[[], bool], seconds: float = 60) -> float:
    """Let the program work until something holds; give the longest time without a look at events, in ms."""
    deadline, longest = time.monotonic() + seconds, 0.0
    while not until():
        start = time.thread_time()
        application.processEvents()
        longest = max(longest, time.thread_time() - start)
        time.sleep(0.001)
        if time.monotonic() > deadline:
            raise TimeoutError
    return longest * 1000


def scrolling(size: int) -> tuple[float, float, float]:
    """Scroll through a worklist: GUI-thread milliseconds a frame, median and p95, and to list it."""
    from meddiag_gui.gui.app import build, make_application
    from meddiag_gui.gui.worklist.feature import ROOM, Worklist
    from meddiag_gui.library.library import Library, default_folder

    with Library.open(default_folder()) as library:
        fill(library, size)
    application = make_application()
    program = build(demo=lambda: Path("none"))
    program.window.resize(1440, 900)
    program.window.show()
    worklist, rooms = program.feature(Worklist), program.window.rooms
    rooms.enter(ROOM)
    room = worklist.room
    assert room is not None
    listed = wait(application, lambda: bool(room.keys) and not worklist._desk.busy)
    bar = room.table.verticalScrollBar()
    stride = max(SCREENFUL, bar.maximum() // (PAGES * 4))  # else Qt moves what it has drawn
    spent = []
    for step in range(PAGES * 4):
        start = time.thread_time()
        bar.setValue(step * stride % (bar.maximum() + 1))
        application.processEvents()  # draws, and takes what has come meanwhile
        spent.append((time.thread_time() - start) * 1000)
    program.window.close()
    program.shut_down()
    return statistics.median(spent), percentile(spent, 0.95), listed


def reading(pictures: int) -> tuple[list[float], list[float], int]:
    """Open pictures and wait for the model, in turn without and with the background pass."""
    from meddiag_gui.gui.app import build, make_application
    from meddiag_gui.gui.worklist.feature import Worklist
    from meddiag_gui.imaging.phantom import demo_study
    from meddiag_gui.library.importing import import_files
    from meddiag_gui.library.library import Library, default_folder

    demo = demo_study()
    folder = Path(os.environ["MEDDIAG_HOME"]) / "pictures"
    folder.mkdir()
    from pydicom import dcmread
    from pydicom.uid import generate_uid

    for number in range(40 + 2 * pictures):
        data = dcmread(demo)
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        data.StudyInstanceUID, data.SeriesInstanceUID = generate_uid(), generate_uid()
        data.PatientID = f"P{number}"
        data.save_as(folder / f"{number:03d}.dcm")
    files = sorted(folder.iterdir())
    with Library.open(default_folder()) as library:
        import_files(library, files[2 * pictures :], who="benchmark")
    application = make_application()
    program = build()
    program.window.show()
    scoring = program.feature(Worklist).scoring
    plain: list[float] = []
    beside: list[float] = []
    for number, file in enumerate(files[: 2 * pictures]):
        scoring.set_wanted(number % 2 == 1)
        before = scoring.done
        wait(application, functools.partial(_passed, time.monotonic() + 1.0))
        if scoring.wanted:  # in the middle of it
            wait(application, functools.partial(_went_on, scoring, before))
        start = time.perf_counter()
        program.session.open_paths([file])
        wait(
            application,
            functools.partial(_judged, program, file),
        )
        (beside if number % 2 else plain).append((time.perf_counter() - start) * 1000)
    done = scoring.done
    program.window.close()
    program.shut_down()
    return plain, beside, done


def _passed(moment: float) -> bool:
    return time.monotonic() > moment


def _went_on(scoring: Scoring, before: int) -> bool:
    return scoring.done > before or not scoring.running


def _judged(program: Program, file: Path) -> bool:
    picture = program.session.picture
    return program.reading.answer is not None and picture is not None and picture.image.path == file


def main() -> None:
    """Measure both."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    pictures = int(sys.argv[2]) if len(sys.argv) > 2 else PICTURES
    frames = {}
    for size in (FEW, count):
        with tempfile.TemporaryDirectory() as home:
            os.environ["MEDDIAG_HOME"] = home
            median, p95, listed = frames[size] = scrolling(size)
            print(
                f"{size} studies: GUI thread ms a frame median {median:.1f}, p95 {p95:.1f}; "
                f"longest while they are listed {listed:.1f}"
            )
    print(f"ratio of the medians: {frames[count][0] / frames[FEW][0]:.2f}")
    with tempfile.TemporaryDirectory() as home:
        os.environ["MEDDIAG_HOME"] = home
        plain, beside, done = reading(pictures)
    alone, together = statistics.median(plain[1:]), statistics.median(beside[1:])
    print(
        f"a picture judged in ms: {alone:.0f} alone, {together:.0f} while {done} others were scored "
        f"(ratio {together / alone:.2f})"
    )


if __name__ == "__main__":
    main()
