"""Labels that contradict each other, are missing, too few, look wrong, or can be told without the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.examination.giveaways import giveaway, name_numbers, name_pattern, tenths
from meddiag_gui.examination.marks import TEXT
from meddiag_gui.examination.material import Material
from meddiag_gui.examination.problems import Problem
from meddiag_gui.examination.suspects import describe_outlines, suspect_labels
from meddiag_gui.language import mark, tr

FEW_PATIENTS = 30
"""Of either side, below which sensitivity or specificity is known to ± 18 points at best."""
_MOST_MACHINES = 50  # values of a column that may describe a machine or site
_EXAMPLES = 20  # images named as proof where the whole set is at fault


def find_contradictions(material: Material) -> Iterator[Problem]:
    """Name copies with different labels, and images of one study that differ."""
    for rows in material.clusters:
        if differing := _differing(material, rows):
            message = tr("The same picture is labelled with and without {words}.", words=_words(differing))
            yield material.problem("contradiction", message, rows, stops=True)
    studies: dict[str, list[int]] = {}
    for number, facts in enumerate(material.facts):
        if facts.header is not None and facts.header.study_uid:
            studies.setdefault(facts.header.study_uid, []).append(number)
    for images in studies.values():
        if differing := _differing(material, images):
            message = tr(
                "Images of one study are labelled with and without {words}.", words=_words(differing)
            )
            yield material.problem("contradiction", message, images)


def _differing(material: Material, rows: Sequence[int]) -> list[str]:
    return [
        finding
        for finding in material.manifest.findings
        if {material.rows[i].labels[finding] for i in rows} >= {0, 1}
    ]


def find_labels(material: Material) -> Iterator[Problem]:
    """Say if there are none."""
    if not material.manifest.findings:
        yield Problem("one_class", tr("There is no column of labels."), stops=True)


def find_sides(material: Material) -> Iterator[Problem]:
    """Name findings with one side only or few patients."""
    for finding in material.manifest.findings:
        labels = [row.labels[finding] for row in material.rows]
        for side in (1, 0):
            patients = {
                row.patient_id for row, label in zip(material.rows, labels, strict=True) if label == side
            }
            if not patients:
                sentence = mark("No image is labelled with {finding}.")
                sentence = sentence if side else mark("No image is labelled without {finding}.")
                yield Problem("one_class", tr(sentence, finding=finding), stops=True)
            elif len(patients) < FEW_PATIENTS:
                sentence = mark("Only {n} patients are with {finding}.")
                sentence = sentence if side else mark("Only {n} patients are without {finding}.")
                message = tr(sentence, n=len(patients), finding=finding)
                yield Problem("few_patients", message, patients=tuple(sorted(patients)))


def find_missing(material: Material) -> Iterator[Problem]:
    """Count empty cells."""
    for finding in material.manifest.findings:
        labels = [row.labels[finding] for row in material.rows]
        if None in labels:
            rows = [i for i, label in enumerate(labels) if label is None]
            message = tr("{n} images have no label for {finding}.", n=len(rows), finding=finding)
            yield material.problem("missing", message, rows)
    for name in material.manifest.attributes:
        rows = [i for i, row in enumerate(material.rows) if not row.attributes[name]]
        if rows and name != material.part_column and len(rows) < len(material.rows):
            yield material.problem("missing", tr("{n} images state no {name}.", n=len(rows), name=name), rows)


def find_text(material: Material) -> Iterator[Problem]:
    """Name images with text burned in, by their header or by how they look."""
    rows = [
        i
        for i, facts in enumerate(material.facts)
        if facts.marks >= TEXT
        or (facts.header is not None and facts.header.burned_in_annotation.upper() == "YES")
    ]
    if rows:
        message = tr(
            "{n} images seem to have text burned in: it may name the patient or give the label away.",
            n=len(rows),
        )
        yield material.problem("burned_in_text", message, rows)


def find_suspects(material: Material) -> Iterator[Problem]:
    """Name labels that a model of the other patients finds wrong."""
    readable = [i for i, facts in enumerate(material.facts) if facts.thumbnail is not None]
    if not readable:
        return
    features = describe_outlines(np.stack([_thumbnail(material, i) for i in readable]))
    patients = material.patient_numbers()
    for finding in material.manifest.findings:
        known = [k for k, i in enumerate(readable) if material.rows[i].labels[finding] is not None]
        rows = [readable[k] for k in known]
        found = suspect_labels(features[known], _labels(material, rows, finding), patients[rows])
        for position in found.suspects if found else ():
            row = rows[position]
            sentence = mark("Labelled without {finding}, but looks like the images that are not.")
            if material.rows[row].labels[finding]:
                sentence = mark("Labelled with {finding}, but looks like the images that are not.")
            message = tr(sentence, finding=finding)
            yield material.problem("suspect_label", message, [row])


def _thumbnail(material: Material, row: int) -> NDArray[np.uint16]:
    thumbnail = material.facts[row].thumbnail
    assert thumbnail is not None  # noqa: S101  # the caller chose the readable ones
    return thumbnail


def find_giveaways(material: Material) -> Iterator[Problem]:
    """Name what tells a finding's label without the picture."""
    readable = [i for i, facts in enumerate(material.facts) if not facts.problem]
    properties = _properties(material, readable)
    patients = material.patient_numbers()
    for finding in material.manifest.findings:
        known = [k for k, i in enumerate(readable) if material.rows[i].labels[finding] is not None]
        rows = [readable[k] for k in known]
        labels = _labels(material, rows, finding)
        for words, values in properties.items():
            found = giveaway([values[k] for k in known], labels, patients[rows])
            if found is not None and found.tells:
                message = tr(
                    "{what} alone tells {finding} with an AUROC of {auroc:.2f} "
                    "(Cramér's V {v:.2f}): a model may learn that instead.",
                    what=words, finding=finding, auroc=found.auroc, v=found.cramers_v,
                )  # fmt: skip
                yield material.problem("label_leak", message, rows[:_EXAMPLES])


def _properties(material: Material, rows: Sequence[int]) -> dict[str, list[str]]:
    """What might give a label away: words for it, and its value for each of the rows."""
    sources = [material.rows[i].source for i in rows]
    facts = [material.facts[i] for i in rows]
    headers = [one.header for one in facts]
    found = {
        tr("The pattern of the file names"): [name_pattern(source) for source in sources],
        tr("The number in the file names"): name_numbers(sources),
        tr("The image size"): [f"{one.size[0]}×{one.size[1]}" for one in facts],
        tr("The shape of the images"): tenths([one.size[1] / max(1, one.size[0]) for one in facts]),
        tr("The number of marks near the border"): [str(min(one.marks, TEXT)) for one in facts],
        tr("The manufacturer in the headers"): [header.manufacturer if header else "" for header in headers],
        tr("The kind of file"): [
            f"{header.modality} {header.photometric} {header.bits_stored} {header.transfer_syntax}"
            if header
            else ""
            for header in headers
        ],
    }
    if material.manifest.path.suffix:  # in a tree by class the folder is the label
        found[tr("The folder")] = [source.rpartition("/")[0] for source in sources]
    for name in material.manifest.attributes:
        values = [material.rows[i].attributes[name] for i in rows]
        if len(set(values)) <= _MOST_MACHINES:
            found[tr("The column {name}", name=name)] = values
    return found


def _labels(material: Material, rows: Sequence[int], finding: str) -> NDArray[np.intp]:
    return np.array([material.rows[i].labels[finding] for i in rows], dtype=np.intp)


def _words(names: Sequence[str]) -> str:
    return (
        names[0] if len(names) == 1 else tr("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])
    )
