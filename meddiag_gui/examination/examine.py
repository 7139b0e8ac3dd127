"""The whole examination of labelled images, and what of it a split must respect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.examination.copies import Pair, altered_pairs, exact_clusters
from meddiag_gui.examination.facts import Facts, gather
from meddiag_gui.examination.labels import (
    find_contradictions,
    find_giveaways,
    find_labels,
    find_missing,
    find_sides,
    find_suspects,
    find_text,
)
from meddiag_gui.examination.leaks import find_copies, find_leaks
from meddiag_gui.examination.material import Material
from meddiag_gui.examination.problems import Examination, Problem, count_kinds, in_order
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

Check = Callable[[Material], Iterable[Problem]]
MOST_UNREADABLE = 0.05
"""Share of the images; with more, training does not start."""
_MOST_VALUES = 50  # of an attribute that are counted one by one


def examine(
    manifest: Manifest,
    *,
    checks: Sequence[Check] | None = None,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Examination:
    """Decode every image once and look for what would spoil a training.

    Parameters
    ----------
    checks
        What to look for; all of `CHECKS` unless given.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    facts = gather(manifest, report=report, token=token)
    if manifest.path.is_dir():
        manifest = with_header_patients(manifest, facts)
    material = compare(manifest, facts, report=report, token=token)
    return judge(material, CHECKS if checks is None else checks, report=report, token=token)


def judge(material: Material, checks: Sequence[Check], *, report: Report, token: CancelToken) -> Examination:
    """Look for what would spoil a training among decoded and compared images.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    problems: list[Problem] = []
    for done, check in enumerate(checks):
        token.check()
        report(Progress(done, len(checks), tr("Checking labels and patients")))
        problems += check(material)
    clusters = tuple(tuple(cluster) for cluster in material.clusters)
    return Examination(in_order(problems), _counts(material, problems), material.manifest, clusters)


def compare(manifest: Manifest, facts: list[Facts], *, report: Report, token: CancelToken) -> Material:
    """Find the copies among decoded images.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    copies = exact_clusters([one.pixels_sha256 for one in facts])
    spare = {
        row for cluster in copies for row in cluster[1:]
    }  # of each cluster one is compared with the rest
    rows = [i for i, one in enumerate(facts) if one.thumbnail is not None and i not in spare]
    pairs: list[Pair] = []
    if len(rows) > 1:
        thumbnails = np.stack([one.thumbnail for i in rows if (one := facts[i]).thumbnail is not None])
        pairs = altered_pairs(thumbnails, report=report, token=token)
    altered = tuple(replace(pair, first=rows[pair.first], second=rows[pair.second]) for pair in pairs)
    return Material(manifest, tuple(facts), tuple(copies), altered)


def with_header_patients(manifest: Manifest, facts: list[Facts]) -> Manifest:
    """Of a folder tree the patient is whom the header names; the file name is asked where there is none."""

    def told(row: Row, one: Facts) -> Row:
        named = one.header.patient_id if one.header is not None else ""
        return replace(row, patient_id=named) if named else row

    return replace(manifest, rows=tuple(map(told, manifest.rows, facts)))


def find_unreadable(material: Material) -> Iterator[Problem]:
    """Name what could not be read, each with its reason."""
    rows = [i for i, one in enumerate(material.facts) if one.problem]
    for row in rows:
        yield material.problem("unreadable", material.facts[row].problem, [row])
    if len(rows) > MOST_UNREADABLE * len(material.rows):
        message = tr("{n} of {total} images cannot be read.", n=len(rows), total=len(material.rows))
        yield material.problem("many_unreadable", message, rows, stops=True)


STOPPING: tuple[Check, ...] = (find_leaks, find_contradictions, find_sides, find_unreadable)
"""Checks that may stop a training."""
CHECKS: tuple[Check, ...] = (
    *STOPPING, find_labels, find_missing, find_copies, find_suspects, find_giveaways, find_text,
)  # fmt: skip
"""All of them."""


def _counts(material: Material, problems: list[Problem]) -> dict[str, Any]:
    rows = material.rows
    per_patient = Counter(Counter(row.patient_id for row in rows).values())
    return {
        "images": len(rows),
        "patients": material.manifest.patients,
        "readable": sum(not one.problem for one in material.facts),
        "findings": {name: _sides(material, name) for name in material.manifest.findings},
        "attributes": _attributes(material),
        "images_per_patient": {str(images): per_patient[images] for images in sorted(per_patient)},
        "problems": count_kinds(problems),
    }


def _sides(material: Material, finding: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for side, words in ((1, "present"), (0, "absent"), (None, "not_labelled")):
        rows = [row for row in material.rows if row.labels[finding] == side]
        found[words] = len(rows)
        found[f"{words}_patients"] = len({row.patient_id for row in rows})
    return found


def _attributes(material: Material) -> dict[str, dict[str, int]]:
    """Images by each value of the manifest's columns and of what the headers say."""
    columns = {name: [row.attributes[name] for row in material.rows] for name in material.manifest.attributes}
    headers = [one.header for one in material.facts]
    for name in ("manufacturer", "modality", "patient_sex", "view_position"):
        columns[f"header {name}"] = [getattr(header, name) if header else "" for header in headers]
    counted = {name: Counter(values) for name, values in columns.items()}
    return {
        name: dict(sorted(values.items()))
        for name, values in counted.items()
        if len(values) <= _MOST_VALUES and set(values) != {""}
    }
