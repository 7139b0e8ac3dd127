"""Splitting by patient: no patient's images ever lie on both sides."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
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


def split_by_patient(manifest: Manifest, findings: tuple[str, ...], recipe: SplitRecipe) -> Split:
    """Divide the patients, stratified by which findings each has in any of their images.

    Within each stratum the patients are shuffled by the seed and cut, so every part has its share of
    each; the order of rows in the manifest does not matter.

    Raises
    ------
    ManifestError
        If a part would lack one side of a finding.
    """
    strata: dict[str, tuple[int, ...]] = {}
    for row in manifest.rows:
        labels = tuple(int(row.labels[finding] == 1) for finding in findings)
        before = strata.get(row.patient_id, (0,) * len(findings))
        strata[row.patient_id] = tuple(map(max, before, labels))
    part_of: dict[str, str] = {}
    rng = np.random.default_rng(recipe.seed)
    for stratum in sorted(set(strata.values())):
        patients = sorted(p for p, s in strata.items() if s == stratum)
        order = [patients[i] for i in rng.permutation(len(patients))]
        tests = round(recipe.test * len(order))
        validations = round(recipe.validation * len(order))
        for place, patient in enumerate(order):
            part = "test" if place < tests else "validation" if place < tests + validations else "train"
            part_of[patient] = part
    rows = {
        part: np.array([i for i, r in enumerate(manifest.rows) if part_of[r.patient_id] == part], np.intp)
        for part in PARTS
    }
    split = Split(**rows)
    check_split(manifest, findings, split)
    return split


def check_split(manifest: Manifest, findings: tuple[str, ...], split: Split) -> None:
    """Refuse a split that leaks a patient or leaves a part without one side of a finding.

    Raises
    ------
    ManifestError
        Says how many patients leak, or which part lacks what.
    """
    patients = {part: {manifest.rows[i].patient_id for i in split.part(part)} for part in PARTS}
    for one, other in (("train", "validation"), ("train", "test"), ("validation", "test")):
        shared = patients[one] & patients[other]
        if shared:
            raise ManifestError(f"{len(shared)} patients lie in both the {one} and the {other} part.")
    for part in PARTS:
        for finding in findings:
            present = {manifest.rows[i].labels[finding] for i in split.part(part)} - {None}
            if present != {0, 1}:
                raise ManifestError(
                    f"The {part} part has too few patients with and without {finding} to be of use."
                )


def split_table(manifest: Manifest, split: Split) -> str:
    """Say which image went where: CSV of ``path, patient_id, part``."""
    part_of = {int(i): part for part in PARTS for i in split.part(part)}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["path", "patient_id", "part"])
    writer.writerows((row.source, row.patient_id, part_of[i]) for i, row in enumerate(manifest.rows))
    return text.getvalue()
