"""Splitting by patient: no patient's images, and no copies of an image, ever lie on both sides."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.examination.copies import joined
from meddiag_gui.language import tr
from meddiag_gui.training.recipe import SplitRecipe

PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Row numbers of a manifest by part, each ascending; together they are all rows."""

    train: NDArray[np.intp]
    validation: NDArray[np.intp]
    test: NDArray[np.intp]

    def part(self, name: str) -> NDArray[np.intp]:
        """Rows of ``train``, ``validation`` or ``test``."""
        rows: NDArray[np.intp] = getattr(self, name)
        return rows


def split_by_patient(
    manifest: Manifest,
    findings: tuple[str, ...],
    recipe: SplitRecipe,
    clusters: Sequence[Sequence[int]] = (),
) -> Split:
    """Divide the patients, stratified by which findings each has in any of their images.

    Within each stratum the patients are shuffled by the seed and cut, so every part has its share of
    each; the order of rows in the manifest does not matter. Patients who share a copy count as one.

    Parameters
    ----------
    clusters
        Row numbers of images that are copies of each other; see `meddiag_gui.examination`.

    Raises
    ------
    ManifestError
        If a part would be empty or lack one side of a finding, or the recipe's column does not say the part.
    """
    part_of = (
        _stated(manifest, recipe.column)
        if recipe.column
        else drawn_parts(manifest, findings, recipe, patient_groups(manifest, clusters))
    )
    split = Split(
        **{part: np.array([i for i, p in enumerate(part_of) if p == part], np.intp) for part in PARTS}
    )
    check_split(manifest, findings, split)
    return split


def _stated(manifest: Manifest, column: str) -> list[str]:
    """Part of each row as the manifest says it."""
    if column not in manifest.attributes:
        raise ManifestError(
            tr("{name} has no column {column} that names the part.", name=manifest.path.name, column=column)
        )
    stated = [row.attributes[column] for row in manifest.rows]
    for row, part in zip(manifest.rows, stated, strict=True):
        if part not in PARTS:
            raise ManifestError(
                tr(
                    "{name}, line {line}: column {column} says none of {parts}.",
                    name=manifest.path.name,
                    line=row.line,
                    column=column,
                    parts=", ".join(PARTS),
                )
            )
    return stated


def patient_groups(manifest: Manifest, clusters: Sequence[Sequence[int]]) -> list[str]:
    """Of each row the group that must stay together: the first by name of all patients who share copies."""
    rows_of: dict[str, list[int]] = {}
    for number, row in enumerate(manifest.rows):
        rows_of.setdefault(row.patient_id, []).append(number)
    group = joined(len(manifest.rows), [*rows_of.values(), *clusters])
    named: dict[int, str] = {}
    for number, row in zip(group, manifest.rows, strict=True):
        named[int(number)] = min(named.get(int(number), row.patient_id), row.patient_id)
    return [named[int(number)] for number in group]


def drawn_parts(
    manifest: Manifest, findings: tuple[str, ...], recipe: SplitRecipe, groups: list[str]
) -> list[str]:
    """Draw the part of each row; rows of one group stay together."""
    strata: dict[str, tuple[int, ...]] = {}
    for group, row in zip(groups, manifest.rows, strict=True):
        labels = tuple(int(row.labels[finding] == 1) for finding in findings)
        strata[group] = tuple(map(max, strata.get(group, (0,) * len(findings)), labels))
    part_of: dict[str, str] = {}
    rng = np.random.default_rng(recipe.seed)
    for stratum in sorted(set(strata.values())):
        members = sorted(group for group, s in strata.items() if s == stratum)
        order = [members[i] for i in rng.permutation(len(members))]
        tests = round(recipe.test * len(order))
        validations = round(recipe.validation * len(order))
        for place, group in enumerate(order):
            part = "test" if place < tests else "validation" if place < tests + validations else "train"
            part_of[group] = part
    return [part_of[group] for group in groups]


def check_split(manifest: Manifest, findings: tuple[str, ...], split: Split) -> None:
    """Refuse a split that leaks a patient, or leaves a part empty or without one side of a finding.

    Raises
    ------
    ManifestError
        Says how many patients leak, or which part lacks what.
    """
    patients = {part: {manifest.rows[i].patient_id for i in split.part(part)} for part in PARTS}
    for one, other in (("train", "validation"), ("train", "test"), ("validation", "test")):
        shared = patients[one] & patients[other]
        if shared:
            raise ManifestError(
                tr(
                    "{n} patients lie in both the {one} and the {other} part.",
                    n=len(shared),
                    one=one,
                    other=other,
                )
            )
    for part in PARTS:
        if not len(split.part(part)):
            raise ManifestError(tr("The {part} part is empty: there are too few patients.", part=part))
        for finding in findings:
            present = {manifest.rows[i].labels[finding] for i in split.part(part)} - {None}
            if present != {0, 1}:
                raise ManifestError(
                    tr(
                        "The {part} part has too few patients with and without {finding} to be of use.",
                        part=part,
                        finding=finding,
                    )
                )


def split_table(manifest: Manifest, split: Split) -> str:
    """Say which image went where: CSV of ``path, patient_id, part``."""
    part_of = {int(i): part for part in PARTS for i in split.part(part)}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["path", "patient_id", "part"])
    writer.writerows((row.source, row.patient_id, part_of[i]) for i, row in enumerate(manifest.rows))
    return text.getvalue()
