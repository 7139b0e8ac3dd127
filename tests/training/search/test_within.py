"""The search on the data of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.job import prepare_job
from meddiag_gui.training.search.within import searched
from tests.support.training import RECIPE, write_job

SEARCH = "\n[search]\nminutes = 10\nepochs = 1\ntrials = 2\n"


@pytest.mark.slow
def test_a_job_goes_on_with_what_its_search_found(tmp_path: Path) -> None:
    paths = write_job(tmp_path / "data", patients=16, recipe=RECIPE + SEARCH)
    job = prepare_job(*paths, tmp_path / "run", report=no_report, token=CancelToken())
    events: list[dict[str, Any]] = []
    found = searched(job, "cpu", report=no_report, token=CancelToken(), emit=events.append)
    assert [event["event"] for event in events] == ["trial", "trial"]
    assert found.recipe.search is None
    assert "[search]" not in found.recipe_text
    assert found.recipe.optimisation.epochs == job.recipe.optimisation.epochs
    assert found.fingerprint == job.fingerprint  # a resumed run is the same run
    again = searched(job, "cpu", report=no_report, token=CancelToken(), emit=events.append)
    assert again.recipe == found.recipe
    assert len(events) == 2


def test_a_job_without_one_is_as_it_was(tmp_path: Path) -> None:
    paths = write_job(tmp_path / "data", patients=16)
    job = prepare_job(*paths, tmp_path / "run", report=no_report, token=CancelToken())
    assert searched(job, "cpu", report=no_report, token=CancelToken(), emit=lambda event: None) is job
