"""A segmentation on a manifest of masks: every image is outlined as in reading, then compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
import numpy as np

from meddiag_gui import __version__
from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import ManifestError, MedDiagError
from meddiag_gui.evaluation.bootstrap import LEVEL, RESAMPLES, SEED, mean_interval
from meddiag_gui.evaluation.evaluate import context_of
from meddiag_gui.evaluation.overlap import dice, hausdorff95, iou
from meddiag_gui.evaluation.subgroups import subgroups
from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.masks import read_mask
from meddiag_gui.inference.outcome import Outcome, Status, segment_file
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.inference.segmentation import Segmenter
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

SCHEMA = "meddiag.segmentation/1"
METRICS = ("dice", "iou", "hausdorff95_px", "hausdorff95_mm")
METHOD: dict[str, Any] = {
    "interval": "of the mean; percentile bootstrap, patients drawn with replacement",
    "level": LEVEL,
    "resamples": RESAMPLES,
    "seed": SEED,
    "hausdorff95": "larger of the two 95th percentiles of the distance between the outlines",
}


@dataclass(frozen=True, slots=True)
class MaskResult:
    """One image's row.

    Parameters
    ----------
    path
        As the manifest writes it.
    metrics
        By name of `METRICS`; nan where undefined; empty unless ``status`` is ``ok``.
    """

    path: str
    line: int
    patient_id: str
    status: Status
    reasons: tuple[str, ...]
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """One metric over many images: its mean with the 95 % interval by patient, and its worst end.

    Parameters
    ----------
    images
        For which it is defined.
    worst_5_percent
        The 5th percentile of Dice and IoU, the 95th of distances.
    """

    images: int
    mean: float
    low: float | None
    high: float | None
    median: float
    worst_5_percent: float
    worst: float


@dataclass(frozen=True, slots=True)
class SegmentationReport:
    """A whole evaluation.

    Parameters
    ----------
    whole
        By metric; a metric that no image has (mm without spacing) is missing.
    groups
        The same by attribute and value.
    """

    model: ModelRef
    device: str
    program_version: str
    created: str
    manifest: str
    manifest_sha256: str
    column: str
    images: tuple[MaskResult, ...]
    whole: dict[str, Spread]
    groups: tuple[tuple[str, str, dict[str, Spread]], ...]

    def count(self, status: Status) -> int:
        """Count the images that ended so."""
        return sum(image.status == status for image in self.images)

    def to_json(self) -> dict[str, Any]:
        """Make the object that is written as JSON; without rows of images that were outlined."""
        plain = msgspec.to_builtins
        left_out = [image for image in self.images if image.status != "ok"]
        return {
            "schema": SCHEMA,
            "model": plain(self.model),
            "device": self.device,
            "program_version": self.program_version,
            "created": self.created,
            "manifest": {"file": self.manifest, "sha256": self.manifest_sha256, "column": self.column},
            "method": METHOD,
            "images": {"listed": len(self.images), **{s: self.count(s) for s in ("ok", "refused", "error")}},
            "patients": len({image.patient_id for image in self.images}),
            "metrics": plain(self.whole),
            "subgroups": [{"attribute": a, "value": v, "metrics": plain(m)} for a, v, m in self.groups],
            "not_outlined": [
                {key: plain(getattr(image, key)) for key in ("path", "line", "status", "reasons")}
                for image in left_out
            ],
        }


def evaluate_masks(
    segmenter: Segmenter,
    manifest: Manifest,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> SegmentationReport:
    """Outline every image of a manifest that names a mask of the model's structure, and compare.

    An image or mask that cannot be read, or that the input gate refuses, costs only its own row.

    Raises
    ------
    ManifestError
        If the manifest names no mask.
    BundleError, ModelError
        If the model cannot be loaded.
    Cancelled
        If the token was cancelled.
    """
    column = segmenter.structure.column
    rows = [row for row in manifest.rows if row.attributes.get(column)]
    if not rows:
        raise ManifestError(f"{manifest.path.name} names no mask in a column {column}.")
    segmenter.load()
    watch = Stopwatch(len(rows))
    images: list[MaskResult] = []
    for done, row in enumerate(rows):
        report(Progress(done, len(rows), "Outlining images", watch.seconds_left(done)))
        outcome = segment_file(segmenter, row.path, context_of(row), token=token)
        images.append(_compare(outcome, row, manifest, column))
    return SegmentationReport(
        model=segmenter.bundle.ref,
        device=segmenter.device,
        program_version=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        manifest=manifest.path.name,
        manifest_sha256=sha256_of(manifest.path),
        column=column,
        images=tuple(images),
        whole=_spreads(images),
        groups=_groups(rows, images, [a for a in manifest.attributes if a != column]),
    )


def _compare(outcome: Outcome, row: Row, manifest: Manifest, column: str) -> MaskResult:
    result, image = outcome.segmentation, outcome.image
    if result is None or result.mask is None or image is None:
        return MaskResult(row.source, row.line, row.patient_id, outcome.status, outcome.reasons, {})
    try:
        truth = read_mask(manifest.path.parent / row.attributes[column], result.mask.shape)
    except MedDiagError as error:
        return MaskResult(row.source, row.line, row.patient_id, "error", (str(error),), {})
    spacing = (image.spacing.row_mm, image.spacing.column_mm) if image.spacing else None
    metrics = {
        "dice": dice(result.mask, truth),
        "iou": iou(result.mask, truth),
        "hausdorff95_px": hausdorff95(result.mask, truth),
        "hausdorff95_mm": hausdorff95(result.mask, truth, spacing) if spacing else math.nan,
    }
    return MaskResult(row.source, row.line, row.patient_id, "ok", outcome.reasons, metrics)


def _spreads(images: Sequence[MaskResult]) -> dict[str, Spread]:
    found = {name: _spread(name, images) for name in METRICS}
    return {name: spread for name, spread in found.items() if spread is not None}


def _spread(name: str, images: Sequence[MaskResult]) -> Spread | None:
    known = [image for image in images if not math.isnan(image.metrics.get(name, math.nan))]
    if not known:
        return None
    values = np.array([image.metrics[name] for image in known])
    _, patients = np.unique([image.patient_id for image in known], return_inverse=True)
    interval = mean_interval(values, patients)
    distance = name.startswith("hausdorff")
    worst: Callable[..., Any] = np.max if distance else np.min
    return Spread(
        len(values), float(values.mean()), interval.low, interval.high, float(np.median(values)),
        float(np.percentile(values, 95 if distance else 5)), float(worst(values)),
    )  # fmt: skip


def _groups(
    rows: Sequence[Row], images: Sequence[MaskResult], attributes: Sequence[str]
) -> tuple[tuple[str, str, dict[str, Spread]], ...]:
    found = []
    for attribute in attributes:
        for group in subgroups(attribute, [row.attributes[attribute] for row in rows]) or []:
            members = [images[index] for index in group.members]
            found.append((group.attribute, group.value, _spreads(members)))
    return tuple(found)
