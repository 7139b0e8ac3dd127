"""A training run from recipe and manifest to a published bundle, in one folder that resumes.

The folder holds ``recipe.toml`` and ``split.csv`` (what was asked and which image went where),
``data-check.json`` (what was found wrong with the data), ``cache/``, ``checkpoint.safetensors``,
``events.jsonl``, ``samples/``, ``tensorboard/``, ``evaluation.json``, ``.lock`` (keeps others out) and at
the end the bundle. The test part is opened once, after everything is chosen.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from meddiag_gui.errors import TrainingError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report
from meddiag_gui.training.checkpoint import CHECKPOINT
from meddiag_gui.training.curves import Curves
from meddiag_gui.training.events import Emit, EventLog, Listener, Stages
from meddiag_gui.training.job import Job, labelled, prepare_job, usable_rows
from meddiag_gui.training.memory import DeviceLost
from meddiag_gui.training.objectives import make_objective
from meddiag_gui.training.recipe import read_recipe
from meddiag_gui.training.samples import SAMPLES, Samples
from meddiag_gui.training.search.within import searched
from meddiag_gui.training.starting import initial_network
from meddiag_gui.training.team import Team, joined

if TYPE_CHECKING:
    from meddiag_gui.training.loop import Fitted


def train(
    recipe_path: Path,
    manifest_path: Path,
    folder: Path,
    *,
    others: Path | None = None,
    device: str = "auto",
    fall_back: bool = False,
    report: Report = no_report,
    token: CancelToken | None = None,
    enough: Callable[[], bool] = lambda: False,
    listener: Listener = lambda event: None,
) -> ModelBundle | None:
    """Train by a recipe, or go on where the run in ``folder`` stopped, and publish the bundle there.

    Parameters
    ----------
    others
        Manifest of other pictures for the input gate (see `meddiag_gui.evaluation.pictures`).
    device
        ``auto``, ``cpu`` or ``cuda``.
    fall_back
        Whether a run whose GPU fails goes on on the CPU.
    enough
        Whether to learn no further and publish the best weights so far.

    Returns
    -------
    ModelBundle or None
        None in a process that only helped another one (see `meddiag_gui.training.team`).

    Raises
    ------
    RecipeError, ManifestError, TrainingError
        If the recipe or the data cannot be used, or the folder belongs to another run.
    Cancelled
        If the token was cancelled; the same call resumes.
    """
    asked = Asked(recipe_path, manifest_path, folder, others)
    ways = Ways(report, token or CancelToken(), enough)
    device = training_device(device)
    with joined(device) as team:
        if not team.leads:
            team.wait()  # until the first one has prepared all
            _learn(asked, team, device, ways, _silent)
            return None
        emit = EventLog(folder / "events.jsonl", listener)
        try:
            with FileLock(folder / ".lock", timeout=0), Curves(folder / "tensorboard") as curves:
                return _lead(asked, team, device, ways, _Both(emit, curves.add), fall_back)
        except Timeout as error:
            raise TrainingError(tr("Another training is running in {name}.", name=folder.name)) from error
        except OSError as error:
            raise TrainingError(
                tr("The run's folder cannot be written: {reason}.", reason=error.strerror or error)
            ) from error


@dataclass(frozen=True, slots=True)
class Asked:
    """The files that say what is wanted, and the folder in which it is done."""

    recipe: Path
    manifest: Path
    folder: Path
    others: Path | None


@dataclass(frozen=True, slots=True)
class Ways:
    """How whoever waits hears of the run, and speaks to it."""

    report: Report
    token: CancelToken
    enough: Callable[[], bool]


class _Both:
    """Gives each event to the log, and what is to be drawn to the curves."""

    def __init__(self, *takers: Emit) -> None:
        self._takers = takers

    def __call__(self, event: dict[str, Any]) -> None:
        for take in self._takers:
            take(event)


def _silent(event: dict[str, Any]) -> None:
    """Take an event of a process that only helps."""


def _lead(asked: Asked, team: Team, device: str, ways: Ways, emit: Emit, fall_back: bool) -> ModelBundle:
    for unfinished in asked.folder.glob(f".{CHECKPOINT}.*.part"):  # a kill leaves what was being written
        unfinished.unlink()
    try:
        job, fitted = _learn(asked, team, device, ways, emit)
    except DeviceLost:
        if not fall_back or team.size > 1:
            raise
        emit({"event": "device_lost", "device": "cpu"})
        job, fitted = _learn(asked, team, "cpu", ways, emit)
    stages = Stages(ways.report, emit)
    stages(Progress(0, None, tr("Finishing the model")))
    bundle = _finish(job, fitted, stages, ways.token)
    emit({"event": "published", "model": bundle.name, "version": bundle.version, "sha256": bundle.sha256})
    return bundle


def _learn(asked: Asked, team: Team, device: str, ways: Ways, emit: Emit) -> tuple[Job, Fitted]:
    from meddiag_gui.training.loop import fit

    network = initial_network(read_recipe(asked.recipe))  # what cannot be built is said before all else
    stages, token = Stages(ways.report, emit), ways.token
    job = prepare_job(asked.recipe, asked.manifest, asked.folder, asked.others, report=stages, token=token)
    emit = _Both(emit, Samples(asked.folder / SAMPLES, job.cache.levels).add) if team.leads else emit
    if job.recipe.search is not None:
        job = searched(job, device, report=stages, token=token, emit=emit)
        network = initial_network(job.recipe)
    if team.leads:
        team.wait()  # the others take what was prepared and found
    objective = make_objective(job, network, device, report=stages, token=token)
    counts = {part: len(usable_rows(job, part)) for part in ("train", "validation")}
    problems = list(job.cache.problems)
    emit({"event": "prepared", "images": counts, "unreadable": problems, "data": job.data, "device": device})
    fitted = fit(
        network,
        job.recipe.optimisation,
        objective,
        asked.folder,
        job=job.fingerprint,
        device=device,
        report=ways.report,
        token=token,
        emit=emit,
        team=team,
        enough=ways.enough,
    )
    return job, fitted


def _finish(job: Job, fitted: Fitted, report: Report, token: CancelToken) -> ModelBundle:
    if job.recipe.structure is not None:
        from meddiag_gui.training.finish_segmentation import finish_segmentation

        return finish_segmentation(job, fitted, report=report, token=token)
    from meddiag_gui.training.finish import finish

    return finish(job, fitted, labelled(job, "validation"), report=report, token=token)


def training_device(asked: str = "auto") -> str:
    """CUDA where there is one, else the CPU; of several GPUs that of this process (``LOCAL_RANK``).

    Raises
    ------
    TrainingError
        If CUDA was asked for and there is none.
    """
    import torch

    there = torch.cuda.is_available()
    if asked == "cuda" and not there:
        raise TrainingError(tr("There is no GPU that this program can train on."))
    return f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if there and asked != "cpu" else "cpu"
