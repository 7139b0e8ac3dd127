"""Labelled sets as evaluations take them: what makes two of them the same, and the locked part of one."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import msgspec

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.examination.source import read_source
from meddiag_gui.files import sha256_of
from meddiag_gui.language import tr

SPLIT = "split.csv"
"""Where a training run says which image went into which part: columns ``path``, ``patient_id``, ``part``."""
TEST = "test"
_LARGEST = 2**28


def read_labelled(path: Path, findings: Collection[str] = ()) -> Manifest:
    """Read a manifest, or a folder that holds one folder a class.

    Parameters
    ----------
    findings
        What the model finds: such a column of a manifest must be one of labels.

    Raises
    ------
    ManifestError
        As `meddiag_gui.datasets.read_manifest` and `meddiag_gui.examination.source.read_source`.
    """
    return read_source(path) if path.is_dir() else read_manifest(path, findings)


def manifest_digest(manifest: Manifest) -> str:
    """sha256 of a manifest's file; of its rows where it has none, or is a part of one."""
    if manifest.path.is_file():
        return sha256_of(manifest.path)
    rows = [(row.source, row.patient_id, row.labels, row.attributes) for row in manifest.rows]
    return hashlib.sha256(msgspec.json.encode(rows)).hexdigest()


def locked_part(manifest: Manifest, split: Path) -> Manifest:
    """Keep the images that a training run locked away as its test part.

    Parameters
    ----------
    split
        The run's ``split.csv``, or its folder.

    Raises
    ------
    ManifestError
        If it cannot be read, names no test part, or is of other images.
    """
    file = split / SPLIT if split.is_dir() else split
    wanted = _test_images(file)
    rows = tuple(row for row in manifest.rows if row.source in wanted)
    if len(rows) < len(wanted):
        raise ManifestError(
            tr(
                "{name} names {n} test images, of which {labelled} has {found}: it is of "
                "another labelled set.",
                name=file.name,
                n=len(wanted),
                labelled=manifest.path.name,
                found=len(rows),
            )
        )
    return replace(manifest, rows=rows)


def _test_images(file: Path) -> set[str]:
    try:
        if file.stat().st_size > _LARGEST:
            raise ManifestError(tr("{name} is too large for a split.", name=file.name))
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
    except OSError as error:
        raise ManifestError(
            tr("{name} cannot be read: {reason}.", name=file.name, reason=error.strerror or error)
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ManifestError(tr("{name} is no split of a training run.", name=file.name)) from error
    if not rows or not {"path", "part"} <= rows[0].keys():
        raise ManifestError(
            tr("{name} is no split of a training run: it needs columns path and part.", name=file.name)
        )
    wanted = {row["path"] for row in rows if row["part"] == TEST}
    if not wanted:
        raise ManifestError(tr("{name} names no test part.", name=file.name))
    return wanted
