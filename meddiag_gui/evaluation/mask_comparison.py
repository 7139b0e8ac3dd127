"""Two segmentations of the same images: paired differences of each metric, with intervals by patient."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.bootstrap import mean_interval
from meddiag_gui.evaluation.comparison import judge
from meddiag_gui.evaluation.mask_difference import MaskComparison, MaskDifference, MaskPaired, MaskSubgroup
from meddiag_gui.evaluation.mask_report import METRICS, MaskResult, SegmentationReport
from meddiag_gui.evaluation.segmentation import mask_groups
from meddiag_gui.language import tr

MASK_MARGIN = 0.01
"""Loss of mean Dice or IoU that is accepted, unless another was chosen before."""
_WITH_MARGIN = ("dice", "iou")


def compare_masks(
    first: SegmentationReport, second: SegmentationReport, manifest: Manifest, margin: float = MASK_MARGIN
) -> MaskComparison:
    """Compare two evaluations of the same manifest.

    Raises
    ------
    ManifestError
        If the evaluations are not of the same images, or there is none that both outlined.
    ValueError
        If the margin is negative.
    """
    if margin < 0:
        raise ValueError("a margin is not negative")
    if [image.line for image in first.images] != [image.line for image in second.images]:
        raise ManifestError(
            tr("The two models were not evaluated on the same images of {name}.", name=manifest.path.name)
        )
    whole = _paired(first, second, range(len(first.images)), margin)
    if not whole.images:
        raise ManifestError(
            tr("There is no image of {name} that both models outlined.", name=manifest.path.name)
        )
    groups = (
        MaskSubgroup(group.attribute, group.value, _paired(first, second, group.members, margin))
        for group in mask_groups(manifest, first.column)
    )
    return MaskComparison(
        f"{second.model.name} {second.model.version}",
        second.model.sha256,
        margin,
        whole,
        tuple(group for group in groups if group.paired.images),
    )


def _paired(
    first: SegmentationReport, second: SegmentationReport, members: Iterable[int], margin: float
) -> MaskPaired:
    both = [
        (first.images[index], second.images[index])
        for index in members
        if first.images[index].status == second.images[index].status == "ok"
    ]
    differences = (_difference(name, both, margin) for name in METRICS)
    return MaskPaired(
        len(both),
        len({one.patient_id for one, _ in both}),
        tuple(each for each in differences if each is not None),
    )


def _difference(name: str, both: list[tuple[MaskResult, MaskResult]], margin: float) -> MaskDifference | None:
    known = [
        (one.metrics.get(name, math.nan), other.metrics.get(name, math.nan), one.patient_id)
        for one, other in both
    ]
    known = [row for row in known if not (math.isnan(row[0]) or math.isnan(row[1]))]
    if not known:
        return None
    values = np.array([row[:2] for row in known], dtype=np.float64)
    _, patients = np.unique([row[2] for row in known], return_inverse=True)
    span = mean_interval(values[:, 0] - values[:, 1], patients)
    shares = name in _WITH_MARGIN
    verdict = judge(span.low, span.high, margin if shares else 0.0, lower_is_better=not shares)
    one, other = (float(mean) for mean in values.mean(0))
    return MaskDifference(
        name,
        len(known),
        one,
        other,
        float((values[:, 0] - values[:, 1]).mean()),
        span.low,
        span.high,
        verdict,
    )
