"""What a comparison of two segmentations holds."""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.evaluation.comparison import Verdict


@dataclass(frozen=True, slots=True)
class MaskDifference:
    """One metric of both, first less second, over the images where both have it.

    Parameters
    ----------
    images
        For which both are defined.
    first, second, difference
        Means.
    low, high
        95 % interval of the mean difference, paired bootstrap by patient; None for one patient.
    """

    metric: str
    images: int
    first: float
    second: float
    difference: float
    low: float | None
    high: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class MaskPaired:
    """The comparison on one set of images that both outlined."""

    images: int
    patients: int
    differences: tuple[MaskDifference, ...]

    def of(self, metric: str) -> MaskDifference | None:
        """Difference of a metric, if it was compared."""
        return next((each for each in self.differences if each.metric == metric), None)


@dataclass(frozen=True, slots=True)
class MaskSubgroup:
    """The comparison on the images whose attribute has one value (or lies in one range)."""

    attribute: str
    value: str
    paired: MaskPaired


@dataclass(frozen=True, slots=True)
class MaskComparison:
    """A segmentation compared with another; ``margin`` is in units of Dice and IoU."""

    other: str
    other_sha256: str
    margin: float
    paired: MaskPaired
    subgroups: tuple[MaskSubgroup, ...]
