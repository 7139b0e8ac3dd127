"""The examination of a plan's images: decoded once, judged again whenever some of them are taken out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from meddiag_gui.datasets import Manifest
from meddiag_gui.examination.copies import Pair
from meddiag_gui.examination.examine import CHECKS, compare, judge, with_header_patients
from meddiag_gui.examination.facts import gather
from meddiag_gui.examination.labels import find_labels
from meddiag_gui.examination.material import Material
from meddiag_gui.examination.problems import Examination
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.plan.facets import CountRow, count_rows, with_columns


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """Images that were looked at, and what was found.

    Parameters
    ----------
    whole
        All images of the source, decoded and compared.
    material
        Those that are left, with the columns that their headers give.
    found
        What was found among these.
    """

    whole: Material
    material: Material
    found: Examination

    @property
    def manifest(self) -> Manifest:
        """The images that are left."""
        return self.material.manifest

    @property
    def clusters(self) -> Sequence[Sequence[int]]:
        """Rows that must stay together: copies, altered or not."""
        return self.found.clusters

    def counts(self, findings: Sequence[str]) -> list[CountRow]:
        """Images and patients by class, site, machine, sex and age."""
        return count_rows(self.manifest, findings, [range(len(self.manifest.rows))])


def decode(manifest: Manifest, *, report: Report, token: CancelToken) -> Material:
    """Decode and compare all images of a source.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    facts = gather(manifest, report=report, token=token)
    if manifest.path.is_dir():
        manifest = with_header_patients(manifest, facts)
    whole = compare(manifest, facts, report=report, token=token)
    return replace(whole, manifest=with_columns(whole))


def look_at(
    whole: Material,
    findings: tuple[str, ...],
    left_out: Collection[str],
    *,
    stated: bool,
    report: Report,
    token: CancelToken,
) -> Examined:
    """Judge what is left of a source's images; quick, since they are decoded and compared.

    Parameters
    ----------
    findings
        Those that are learned: faults of others do not matter.
    stated
        Whether parts that the source states itself matter; where parts are drawn they do not.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    material = keep(whole, [i for i, row in enumerate(whole.rows) if row.source not in left_out])
    column = material.part_column
    if column is not None and not stated:
        names = tuple(name for name in material.manifest.attributes if name != column)
        material = replace(material, manifest=replace(material.manifest, attributes=names))
    labels = [{name: row.labels[name] for name in findings} for row in material.rows]
    rows = tuple(replace(row, labels=said) for row, said in zip(material.rows, labels, strict=True))
    manifest = replace(material.manifest, findings=findings, rows=rows)
    material = replace(material, manifest=manifest)
    checks = CHECKS if findings else tuple(check for check in CHECKS if check is not find_labels)
    return Examined(whole, material, judge(material, checks, report=report, token=token))


def keep(material: Material, rows: Sequence[int]) -> Material:
    """Take some of the rows, with what is known of them; copies of which one is left are copies no more."""
    place = {row: new for new, row in enumerate(rows)}
    clusters = [tuple(place[i] for i in cluster if i in place) for cluster in material.copies]
    altered = [
        Pair(place[pair.first], place[pair.second], pair.correlation, pair.mirrored)
        for pair in _moved(material, place)
        if pair.first in place and pair.second in place
    ]
    return Material(
        replace(material.manifest, rows=tuple(material.rows[i] for i in rows)),
        tuple(material.facts[i] for i in rows),
        tuple(cluster for cluster in clusters if len(cluster) > 1),
        tuple(altered),
    )


def _moved(material: Material, place: dict[int, int]) -> list[Pair]:
    """Let another copy stand in where a picture that an altered one was compared with is taken out."""
    cluster_of = {i: cluster for cluster in material.copies for i in cluster}

    def standing(row: int) -> int:
        return next((i for i in cluster_of.get(row, ()) if i in place), row) if row not in place else row

    moved = []
    for pair in material.altered:
        first, second = sorted((standing(pair.first), standing(pair.second)))
        moved.append(replace(pair, first=first, second=second))
    return moved
