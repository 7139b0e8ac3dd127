"""A draft that was acknowledged is there after the program was killed, and so is all that was signed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from meddiag_gui.library.audit_check import verify
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions
from tests.support.libraries import add_study, new_library

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from pathlib import Path
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions
from meddiag_gui.library.reading.opinion import Draft

with Library.open(Path(sys.argv[1])) as library:
    print("ready", flush=True)
    for number in range(1, 100_000):
        with library.write() as session:
            draft = Draft((), f"{number}", "changed again")
            if number % 5:
                opinions.save_draft(session, 1, "ada", "with_model", draft)
            else:
                opinions.sign(session, 1, "ada", "with_model", draft)
        print(number, flush=True)
"""


def write_until_killed(folder: Path, seconds: float) -> int:
    """Let a process write, kill it, and give the last number that it acknowledged."""
    command = [sys.executable, "-c", WRITER, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read().split("\n")
    process.wait()
    return max((int(line) for line in said[:-1]), default=0)


@pytest.mark.slow
def test_what_was_acknowledged_survives_kill(tmp_path):
    dice = random.Random(5)  # noqa: S311  # nothing secret
    for round_number in range(4):
        folder = new_library(tmp_path / str(round_number))
        with Library.open(folder) as library, library.write() as session:
            add_study(session)
        last = write_until_killed(folder, dice.uniform(0.05, 0.5))
        with Library.open(folder) as library, library.read() as session:
            versions = opinions.load(session, 1, "ada").versions
            kept = [int(version.content.comment) for version in versions]
            assert max(kept, default=0) in (last, last + 1)  # the next may have been on the disk already
            signed = [int(version.content.comment) for version in versions if version.signed_at]
            assert signed == list(range(5, max(kept, default=0) + 1, 5))
            report = verify(session)
            assert (report.broken, report.entries) == (None, len(signed))
