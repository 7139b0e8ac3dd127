"""Copies, and what of a patient or an exposure lies on two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meddiag_gui.examination.material import Material
from meddiag_gui.examination.problems import Problem
from meddiag_gui.language import mark, tr


def find_copies(material: Material) -> Iterator[Problem]:
    """Name the copies, exact and altered."""
    for cluster in material.copies:
        files = {material.facts[i].file_sha256 for i in cluster}
        what = tr("the same file") if len(files) == 1 else tr("the same pixels")
        yield material.problem("duplicate", tr("{n} images are {what}.", n=len(cluster), what=what), cluster)
    for pair in material.altered:
        how = tr("mirror images of each other") if pair.mirrored else tr("the same picture, altered")
        message = tr(
            "Two images are {how} (correlation {correlation:.3f} after alignment).",
            how=how,
            correlation=pair.correlation,
        )
        yield material.problem("near_duplicate", message, (pair.first, pair.second))


def find_leaks(material: Material) -> Iterator[Problem]:
    """Name patients and pictures that lie in two parts, and pictures or header IDs under two patients."""
    yield from _patients_in_two_parts(material)
    for cluster in material.copies:
        yield from _across(material, cluster, mark("The same picture"), stops=True)
    for pair in material.altered:
        yield from _across(
            material, (pair.first, pair.second), mark("The same picture, altered,"), stops=False
        )
    yield from _header_under_two_patients(material)


def _patients_in_two_parts(material: Material) -> Iterator[Problem]:
    members: dict[str, dict[str, list[int]]] = {}
    for number, row in enumerate(material.rows):
        if part := material.part_of(number):
            members.setdefault(row.patient_id, {}).setdefault(part, []).append(number)
    for parts in members.values():
        if len(parts) > 1:
            proof = [number for rows in parts.values() for number in rows]
            message = tr("One patient is in two parts: {parts}.", parts=_both(sorted(parts)))
            yield material.problem("leak", message, proof, stops=True)


def _across(material: Material, rows: Sequence[int], what: str, *, stops: bool) -> Iterator[Problem]:
    """Copies in two parts always stop; under two patients as ``stops`` says: a split keeps them together."""
    parts = sorted({material.part_of(i) for i in rows} - {""})
    if len(parts) > 1:
        message = tr("{what} is in two parts: {parts}.", what=tr(what), parts=_both(parts))
        yield material.problem("leak", message, rows, stops=True)
    patients = {material.rows[i].patient_id for i in rows}
    if len(patients) > 1:
        number = tr("two") if len(patients) == 2 else str(len(patients))
        message = tr("{what} is under {number} patients.", what=tr(what), number=number)
        yield material.problem("leak", message, rows, stops=stops)


def _both(parts: Sequence[str]) -> str:
    return tr(" and ").join(parts)


def _header_under_two_patients(material: Material) -> Iterator[Problem]:
    """Patient ID (0010,0020) of DICOM files that the manifest gives to several patients."""
    members: dict[str, list[int]] = {}
    for number, facts in enumerate(material.facts):
        if facts.header is not None and facts.header.patient_id:
            members.setdefault(facts.header.patient_id, []).append(number)
    if len(members) < 2:
        return  # one for all: the headers are de-identified
    for rows in members.values():
        if len({material.rows[i].patient_id for i in rows}) > 1:
            message = tr("The headers name one patient, the manifest several.")
            yield material.problem("leak", message, rows, stops=True)
