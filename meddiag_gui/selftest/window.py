"""The window, drawn off the screen by a process of its own: every main screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from meddiag_gui.inference.engines import Device
from meddiag_gui.selftest.checks import Outcome
from meddiag_gui.selftest.child import run_command


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Draw every main screen; see `checks.run_part`."""
    run_command(home / "home", "screenshots", home / "screens")
    drawn = len(list((home / "screens").glob("*.png")))
    yield Outcome(f"{drawn} screens drawn", passed=drawn > 0)
