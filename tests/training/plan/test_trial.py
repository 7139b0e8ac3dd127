"""The estimate in a process of its own."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui import paths
from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, no_report
from meddiag_gui.training.plan.estimate import Estimate
from meddiag_gui.training.plan.examining import Examined, look_at
from meddiag_gui.training.plan.making import begin_from
from meddiag_gui.training.plan.plan import Plan
from meddiag_gui.training.plan.trial import measure
from meddiag_gui.training.split import Split
from tests.support.labelled import body
from tests.support.plans import manifest_of, material_of

PLAN = begin_from(Plan(findings=("Mass",)), None, set())
SPLIT = Split(*np.array_split(np.arange(12), 3))


def examined_at(root: Path) -> Examined:
    material = material_of(manifest_of([0, 1] * 6, root=root))
    return look_at(material, ("Mass",), set(), stated=False, report=no_report, token=CancelToken())


@pytest.mark.slow
def test_it_is_measured_by_the_command_line(tmp_path: Path) -> None:
    for i in range(12):
        Image.fromarray(body(i, 64)).save(tmp_path / f"{i}.png")
    plan = replace(PLAN, input=replace(PLAN.input, rows=64, columns=64))
    found = measure(plan, None, examined_at(tmp_path), SPLIT, report=no_report, token=CancelToken())
    assert isinstance(found, Estimate)
    assert found.seconds > 0
    assert list(paths.user_cache().iterdir()) == []


def test_its_reason_is_told_where_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit('No image can be read.')"]
    monkeypatch.setattr(paths, "command_line", lambda: failing)
    with pytest.raises(TrainingError, match="No image can be read"):
        measure(PLAN, None, examined_at(tmp_path), SPLIT, report=no_report, token=CancelToken())


def test_it_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "command_line", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    token = CancelToken()

    def stop(progress: Progress) -> None:
        token.cancel()

    with pytest.raises(Cancelled):
        measure(PLAN, None, examined_at(tmp_path), SPLIT, report=stop, token=token)
