"""A process killed at any moment loses nothing that was acknowledged, and leaves a library that opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

KILLS = {"import": 26, "verdict": 26, "migration": 24, "encryption": 24}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "tests.support.killing", str(tmp_path / "killed"), "20"]
    run = subprocess.run(
        [*command, *map(str, KILLS.values())], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    outcomes = [json.loads(line) for line in run.stdout.splitlines()]
    assert Counter(phase for phase, _ in outcomes) == KILLS
    assert sum(outcome == "some" for _, outcome in outcomes) >= 10  # kills in the middle of the work
