"""What a run works on: recipe and data read, examined, split by patient and decoded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.errors import ManifestError, TrainingError
from meddiag_gui.evaluation.pictures import read_pictures
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.cache import LevelCache, build_cache
from meddiag_gui.training.checkpoint import CHECKPOINT
from meddiag_gui.training.examined import examined_clusters
from meddiag_gui.training.masks import MaskedLevels, check_column, read_masks, with_masks
from meddiag_gui.training.recipe import Recipe, read_recipe
from meddiag_gui.training.split import Split, split_by_patient, split_table

if TYPE_CHECKING:
    from meddiag_gui.training.classification import LabelledLevels


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What a run works on.

    Parameters
    ----------
    data
        sha256 over the content of all images, their patients and their labels or masks.
    fingerprint
        sha256 over that and the recipe: what must not change between start and resumption.
    masks
        Of a segmentation or a guided classification, packed as in `meddiag_gui.training.masks.MaskedLevels`.
    others
        Other pictures for the input gate.
    """

    recipe: Recipe
    recipe_text: str
    manifest: Manifest
    cache: LevelCache
    split: Split
    folder: Path
    data: str
    fingerprint: str
    masks: NDArray[np.uint8] | None = None
    others: Manifest | None = None


def prepare_job(
    recipe_path: Path,
    manifest_path: Path,
    folder: Path,
    others: Path | None = None,
    *,
    report: Report,
    token: CancelToken,
) -> Job:
    """Read recipe and manifests, examine the data, split by patient, and decode the images."""
    recipe = read_recipe(recipe_path)
    manifest = read_manifest(manifest_path, recipe.finding_names)
    missing = [name for name in recipe.finding_names if name not in manifest.findings]
    if missing:
        raise ManifestError(
            tr("{name} has no label column named {column}.", name=manifest_path.name, column=missing[0])
        )
    if recipe.structure is not None:
        manifest = with_masks(manifest, recipe.structure.column)
    column = recipe.split.column
    clusters = examined_clusters(manifest, recipe.finding_names, column, folder, report=report, token=token)
    split = split_by_patient(manifest, recipe.finding_names, recipe.split, clusters)
    text = recipe_path.read_text(encoding="utf-8")
    cache = build_cache(manifest, recipe.input, folder / "cache", report=report, token=token)
    known = [(row.patient_id, *(row.labels[name] for name in recipe.finding_names)) for row in manifest.rows]
    masks = _masks(recipe, manifest, report, token)
    seen = b"" if masks is None else masks.tobytes()
    data = hashlib.sha256(f"{cache.fingerprint}{known}".encode() + seen).hexdigest()
    fingerprint = hashlib.sha256(f"{text}{data}".encode()).hexdigest()
    target = folder / f"{recipe.model.name}-{recipe.model.version}"
    if target.exists() and not (folder / CHECKPOINT).is_file():  # it may come from anything
        raise TrainingError(
            tr(
                "{name} holds a finished {what} already; choose another folder.",
                name=folder.name,
                what=target.name,
            )
        )
    _write_asked(folder, {"recipe.toml": text, "split.csv": split_table(manifest, split)})
    pictures = read_pictures(others) if others is not None else None
    return Job(recipe, text, manifest, cache, split, folder, data, fingerprint, masks, pictures)


def _masks(
    recipe: Recipe, manifest: Manifest, report: Report, token: CancelToken
) -> NDArray[np.uint8] | None:
    if not recipe.mask_column:
        return None
    check_column(manifest, recipe.mask_column)
    size = (recipe.input.rows, recipe.input.columns)
    return read_masks(manifest, recipe.mask_column, size, report=report, token=token)


def _write_asked(folder: Path, asked: dict[str, str]) -> None:
    """Write what was asked for, but never over what a checkpoint in the folder was made from."""
    try:
        if (folder / CHECKPOINT).is_file():
            for name, text in asked.items():
                if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode():
                    raise TrainingError(
                        tr(
                            "The run in {name} was started with another {what}; choose another folder.",
                            name=folder.name,
                            what=name,
                        )
                    )
        for name, text in asked.items():
            write_atomic(folder / name, text)
    except OSError as error:
        raise TrainingError(
            tr("The run's folder cannot be written: {reason}.", reason=error.strerror or error)
        ) from error


def labels_of(job: Job) -> NDArray[np.float32]:
    """Labels ``(rows of the manifest, F)``: 0, 1, or nan where a finding is not labelled."""
    names = job.recipe.finding_names
    table = [[row.labels[name] for name in names] for row in job.manifest.rows]
    return np.array(table, dtype=np.float32)  # None becomes nan


def labelled(job: Job, part: str) -> LabelledLevels:
    """Gather the readable images of one part with their labels."""
    from meddiag_gui.training.classification import LabelledLevels

    return LabelledLevels(job.cache.levels, usable_rows(job, part), labels_of(job))


def masked(job: Job, part: str) -> MaskedLevels:
    """Gather the readable images of one part with their masks."""
    assert job.masks is not None  # noqa: S101  # the caller knows the task
    return MaskedLevels(job.cache.levels, usable_rows(job, part), job.masks)


def usable_rows(job: Job, part: str) -> NDArray[np.intp]:
    """Rows of one part whose image could be read."""
    rows = job.split.part(part)
    return rows[job.cache.usable[rows]]
