"""What stands in the way of the next page, in words; nothing here has an effect."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.language import mark, tr, tr_n
from meddiag_gui.training.plan.estimate import Estimate
from meddiag_gui.training.plan.examining import Examined
from meddiag_gui.training.plan.making import recipe_of
from meddiag_gui.training.plan.plan import Plan
from meddiag_gui.training.recipe import recipe_problem
from meddiag_gui.training.split import Split

Page = Literal["source", "examination", "split", "model", "settings", "start"]
PAGES: dict[Page, str] = {
    "source": mark("Source"), "examination": mark("Examination"), "split": mark("Split"),
    "model": mark("Model"), "settings": mark("Settings"), "start": mark("Estimate and start"),
}  # fmt: skip
"""The pages in their order, in words."""
_NAME, _VERSION = re.compile(r"[A-Za-z0-9-]{1,60}"), re.compile(r"\d+(\.\d+)*")
_STEP = 32  # of the input of an outlining network
_SPARE = 1.2  # of the disk, for what else is written


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known beside the plan.

    Parameters
    ----------
    columns, masks
        Label columns of the source, and its columns that could name masks; None before it was read.
    problem
        Why the latest step could not be done, as one sentence.
    examined, split
        None before.
    bundle
        The model that the plan starts from; None where it starts from nothing or the model is not there.
    taken
        Name and version of every installed model.
    free, memory
        Bytes that the disk and the memory have left.
    """

    columns: tuple[str, ...] | None = None
    masks: tuple[str, ...] = ()
    problem: str = ""
    examined: Examined | None = None
    split: Split | None = None
    bundle: ModelBundle | None = None
    taken: Collection[tuple[str, str]] = field(default=())
    estimate: Estimate | None = None
    free: int = 0
    memory: int = 0


def reasons(page: Page, plan: Plan, known: Known) -> list[str]:
    """Say what a page still lacks; empty where the next one may be opened."""
    return [*_CHECKS[page](plan, known)]


def first_open(plan: Plan, known: Known) -> Page:
    """Give the first page that lacks something, else the last."""
    return next((page for page in PAGES if reasons(page, plan, known)), "start")


def _source(plan: Plan, known: Known) -> list[str]:
    if not plan.source.path:
        return [known.problem or tr("Choose where the labelled images come from.")]
    if plan.source.kind == "dicom" and not plan.source.table:
        return [tr("Choose the table that says what the DICOM files show.")]
    if known.columns is None:
        return [known.problem or tr("The source is being read.")]
    if plan.task == "segmentation":
        if plan.mask_column not in known.masks:
            return [tr("Choose the column that names the masks.")]
        return [] if plan.structure.strip() else [tr("Name what the masks outline.")]
    gone = [name for name in plan.findings if name not in known.columns]
    if gone:
        return [tr("The source has no label column {name}.", name=gone[0][:60])]
    return [] if plan.findings else [tr("Choose at least one finding to learn.")]


def _examination(plan: Plan, known: Known) -> list[str]:
    if known.examined is None:
        return [known.problem or tr("The images are not examined yet.")]
    stops = known.examined.found.stops
    if not stops:
        return []
    said = tr_n(
        "{n} problem must be mended, or its images left out, before a training can start.",
        "{n} problems must be mended, or their images left out, before a training can start.",
        len(stops),
    )
    return [said]


def _split(plan: Plan, known: Known) -> list[str]:
    return [] if known.split is not None else [known.problem or tr("The patients are not divided yet.")]


def _model(plan: Plan, known: Known) -> list[str]:
    model, found = plan.model, []
    if not _NAME.fullmatch(model.name):
        found.append(tr("The model's name must be letters, digits and hyphens."))
    if not _VERSION.fullmatch(model.version):
        found.append(tr("The model's version must be digits and dots."))
    if (model.name, model.version) in known.taken:
        found.append(
            tr("{name} {version} is installed already: a model is never overwritten.",
               name=model.name, version=model.version)
        )  # fmt: skip
    if model.start and known.bundle is None:
        found.append(tr("The model {name} is not installed any more.", name=model.start))
    if known.bundle is not None and known.bundle.metadata.task != plan.task:
        found.append(tr("{name} does something else than this training.", name=known.bundle.name))
    fresh = not model.start and (not model.pretrained or model.architecture.startswith("vit"))
    if fresh and model.tune != "all":
        found.append(tr("A network that begins with nothing must be fitted as a whole."))
    if not plan.intended_use.summary.strip() or not plan.intended_use.population.strip():
        found.append(tr("Say what the model is for, and for whom: the model card carries it."))
    if not plan.data.source.strip():
        found.append(tr("Say where the images come from: the model card carries it."))
    return found


def _settings(plan: Plan, known: Known) -> list[str]:
    if plan.task == "segmentation" and (plan.input.rows % _STEP or plan.input.columns % _STEP):
        return [tr("To outline, rows and columns of the input must be multiples of {n}.", n=_STEP)]
    problem = recipe_problem(recipe_of(plan, known.bundle, 0))
    return [tr("A setting makes no sense: {problem}.", problem=problem)] if problem else []


def _start(plan: Plan, known: Known) -> list[str]:
    estimate = known.estimate
    if estimate is None:
        return [known.problem or tr("Time, memory and disk are not measured yet.")]
    found = []
    if estimate.disk * _SPARE > known.free:
        found.append(
            tr("The disk has {free} left, and the training needs about {needed}.",
               free=gigabytes(known.free), needed=gigabytes(round(estimate.disk * _SPARE)))
        )  # fmt: skip
    if estimate.memory > known.memory:
        found.append(
            tr("{free} of memory are free, and the training needs {needed}: take fewer images at once.",
               free=gigabytes(known.memory), needed=gigabytes(estimate.memory))
        )  # fmt: skip
    return found


def gigabytes(size: int) -> str:
    """Write a size for people."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{max(1, round(size / 2**20))} MB"


_CHECKS = {
    "source": _source, "examination": _examination, "split": _split,
    "model": _model, "settings": _settings, "start": _start,
}  # fmt: skip
