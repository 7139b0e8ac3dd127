"""The labelled images that a plan names, as a manifest."""

from __future__ import annotations

from pathlib import Path

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.examination.source import read_source
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.plan.labelled import read_labelled
from meddiag_gui.training.plan.plan import Source


def read_labels(source: Source, *, report: Report, token: CancelToken) -> Manifest:
    """Read what a source says of its images; no image is decoded yet.

    Raises
    ------
    ManifestError
        If it cannot be read, or is not what its kind says.
    Cancelled
        If the token was cancelled.
    """
    path = Path(source.path)
    if source.kind == "dicom":
        return read_labelled(path, Path(source.table), source.key, report=report, token=token)
    if source.kind == "folder":
        return read_source(path, source.patient)
    return read_manifest(path)
