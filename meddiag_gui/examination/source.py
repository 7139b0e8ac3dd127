"""Where labelled images come from: a manifest, or folders named after what their images show."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from meddiag_gui.datasets import Manifest, Row, read_manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.imaging.targets import find_targets
from meddiag_gui.language import tr

PART_NAMES = {
    "train": "train", "training": "train",
    "validation": "validation", "val": "validation", "valid": "validation", "dev": "validation",
    "test": "test", "testing": "test",
}  # fmt: skip
"""Folder names and cells that name a part, and the part."""
_NEGATIVE = {"normal", "negative", "no finding", "nofinding", "healthy", "absent", "control", "0"}
_NUMBER = re.compile(r"\d+")


def read_source(path: Path, patient: str = "") -> Manifest:
    """Read a manifest, or a folder tree by class.

    Parameters
    ----------
    patient
        For a folder tree: regular expression whose first group in a file's name is the patient ID; without it
        `patient_of_name` says.

    Raises
    ------
    ManifestError
        As `read_manifest`; or if the folder is no tree by class, or the expression does not fit.
    """
    return _read_tree(path, _rule(patient)) if path.is_dir() else read_manifest(path)


def patient_of_name(stem: str) -> str:
    """Patient ID in a file's name: all before the last of several numbers; all of it if there is one only.

    ``IM-0115-0001`` is ``IM-0115``, ``person7_bacteria_20`` is ``person7_bacteria``, ``img_001`` stays.
    """
    numbers = list(_NUMBER.finditer(stem))
    shortened = stem[: numbers[-1].start()].rstrip("-_. ") if len(numbers) > 1 else ""
    return shortened or stem


def manifest_table(manifest: Manifest) -> str:
    """Write a manifest as CSV, its images by their absolute paths."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["path", "patient_id", *manifest.findings, *manifest.attributes])
    for row in manifest.rows:
        labels = ["" if label is None else label for label in row.labels.values()]
        writer.writerow([row.path.absolute(), row.patient_id, *labels, *row.attributes.values()])
    return text.getvalue()


def _rule(patient: str) -> Callable[[str], str]:
    if not patient:
        return patient_of_name
    try:
        pattern = re.compile(patient)
    except re.error as error:
        raise ManifestError(
            tr("The rule for patients is no regular expression: {error}.", error=error)
        ) from error
    if pattern.groups < 1:
        raise ManifestError(tr("The rule for patients has no group, such as in person([0-9]+)_."))

    def named(stem: str) -> str:
        match = pattern.search(stem)
        if match is None or not match[1]:
            raise ManifestError(
                tr("The rule for patients does not fit the file name {stem}.", stem=stem[:100])
            )
        return match[1]

    return named


def _read_tree(root: Path, patient_of: Callable[[str], str]) -> Manifest:
    """Take each image's label from the folder it lies in, and its part from a folder that says so."""
    files: list[tuple[Path, str, str]] = []
    for target in find_targets([root]):
        if target.path.name.startswith("."):
            continue  # what file managers leave
        folders = target.path.relative_to(root).parts[:-1]
        part = next((PART_NAMES[f.casefold()] for f in folders if f.casefold() in PART_NAMES), "")
        classes = [f for f in folders if f.casefold() not in PART_NAMES]
        if not classes:
            raise ManifestError(
                tr("{name} lies in no folder that names a class.", name=target.path.name[:100])
            )
        files.append((target.path, classes[0], part))
    found = sorted({name for _, name, _ in files}, key=str.casefold)
    if len(found) < 2:
        raise ManifestError(tr("{name} has fewer than two folders that name a class.", name=root.name))
    findings = tuple(name for name in found if _plain(name) not in _NEGATIVE)
    attributes = ("part",) if any(part for *_, part in files) else ()
    rows = tuple(
        Row(
            path=path,
            source=path.relative_to(root).as_posix(),
            patient_id=patient_of(path.stem),
            labels={finding: int(finding == name) for finding in findings},
            attributes={"part": part} if attributes else {},
            line=number,
        )
        for number, (path, name, part) in enumerate(files, start=1)
    )
    return Manifest(root, rows, findings, attributes)


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ")
