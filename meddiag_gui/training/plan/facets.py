"""What images are counted by: class, site, machine, sex, age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from meddiag_gui.datasets import Manifest
from meddiag_gui.examination.facts import Facts
from meddiag_gui.examination.material import Material
from meddiag_gui.language import mark, tr

CLASS = mark("Class")
FACETS: dict[str, tuple[str, ...]] = {
    mark("Site"): ("site", "hospital", "institution", "institution name", "centre", "center"),
    mark("Machine"): ("machine", "scanner", "device", "manufacturer", "model", "station"),
    mark("Sex"): ("sex", "gender", "patient sex"),
    mark("Age"): ("age", "age years", "patient age"),
}
"""Names of the columns that say it, lower case."""
_COLUMNS = {"Machine": "machine", "Sex": "sex", "Age": "age", "Site": "site"}
_BANDS = (
    (1, mark("under 1 year")), (6, mark("1 to 5 years")), (18, mark("6 to 17 years")),
    (40, mark("18 to 39 years")), (65, mark("40 to 64 years")), (150, mark("65 years and over")),
)  # fmt: skip
NOT_STATED = mark("not stated")
_MOST_VALUES = 12  # of a facet; the rest is counted together


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many images and patients of each part have a value.

    Parameters
    ----------
    images, patients
        One number a part.
    """

    facet: str
    value: str
    images: tuple[int, ...]
    patients: tuple[int, ...]


def with_columns(material: Material) -> Manifest:
    """Add to the manifest what the headers say of machine, sex and age, where no column does."""
    manifest = material.manifest
    found = {name: values for name, values in _from_headers(material.facts).items() if any(values)}
    added = {name: values for name, values in found.items() if _column_of(manifest, name) is None}
    if not added:
        return manifest
    rows = tuple(
        replace(row, attributes=row.attributes | {_COLUMNS[name]: added[name][i] for name in added})
        for i, row in enumerate(manifest.rows)
    )
    names = (*manifest.attributes, *(_COLUMNS[name] for name in added))
    return replace(manifest, rows=rows, attributes=names)


def _from_headers(facts: Sequence[Facts]) -> Mapping[str, list[str]]:
    headers = [one.header for one in facts]
    ages = [header.patient_age_years if header else None for header in headers]
    return {
        "Machine": [header.manufacturer if header else "" for header in headers],
        "Sex": [header.patient_sex if header else "" for header in headers],
        "Age": ["" if age is None else f"{age:.2f}" for age in ages],
    }


def _column_of(manifest: Manifest, facet: str) -> str | None:
    def plain(name: str) -> str:
        return name.casefold().replace("_", " ")

    return next((name for name in manifest.attributes if plain(name) in FACETS[facet]), None)


def facets_of(manifest: Manifest, findings: Sequence[str]) -> dict[str, list[str]]:
    """Value of each row by each facet that the manifest has a column of, the class first."""
    found = {CLASS: [_class_of(row.labels, findings) for row in manifest.rows]} if findings else {}
    for facet in FACETS:
        column = _column_of(manifest, facet)
        if column is not None:
            values = [row.attributes[column] or NOT_STATED for row in manifest.rows]
            found[facet] = [age_band(value) for value in values] if facet == "Age" else values
    return found


def _class_of(labels: Mapping[str, int | None], findings: Sequence[str]) -> str:
    present = [name for name in findings if labels[name] == 1]
    if present:
        return " + ".join(present)
    return tr("without") if all(labels[name] == 0 for name in findings) else tr("not labelled")


def age_band(value: str) -> str:
    """Band of an age in years, or as DICOM writes it (``034Y``); what is no age is not stated."""
    text = value.strip().upper()
    unit = {"Y": 1.0, "M": 12.0, "W": 52.18, "D": 365.25}.get(text[-1:], 0.0)
    try:
        years = float(text[:-1]) / unit if unit else float(text)
    except ValueError:
        return NOT_STATED
    return next((band for end, band in _BANDS if 0 <= years < end), NOT_STATED)


def count_rows(manifest: Manifest, findings: Sequence[str], parts: Sequence[Sequence[int]]) -> list[CountRow]:
    """Count images and patients by every facet, in each of the parts (row numbers).

    Values beyond the twelve most frequent of a facet are counted together.
    """
    rows: list[CountRow] = []
    patients = [row.patient_id for row in manifest.rows]
    for facet, values in facets_of(manifest, findings).items():
        for value, numbers in _grouped(values):
            inside = [[i for i in part if i in numbers] for part in parts]
            images = tuple(map(len, inside))
            people = tuple(len({patients[i] for i in some}) for some in inside)
            rows.append(CountRow(facet, value, images, people))
    return rows


def _grouped(values: Sequence[str]) -> list[tuple[str, frozenset[int]]]:
    members: dict[str, list[int]] = {}
    for number, value in enumerate(values):
        members.setdefault(value, []).append(number)
    ordered = sorted(members, key=lambda value: (-len(members[value]), value))
    kept = ordered if len(ordered) <= _MOST_VALUES + 1 else ordered[:_MOST_VALUES]
    groups = [(value, frozenset(members[value])) for value in kept]
    if len(kept) < len(ordered):
        rest = [number for value in ordered[_MOST_VALUES:] for number in members[value]]
        groups.append((tr("{n} others", n=len(ordered) - _MOST_VALUES), frozenset(rest)))
    return groups
