"""The measures of one method over a sample, each as one value an image."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.evaluation.bootstrap import mean_interval
from meddiag_gui.evaluation.robustness import VARIANTS
from meddiag_gui.evaluation.saliency.faithfulness import LogOdds, areas, order_of
from meddiag_gui.evaluation.saliency.measures import (
    Map,
    Mask,
    border_mask,
    on_grid,
    peak_inside,
    rank_correlation,
    share_inside,
    ssim,
)
from meddiag_gui.evaluation.saliency.sample import Sample
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.saliency.maps import smoothed
from meddiag_gui.inference.saliency.trust import NOT_MEASURED, RULES, Figure, Measure, judge

AGREEMENT_CELLS = 7
_HIDDEN = ("borders blanked", "corners blanked (markers)")
_NOISE = 0.01  # of the range of the network's input
_DRAWN_SIDE = 56  # cells a side on which drawn maps are compared
RandomAreas = Callable[[int], tuple[float, float]]
Explain = Callable[[NDArray[np.float32]], Map]


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """A method's raw maps of the first images of a sample."""

    sample: Sample
    raws: tuple[Map, ...]

    @property
    def patients(self) -> NDArray[np.intp]:
        """Patient of each map."""
        return self.sample.patients[: len(self.raws)]


def figure(
    measure: Measure,
    values: Sequence[float] | NDArray[np.float64],
    patients: NDArray[np.intp],
    **numbers: float | str,
) -> Figure:
    """Average values over images, those that are nan left out; judge them and write the sentence."""
    array = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(array)
    if not known.any():
        return missing(measure, "no image has what it needs")
    mean = float(array[known].mean())
    span = mean_interval(array[known], patients[known])
    return Figure(
        measure=measure,
        value=mean,
        low=span.low,
        high=span.high,
        images=int(known.sum()),
        verdict=judge(measure, mean, span.low, span.high),
        sentence=RULES[measure].words.format(value=mean, **numbers),
    )


def missing(measure: Measure, reason: str) -> Figure:
    """Make the figure of a measure that could not be taken."""
    name = RULES[measure].name
    return Figure(
        measure=measure, value=None, low=None, high=None, images=0, verdict=None,
        sentence=NOT_MEASURED.format(name=name, reason=reason),
    )  # fmt: skip


def agreement(mapped: Mapped, other: Mapped, name: str) -> Figure:
    """Rank correlation with another method's maps, both on a 7×7 grid."""
    values = [
        rank_correlation(on_grid(one, AGREEMENT_CELLS), on_grid(two, AGREEMENT_CELLS))
        for one, two in zip(mapped.raws, other.raws, strict=False)
    ]
    return figure("agreement", values, mapped.patients[: len(values)], other=name)


def lungs(mapped: Mapped) -> tuple[Figure, Figure]:
    """Share of the evidence in the lung fields against their area, and the pointing game."""
    pairs = [(raw, mask) for raw, mask in zip(mapped.raws, mapped.sample.masks, strict=False)]
    areas = np.array([math.nan if mask is None else mask.mean() for _, mask in pairs])
    if np.isnan(areas).all():
        return missing("lungs", "no image has a lung mask"), missing("pointing", "no image has a lung mask")
    shares = _by_mask(pairs, share_inside)
    hits = _by_mask(pairs, peak_inside)
    area = 100 * float(np.nanmean(areas))
    return (
        figure("lungs", shares / areas, mapped.patients, percent=100 * float(np.nanmean(shares)), area=area),
        figure("pointing", hits - areas, mapped.patients, percent=100 * float(np.nanmean(hits)), area=area),
    )


def _by_mask(
    pairs: list[tuple[Map, Mask | None]], measure: Callable[[Map, Mask], float]
) -> NDArray[np.float64]:
    return np.array([math.nan if mask is None else measure(raw, mask) for raw, mask in pairs])


def border(mapped: Mapped) -> Figure:
    """Share of the evidence in the outer tenth against its area."""
    mask = border_mask(*mapped.sample.levels.shape[1:])
    shares = np.array([share_inside(raw, mask) for raw in mapped.raws])
    percent = 100 * float(np.nanmean(shares)) if not np.isnan(shares).all() else 0.0
    return figure(
        "border", shares / mask.mean(), mapped.patients, percent=percent, area=100 * float(mask.mean())
    )


def repeatability(
    mapped: Mapped, batches: Iterable[NDArray[np.float32]], explain: Explain, scale: float
) -> Figure:
    """SSIM of the drawn map with that of the picture with noise, and of the picture shifted (and back)."""
    generator = np.random.default_rng(0)
    values: list[float] = []
    for raw, batch in zip(mapped.raws, batches, strict=False):
        noise = generator.standard_normal(batch.shape, dtype=np.float32) * np.float32(_NOISE * np.ptp(batch))
        first = _drawn(raw, scale)
        back = np.roll(_drawn(explain(shifted(batch)), scale), (-1, -1), (0, 1))
        values.append((ssim(first, _drawn(explain(batch + noise), scale)) + ssim(first, back)) / 2)
    return figure("repeatability", values, mapped.patients[: len(values)])


def shifted(batch: NDArray[np.float32]) -> NDArray[np.float32]:
    """Move a picture down and to the right by one cell of `_DRAWN_SIDE`; its edges are repeated."""
    rows, columns = (round(side / _DRAWN_SIDE) for side in batch.shape[2:])
    padded = np.pad(batch, ((0, 0), (0, 0), (rows, 0), (columns, 0)), "edge")
    return padded[:, :, : batch.shape[2], : batch.shape[3]]


def _drawn(raw: Map, scale: float) -> Map:
    return on_grid(smoothed(np.clip(raw / np.float32(scale), 0, 1).astype(np.float32)), _DRAWN_SIDE)


def faithfulness(
    mapped: Mapped, batches: Iterable[NDArray[np.float32]], random: RandomAreas, log_odds: LogOdds
) -> tuple[Figure, Figure]:
    """Areas under deletion and insertion in the order of the map, against those in random order."""
    deletions, insertions = [], []
    for index, (raw, batch) in enumerate(zip(mapped.raws, batches, strict=False)):
        deletion, insertion = areas(batch, order_of(raw), log_odds)
        chance = random(index)
        deletions.append(chance[0] - deletion)
        insertions.append(insertion - chance[1])
    return figure("deletion", deletions, mapped.patients), figure("insertion", insertions, mapped.patients)


def hidden(predictor: Predictor, samples: Sequence[Sample], output: int) -> Figure:
    """Change of the probability when borders or corners are black: the larger of the two changes.

    Of the samples (with and without the finding) the one that moves more counts: a marker that makes a
    score stands only in the images of one of them. It belongs to the model: a map that shows such a
    reliance truly is still no ground to trust it.
    """
    found = [_moved(predictor, sample, output) for sample in samples if len(sample)]
    return max(found, key=lambda figure: figure.value or 0.0)


def _moved(predictor: Predictor, sample: Sample, output: int) -> Figure:
    before = predictor.probabilities(sample.levels)[:, output]
    moved = [
        np.abs(predictor.probabilities(VARIANTS[name](sample.levels))[:, output] - before) for name in _HIDDEN
    ]
    return figure("hidden", np.max(moved, axis=0), sample.patients)
