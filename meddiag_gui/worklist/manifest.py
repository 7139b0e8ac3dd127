"""Signed verdicts as a data manifest: ``path, patient_id, finding…, reader, signed_at``.

A manifest names no patient: its patient IDs are numbers within the library, the same for all images of a
patient. A finding of which nothing was said, that the reader was unsure of, or on which readers contradict
each other, is an empty cell: not labelled.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.datasets import NEVER_FINDINGS
from meddiag_gui.errors import ExportError, ManifestError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.text import clean_text, harmless_cell, path_text
from meddiag_gui.language import tr
from meddiag_gui.library import audit
from meddiag_gui.library.reading.labels import LabelledImage, labelled
from meddiag_gui.library.reading.opinion import Stage
from meddiag_gui.library.tables.core import Instance
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library

IMAGES = "images"
"""Folder beside the manifest that takes copies of the images, where they are copied."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Parameters
    ----------
    left_out
        One sentence for each image that is labelled and not in the manifest.
    """

    images: int
    patients: int
    findings: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def export_verdicts(
    library: Library,
    target: Path,
    *,
    who: str,
    stage: Stage = "with_model",
    reader: str | None = None,
    copy: bool = False,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Exported:
    """Write a manifest of all images that signed opinions speak of.

    Parameters
    ----------
    stage
        ``alone`` for what readers thought before they saw the model's result.
    reader
        Only this reader's opinions; None for all.
    copy
        Copy the images into a folder beside the manifest. Those of an encrypted library always are, for no
        training could read them where they lie: they are then no longer encrypted.

    Raises
    ------
    ManifestError
        If nothing is signed.
    LibraryError, ExportError
        If the library cannot be read or the files not be written; the manifest is then as it was.
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    with library.read() as session:
        found = labelled(session, stage, reader)
    rows: list[tuple[str, LabelledImage]] = []
    left_out: list[str] = []
    watch = Stopwatch(len(found))
    for done, image in enumerate(found):
        token.check()
        report(Progress(done, len(found), tr("Writing the manifest"), watch.seconds_left(done)))
        why = _unfit(image)
        path = "" if why else _place(library, image, target, copy=copy or library.descriptor.encrypted)
        if path:
            rows.append((path, image))
        else:
            left_out.append(why or tr("Image {uid} has no file any more.", uid=image.sha256[:12]))
    if not rows:
        raise ManifestError(tr("There is no signed verdict to export."))
    findings = _findings(image for _, image in rows)
    details = {"images": len(rows), "stage": stage, "copied": copy or library.descriptor.encrypted}
    with library.write() as session:  # the log tells of it, or there is no manifest
        audit.record(session, who, "export_verdicts", "verdicts", details)
        _write(target, _table(rows, findings))
    patients = len({image.patient for _, image in rows})
    return Exported(len(rows), patients, tuple(findings), tuple(left_out))


def _unfit(image: LabelledImage) -> str:
    """Say why an image cannot stand in a manifest, which knows only whole files and certain labels."""
    if image.frames > 1:
        return tr("Image {uid} has several frames.", uid=image.sha256[:12])
    if all(label is None for label in image.labels.values()):
        return tr("Of image {uid} nothing is said for certain.", uid=image.sha256[:12])
    return ""


def _place(library: Library, image: LabelledImage, target: Path, *, copy: bool) -> str:
    """Give the path of an image for the manifest; empty where its file is gone."""
    with library.read() as session:
        instance = session.get(Instance, image.instance)
    if instance is None:
        return ""
    with library.lend([instance]) as loan:
        source = loan.paths[0]
        if not source.is_file():
            return ""
        if not copy:
            return path_text(source)
        name = f"{image.sha256}{source.suffix.lower() if image.reference else ''}"
        copied = target.parent / IMAGES / name
        if not copied.is_file():
            _write(copied, source.read_bytes())
        return f"{IMAGES}/{name}"


def _write(path: Path, content: bytes | str) -> None:
    """Write a file; that it cannot be written is no fault of the library."""
    try:
        write_atomic(path, content)
    except OSError as error:
        name = clean_text(path.name)
        raise ExportError(tr("{name} cannot be written: {why}.", name=name, why=error.strerror)) from error


def _findings(images: Iterable[LabelledImage]) -> dict[str, str]:
    """Give the column of each finding: its name, in another form where a column of another meaning has it."""
    labels = (label for image in images for label in image.labels.items())
    named = sorted({name for name, label in labels if label is not None})
    taken = {"path", "patient_id", "reader", "signed_at", *NEVER_FINDINGS}
    return {name: f"finding {name}" if name in taken else clean_text(name) for name in named}


def _table(rows: list[tuple[str, LabelledImage]], findings: dict[str, str]) -> str:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    columns = (harmless_cell(column) for column in findings.values())
    table.writerow(["path", "patient_id", *columns, "reader", "signed_at"])
    for path, image in rows:
        labels = (image.labels.get(name) for name in findings)
        table.writerow(
            [
                path,
                image.patient,
                *("" if label is None else label for label in labels),
                harmless_cell("; ".join(clean_text(reader) for reader in image.readers)),
                image.signed_at.isoformat(timespec="seconds"),
            ]
        )
    return written.getvalue()
