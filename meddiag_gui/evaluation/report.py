"""What an evaluation found, and its JSON form ``meddiag.evaluation/1``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from meddiag_gui.evaluation.bootstrap import LEVEL, RESAMPLES, SEED, intervals
from meddiag_gui.evaluation.comparison import FindingComparison
from meddiag_gui.evaluation.curves import Curves, ReliabilityBin
from meddiag_gui.evaluation.delong import Area
from meddiag_gui.evaluation.metrics import (
    ECE_BINS,
    METRICS,
    Confusion,
    Scores,
    confusion,
    point_metrics,
    why_undefined,
)
from meddiag_gui.evaluation.thresholds import ThresholdRow
from meddiag_gui.inference.outcome import Status
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.language import mark
from meddiag_gui.tasks import CancelToken

SCHEMA = "meddiag.evaluation/1"
TOO_SMALL = 20
"""Images of a class below which a subgroup's numbers must not be relied on."""

METHOD: dict[str, Any] = {
    "interval": mark("percentile bootstrap, patients drawn with replacement"),
    "level": LEVEL,
    "resamples": RESAMPLES,
    "seed": SEED,
    "ece": f"{ECE_BINS} bins of equal width, probability of the finding",
    "auprc": "average precision",
    "auroc_delong": mark("DeLong 1988, patients as clusters (Obuchowski 1997), Wald"),
    "curves": "pointwise bands of the same bootstrap; net benefit after Vickers and Elkin 2006",
    "too_small": f"fewer than {TOO_SMALL} images with, or without, the finding",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric with its 95 % interval.

    Parameters
    ----------
    value
        In [0, 1]; None where the metric is undefined.
    low, high
        Bounds of the interval; None where there is none.
    undefined_resamples
        Resamples that had to be left out because the metric was undefined in them.
    reason
        Why value or interval is None; else empty.
    """

    value: float | None
    low: float | None
    high: float | None
    undefined_resamples: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Performance on one set of labelled images, at the model's operating point.

    Parameters
    ----------
    prevalence
        Share of images with the finding; None without images.
    too_small
        Fewer than `TOO_SMALL` images with, or without, the finding.
    metrics
        By name, in the order of `metrics.METRICS`.
    """

    images: int
    patients: int
    positives: int
    negatives: int
    prevalence: float | None
    too_small: bool
    confusion: Confusion
    metrics: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class SubgroupReport:
    """Performance on the images whose attribute has one value (or lies in one range)."""

    attribute: str
    value: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class FindingReport:
    """Performance of one finding: over all, and by subgroup.

    Parameters
    ----------
    column
        Label column of the manifest.
    reliability, curves, area, thresholds
        Over all. Curves are None without both classes; AUROC by DeLong's variance (`area`) is None also
        with fewer than two patients of a class.
    """

    name: str
    column: str
    operating_point: float
    assessment: Assessment
    subgroups: tuple[SubgroupReport, ...]
    reliability: tuple[ReliabilityBin, ...] = ()
    curves: Curves | None = None
    area: Area | None = None
    thresholds: tuple[ThresholdRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageResult:
    """One image's row: what was known of it and what the model said.

    Parameters
    ----------
    path
        As the manifest writes it.
    probabilities
        Calibrated, by finding of the model; empty unless ``status`` is ``ok``.
    """

    path: str
    line: int
    patient_id: str
    status: Status
    reasons: tuple[str, ...]
    labels: dict[str, int | None]
    probabilities: dict[str, float]


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """A whole evaluation.

    Parameters
    ----------
    manifest, manifest_sha256
        Name and digest of the manifest file.
    created
        UTC, ISO 8601.
    findings
        Those of the model that the manifest has labels for.
    unlabelled
        Names of the model's other findings.
    ungrouped
        Attributes with too many different values to be subgroups.
    part
        ``test`` for the locked test part of a training run; empty for all of the manifest.
    comparisons
        With other models or readers, where asked for.
    """

    model: ModelRef
    device: str
    program_version: str
    created: str
    manifest: str
    manifest_sha256: str
    images: tuple[ImageResult, ...]
    findings: tuple[FindingReport, ...]
    unlabelled: tuple[str, ...]
    ungrouped: tuple[str, ...]
    part: str = ""
    comparisons: tuple[FindingComparison, ...] = ()

    def count(self, status: Status) -> int:
        """Count the images that ended so."""
        return sum(image.status == status for image in self.images)

    def to_json(self, *, curves: bool = False) -> dict[str, Any]:
        """Make the object that is written as JSON; without rows of images that were scored.

        Curves are long: they are in it only if asked for, so that a bundle can keep the rest.
        """
        plain = msgspec.to_builtins
        counted = {status: self.count(status) for status in ("ok", "refused", "error")}
        return {
            "schema": SCHEMA,
            "model": plain(self.model),
            "device": self.device,
            "program_version": self.program_version,
            "created": self.created,
            "manifest": {"file": self.manifest, "sha256": self.manifest_sha256, "part": self.part},
            "method": METHOD,
            "images": {"listed": len(self.images), **counted},
            "findings": [_finding_json(finding, curves) for finding in self.findings],
            "comparisons": plain(self.comparisons),
            "unlabelled_findings": list(self.unlabelled),
            "ungrouped_attributes": list(self.ungrouped),
            "not_scored": [
                {key: plain(getattr(image, key)) for key in ("path", "line", "status", "reasons")}
                for image in self.images
                if image.status != "ok"
            ],
        }


def assess(scores: Scores, operating_point: float, *, token: CancelToken | None = None) -> Assessment:
    """Compute all metrics with their intervals; an undefined one becomes None with its reason."""
    points = point_metrics(scores, operating_point)
    spans = intervals(scores, operating_point, token=token)
    patients = len(np.unique(scores.patients))
    estimates: dict[str, Estimate] = {}
    for name in METRICS:
        value, span = points[name], spans[name]
        if np.isnan(value):
            estimates[name] = Estimate(None, None, None, 0, why_undefined(name, scores))
        else:
            reason = "" if span.low is not None else mark("no interval from fewer than two patients")
            estimates[name] = Estimate(value, span.low, span.high, span.undefined_resamples, reason)
    positives = int(scores.labels.sum())
    negatives = len(scores) - positives
    return Assessment(
        images=len(scores),
        patients=patients,
        positives=positives,
        negatives=negatives,
        prevalence=positives / len(scores) if len(scores) else None,
        too_small=min(positives, negatives) < TOO_SMALL,
        confusion=confusion(scores, operating_point),
        metrics=estimates,
    )


def _finding_json(finding: FindingReport, curves: bool) -> dict[str, Any]:
    plain = msgspec.to_builtins
    return {
        "name": finding.name,
        "column": finding.column,
        "operating_point": finding.operating_point,
        **plain(finding.assessment),
        "auroc_delong": plain(finding.area),
        "reliability": plain(finding.reliability),
        "thresholds": plain(finding.thresholds),
        **({"curves": plain(finding.curves)} if curves else {}),
        "subgroups": [
            {"attribute": group.attribute, "value": group.value, **plain(group.assessment)}
            for group in finding.subgroups
        ],
    }
