"""Dividing a plan's patients: drawn, as the source states it, or around a test part that stays locked."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.language import tr
from meddiag_gui.training.plan.facets import CountRow, count_rows
from meddiag_gui.training.plan.plan import Splitting
from meddiag_gui.training.recipe import SplitRecipe
from meddiag_gui.training.split import (
    PARTS,
    Split,
    check_split,
    drawn_parts,
    patient_groups,
    split_by_patient,
)


def divide(
    manifest: Manifest,
    findings: tuple[str, ...],
    splitting: Splitting,
    clusters: Sequence[Sequence[int]],
    part_column: str | None,
) -> Split:
    """Divide the patients as the plan says.

    Parameters
    ----------
    part_column
        Column in which the source states the parts, if it does.

    Raises
    ------
    ManifestError
        If a part would be empty or lack one side of a finding, a patient would lie in two parts, or the
        earlier split cannot be read.
    """
    if splitting.stated:
        if part_column is None:
            raise ManifestError(tr("The source states no part for its images; let the parts be drawn."))
        return split_by_patient(manifest, findings, replace(splitting.shares, column=part_column), clusters)
    if splitting.locked:
        kept = locked_patients(Path(splitting.locked))
        return _around(manifest, findings, splitting.shares, clusters, kept)
    return split_by_patient(manifest, findings, splitting.shares, clusters)


def locked_patients(path: Path) -> frozenset[str]:
    """Patients of the test part of an earlier training, from its ``split.csv``.

    Raises
    ------
    ManifestError
        If it cannot be read or has no test part.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        found = frozenset(row["patient_id"] for row in rows if row["part"] == "test")
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise ManifestError(tr("The earlier split {name} cannot be read.", name=path.name)) from error
    if not found:
        raise ManifestError(tr("The earlier split {name} has no test part.", name=path.name))
    return found


def _around(
    manifest: Manifest,
    findings: tuple[str, ...],
    shares: SplitRecipe,
    clusters: Sequence[Sequence[int]],
    kept: Collection[str],
) -> Split:
    """Leave the test patients, and all who share a picture with them, where they were; draw the others."""
    groups = patient_groups(manifest, clusters)
    locked = {group for group, row in zip(groups, manifest.rows, strict=True) if row.patient_id in kept}
    others = [i for i, group in enumerate(groups) if group not in locked]
    if len(others) == len(groups):
        raise ManifestError(tr("None of the patients of the locked test part is among these images."))
    rest = replace(manifest, rows=tuple(manifest.rows[i] for i in others))
    drawn = drawn_parts(rest, findings, replace(shares, test=0.0), [groups[i] for i in others])
    part_of = dict(zip(others, drawn, strict=True))
    split = Split(
        **{
            part: np.array([i for i in range(len(groups)) if part_of.get(i, "test") == part], np.intp)
            for part in PARTS
        }
    )
    check_split(manifest, findings, split)
    return split


def part_counts(manifest: Manifest, findings: Sequence[str], split: Split) -> list[CountRow]:
    """Images and patients by class, site, machine, sex and age, in each part."""
    return count_rows(manifest, findings, [split.part(part).tolist() for part in PARTS])


def with_parts(manifest: Manifest, split: Split) -> Manifest:
    """Write each image's part into a column ``part``."""
    part_of = {int(i): part for part in PARTS for i in split.part(part)}
    rows = tuple(
        replace(row, attributes=row.attributes | {"part": part_of[i]}) for i, row in enumerate(manifest.rows)
    )
    names = (*(name for name in manifest.attributes if name != "part"), "part")
    return replace(manifest, rows=rows, attributes=names)
