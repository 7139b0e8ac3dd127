"""What the evaluation of a segmentation found, and its JSON form ``meddiag.segmentation/1``."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from meddiag_gui.evaluation.bootstrap import LEVEL, RESAMPLES, SEED, mean_interval
from meddiag_gui.evaluation.mask_difference import MaskComparison
from meddiag_gui.inference.outcome import Status
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.language import mark

SCHEMA = "meddiag.segmentation/1"
METRICS = ("dice", "iou", "hausdorff95_px", "hausdorff95_mm")
METHOD: dict[str, Any] = {
    "interval": mark("of the mean; percentile bootstrap, patients drawn with replacement"),
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
    part
        ``test`` for the locked test part of a training run; empty for all of the manifest.
    comparisons
        With other models, where asked for.
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
    part: str = ""
    comparisons: tuple[MaskComparison, ...] = ()

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
            "manifest": {
                "file": self.manifest,
                "sha256": self.manifest_sha256,
                "part": self.part,
                "column": self.column,
            },
            "method": METHOD,
            "images": {"listed": len(self.images), **{s: self.count(s) for s in ("ok", "refused", "error")}},
            "patients": len({image.patient_id for image in self.images}),
            "metrics": plain(self.whole),
            "subgroups": [{"attribute": a, "value": v, "metrics": plain(m)} for a, v, m in self.groups],
            "comparisons": plain(self.comparisons),
            "not_outlined": [
                {key: plain(getattr(image, key)) for key in ("path", "line", "status", "reasons")}
                for image in left_out
            ],
        }


def spreads(images: Sequence[MaskResult]) -> dict[str, Spread]:
    """Sum up each metric that any of the images has."""
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
