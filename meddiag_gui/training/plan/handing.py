"""From a finished plan to a job that waits in the queue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError, TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.language import tr
from meddiag_gui.training.examined import keep_clusters
from meddiag_gui.training.jobs import Job, create
from meddiag_gui.training.missing import Fill, filled, learn_fill
from meddiag_gui.training.plan.dividing import with_parts
from meddiag_gui.training.plan.examining import Examined
from meddiag_gui.training.plan.making import PART, recipe_of
from meddiag_gui.training.plan.plan import Plan
from meddiag_gui.training.recipe_text import recipe_text
from meddiag_gui.training.split import Split


def job_data(plan: Plan, examined: Examined, split: Split) -> tuple[Manifest, Fill]:
    """Give the manifest of a job, with absolute paths and parts, and what was filled into it.

    Raises
    ------
    ManifestError
        If a column cannot be filled as the plan says, or a file's name cannot stand in a table.
    """
    manifest = with_parts(examined.manifest, split)
    for row in manifest.rows:
        if not str(row.path).isprintable():  # line breaks, or bytes that are no text
            name = clean_text(row.path.name.encode(errors="replace").decode())
            raise ManifestError(tr("{name} has a name that no table can hold: rename it.", name=name[:100]))
    rows = tuple(replace(row, path=row.path.absolute()) for row in manifest.rows)
    manifest = replace(manifest, rows=rows)
    fill = learn_fill(manifest, split.train.tolist(), plan.filling)
    return filled(manifest, fill), fill


def hand_over(plan: Plan, bundle: ModelBundle | None, examined: Examined, split: Split) -> Job:
    """Write the job of a plan; it waits in the queue.

    Raises
    ------
    ManifestError, RecipeError
        If a column cannot be filled, or the plan is no valid recipe.
    TrainingError
        If something stands in the way of training, or the folder cannot be written.
    """
    manifest, fill = job_data(plan, examined, split)
    recipe = recipe_of(plan, bundle, len(split.train))
    job = create(recipe_text(recipe), manifest)
    try:
        keep_clusters(manifest, recipe.finding_names, PART, job.folder, examined.found)
        if fill != Fill():
            write_atomic(job.folder / "missing.json", msgspec.json.encode(fill))
        write_atomic(job.folder / "plan.json", msgspec.json.format(msgspec.json.encode(plan), indent=2))
    except OSError as error:
        raise TrainingError(
            tr("The training cannot be prepared: {reason}.", reason=error.strerror or error)
        ) from error
    return job


def write_trial(
    plan: Plan, bundle: ModelBundle | None, examined: Examined, split: Split, folder: Path
) -> None:
    """Write recipe and manifest of a plan into a folder, for `meddiag_gui.training.plan.estimate`.

    Raises
    ------
    ManifestError
        If a column cannot be filled as the plan says.
    OSError
        If the folder cannot be written.
    """
    from meddiag_gui.examination.source import manifest_table

    manifest, _ = job_data(plan, examined, split)
    write_atomic(folder / "recipe.toml", recipe_text(recipe_of(plan, bundle, len(split.train))))
    write_atomic(folder / "manifest.csv", manifest_table(manifest))
