"""The examination before a training: what stops it, and which images must stay together."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import msgspec

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import TrainingError
from meddiag_gui.examination.examine import STOPPING, examine
from meddiag_gui.examination.problems import Examination, Problem
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

REPORT = "data-check.json"
_SHOWN = 4  # images named in the refusal
Clusters = tuple[tuple[int, ...], ...]


class _Kept(msgspec.Struct, frozen=True):
    key: str
    clusters: Clusters


def examined_clusters(
    manifest: Manifest,
    findings: tuple[str, ...],
    column: str,
    folder: Path,
    *,
    report: Report,
    token: CancelToken,
) -> Clusters:
    """Examine the data once, and give the rows that are copies of each other.

    What was found lies in the folder as ``data-check.json``; a resumed run does not look again.

    Parameters
    ----------
    findings
        Findings that are learned; faults of the others do not matter.
    column
        Attribute that names the parts, or empty; without it, stated parts do not matter.

    Raises
    ------
    TrainingError
        Names the first thing that stands in the way, with the images that prove it.
    Cancelled
        If the token was cancelled.
    """
    attributes = (column,) if column in manifest.attributes else ()
    learned = replace(manifest, findings=findings, attributes=attributes)
    key, store = _key(learned), folder / "cache" / "clusters.json"
    kept = _kept(store)
    if kept is not None and kept.key == key:
        return kept.clusters
    found = examine(learned, checks=STOPPING, report=report, token=token)
    write_atomic(folder / REPORT, msgspec.json.format(msgspec.json.encode(found.to_json()), indent=2))
    refuse(found)
    write_atomic(store, msgspec.json.encode(_Kept(key, found.clusters)))
    return found.clusters


def keep_clusters(
    manifest: Manifest, findings: tuple[str, ...], column: str, folder: Path, found: Examination
) -> None:
    """Keep what was found of data before their run begins, so that the run does not look again.

    Parameters
    ----------
    manifest
        The images as the run will read them, by absolute paths, in the order in which they were examined.

    Raises
    ------
    TrainingError
        If something stands in the way of training.
    OSError
        If the folder cannot be written.
    """
    refuse(found)
    attributes = (column,) if column in manifest.attributes else ()
    key = _key(replace(manifest, findings=findings, attributes=attributes))
    write_atomic(folder / REPORT, msgspec.json.format(msgspec.json.encode(found.to_json()), indent=2))
    write_atomic(folder / "cache" / "clusters.json", msgspec.json.encode(_Kept(key, found.clusters)))


def refuse(found: Examination) -> None:
    """Raise if something stands in the way of training.

    Raises
    ------
    TrainingError
        Names the first problem with its images, and how many more there are.
    """
    if found.stops:
        more = len(found.stops) - 1
        others = f" {more} more: see {REPORT}." if more else ""
        raise TrainingError(
            tr("The data cannot be trained on. {proof}{others}", proof=proof(found.stops[0]), others=others)
        )


def proof(problem: Problem) -> str:
    """One sentence with the first images that show it."""
    named = ", ".join(Path(path).name for path in problem.paths[:_SHOWN])
    return f"{problem.message.rstrip('.')}: {named}." if named else problem.message


def _kept(store: Path) -> _Kept | None:
    try:
        return msgspec.json.decode(store.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return None


def _key(manifest: Manifest) -> str:
    """Identify files by name, size and time, their patients, labels and parts."""
    digest = hashlib.sha256()
    for row in manifest.rows:
        try:
            state = row.path.stat()
            seen = f"{state.st_size} {state.st_mtime_ns}"
        except OSError:
            seen = "missing"
        labels = [row.labels[name] for name in manifest.findings]
        parts = [row.attributes[name] for name in manifest.attributes]
        digest.update(f"{row.path}\0{seen}\0{row.patient_id}\0{labels}{parts}\n".encode())
    return digest.hexdigest()
