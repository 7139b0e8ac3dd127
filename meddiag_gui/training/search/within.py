"""The search as a part of a training run: on its data, with its loop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from meddiag_gui.tasks import CancelToken, Report, no_report
from meddiag_gui.training.job import Job
from meddiag_gui.training.objectives import make_objective
from meddiag_gui.training.recipe import Recipe
from meddiag_gui.training.recipe_text import recipe_text
from meddiag_gui.training.search.search import Emit, find_settings
from meddiag_gui.training.starting import initial_network


@dataclass(frozen=True, slots=True)
class _TryOut:
    """Trains by a changed recipe on the data of a job."""

    job: Job
    device: str

    def __call__(self, recipe: Recipe, folder: Path, token: CancelToken, emit: Emit) -> float:
        """Give the best validation loss."""
        from meddiag_gui.training.loop import fit

        network, job = initial_network(recipe), replace(self.job, recipe=recipe)
        objective = make_objective(job, network, self.device, report=no_report, token=token)
        fitted = fit(
            network,
            recipe.optimisation,
            objective,
            folder,
            job=job.fingerprint,
            device=self.device,
            report=no_report,
            token=token,
            emit=emit,
        )
        return min(float(row["validation_loss"]) for row in fitted.history)


def searched(job: Job, device: str, *, report: Report, token: CancelToken, emit: Emit) -> Job:
    """Give the job with the best settings that its search finds, or found before it was resumed.

    Raises
    ------
    TrainingError
        If what was tried cannot be kept.
    Cancelled
        If the token was cancelled; the same call goes on.
    """
    if job.recipe.search is None:
        return job
    found = find_settings(
        job.recipe, job.fingerprint, job.folder, _TryOut(job, device), report=report, token=token, emit=emit
    )
    recipe = replace(found, search=None)
    return replace(job, recipe=recipe, recipe_text=recipe_text(recipe))
