"""What the wizard does off the GUI thread; what is heavy is imported there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui import paths
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.plan.draft import Draft
from meddiag_gui.training.plan.plan import Plan

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.examination.material import Material
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.training.plan.estimate import Estimate
    from meddiag_gui.training.plan.examining import Examined
    from meddiag_gui.training.split import Split


def save(draft: Draft, plan: Plan, *, report: Report, token: CancelToken) -> None:
    """Keep the draft."""
    draft.save(plan)


def images_of(plan: Plan) -> str:
    """Column of masks that an image must have to be of use; empty where all are."""
    return plan.mask_column if plan.task == "segmentation" else ""


def examined_as(plan: Plan) -> tuple[object, ...]:
    """What an examination of the same images depends on."""
    return plan.task, plan.findings, plan.left_out, plan.splitting.stated


@dataclass(frozen=True, slots=True)
class Beginning:
    """The draft of before, the installed models, and names and versions of those that are trained."""

    plan: Plan | None
    bundles: tuple[ModelBundle, ...]
    in_work: frozenset[tuple[str, str]]


def begin(draft: Draft, *, report: Report, token: CancelToken) -> Beginning:
    """Look at what is there."""
    from meddiag_gui.inference.registry import list_bundles
    from meddiag_gui.training.jobs import list_jobs

    in_work = frozenset((job.record.name, job.record.version) for job in list_jobs()[0])
    return Beginning(draft.load(), list_bundles().bundles, in_work)


def read(plan: Plan, *, report: Report, token: CancelToken) -> Manifest:
    """Read what the source says of its images."""
    from meddiag_gui.training.plan.sources import read_labels

    return read_labels(plan.source, report=report, token=token)


def decode(manifest: Manifest, masks: str, *, report: Report, token: CancelToken) -> Material:
    """Decode and compare the images; of an outline those that have a mask in this column."""
    from meddiag_gui.training.masks import with_masks
    from meddiag_gui.training.plan import examining

    used = with_masks(manifest, masks) if masks else manifest
    return examining.decode(used, report=report, token=token)


def look_at(plan: Plan, whole: Material, *, report: Report, token: CancelToken) -> Examined:
    """Judge the images that are left."""
    from meddiag_gui.training.plan import examining

    findings = plan.findings if plan.task == "classification" else ()
    stated = plan.splitting.stated
    return examining.look_at(whole, findings, set(plan.left_out), stated=stated, report=report, token=token)


def divide(plan: Plan, examined: Examined, whole: Material, *, report: Report, token: CancelToken) -> Split:
    """Divide the patients."""
    from meddiag_gui.training.plan import dividing

    findings = plan.findings if plan.task == "classification" else ()
    return dividing.divide(examined.manifest, findings, plan.splitting, examined.clusters, whole.part_column)


def measure(
    plan: Plan,
    bundle: ModelBundle | None,
    examined: Examined,
    split: Split,
    *,
    report: Report,
    token: CancelToken,
) -> tuple[Estimate, int, int]:
    """Take a few steps; also the bytes that the disk and the memory have left."""
    import psutil

    from meddiag_gui.training.plan import trial

    found = trial.measure(plan, bundle, examined, split, report=report, token=token)
    folder = paths.user_data()
    folder.mkdir(parents=True, exist_ok=True)
    return found, shutil.disk_usage(folder).free, psutil.virtual_memory().available


def hand_over(
    plan: Plan,
    bundle: ModelBundle | None,
    examined: Examined,
    split: Split,
    *,
    report: Report,
    token: CancelToken,
) -> Path:
    """Make the job; gives its folder."""
    from meddiag_gui.training.plan import handing

    return handing.hand_over(plan, bundle, examined, split).folder
