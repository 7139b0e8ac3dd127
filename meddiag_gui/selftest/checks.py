"""What is checked, in which order, and how a check tells what it saw."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.errors import MedDiagError

if TYPE_CHECKING:
    from meddiag_gui.inference.engines import Device

PARTS = ("models", "files", "maps", "exports", "library", "report", "window", "training")
"""Modules of this package, each with ``check(home, device)``, in the order in which they run."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one step of a check saw.

    Parameters
    ----------
    words
        One sentence for a person.
    passed
        False where the program does not do what it must.
    seconds
        Since the step before.
    """

    words: str
    passed: bool = True
    seconds: float = 0.0


Check = Callable[[Path, "Device"], Iterator[Outcome]]


def run_part(part: str, home: Path, device: Device) -> Iterator[Outcome]:
    """Run one part and time its steps; an error ends the part and is its last outcome.

    Parameters
    ----------
    part
        One of `PARTS`.
    home
        Folder that the part may fill; nothing is written elsewhere.
    """
    start = time.perf_counter()
    try:
        check: Check = importlib.import_module(f"{__package__}.{part}").check
        for outcome in check(home, device):
            now = time.perf_counter()
            yield Outcome(outcome.words, outcome.passed, now - start)
            start = now
    except MedDiagError as error:
        yield Outcome(str(error), passed=False, seconds=time.perf_counter() - start)
    except Exception as error:  # a part that breaks is what this is for; the others must still run
        words = f"The check of {part} broke off with an internal error ({type(error).__name__}: {error})."
        yield Outcome(words, passed=False, seconds=time.perf_counter() - start)
