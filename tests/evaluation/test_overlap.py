"""Agreement of masks, against values that can be worked out, and against MONAI where it is there."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays

from meddiag_gui.evaluation.overlap import dice, hausdorff95, iou


def square(top: int, left: int, side: int = 20) -> np.ndarray:
    mask = np.zeros((60, 60), np.bool_)
    mask[top : top + side, left : left + side] = True
    return mask


EMPTY = np.zeros((60, 60), np.bool_)


def test_a_square_half_covered() -> None:
    assert dice(square(10, 10), square(10, 20)) == pytest.approx(0.5)
    assert iou(square(10, 10), square(10, 20)) == pytest.approx(1 / 3)


def test_the_outline_of_a_square_moved_by_three_pixels_is_three_away() -> None:
    assert hausdorff95(square(10, 10), square(10, 13)) == pytest.approx(3.0)
    assert hausdorff95(square(10, 10), square(10, 13), (0.2, 0.5)) == pytest.approx(1.5)


def test_the_same_mask_agrees_wholly() -> None:
    mask = square(5, 5)
    assert (dice(mask, mask), iou(mask, mask), hausdorff95(mask, mask)) == (1.0, 1.0, 0.0)


def test_empty_masks() -> None:
    assert (dice(EMPTY, EMPTY), iou(EMPTY, EMPTY), hausdorff95(EMPTY, EMPTY)) == (1.0, 1.0, 0.0)
    assert (dice(square(5, 5), EMPTY), iou(EMPTY, square(5, 5))) == (0.0, 0.0)
    assert math.isnan(hausdorff95(square(5, 5), EMPTY))


def test_a_few_stray_pixels_do_not_move_the_95th_percentile() -> None:
    stray = square(10, 10)
    stray[55, 55] = True
    assert hausdorff95(stray, square(10, 10)) < 1.0


masks = arrays.arrays(np.bool_, (9, 8))


@settings(max_examples=60, deadline=None)
@given(masks, masks)
def test_agreement_is_symmetric_and_bounded(one: np.ndarray, other: np.ndarray) -> None:
    assert dice(one, other) == dice(other, one)
    assert 0 <= iou(one, other) <= dice(one, other) <= 1
    there, back = hausdorff95(one, other), hausdorff95(other, one)
    assert there == back or (math.isnan(there) and math.isnan(back))


def test_distances_are_monais() -> None:
    metrics = pytest.importorskip("monai.metrics")
    rng = np.random.default_rng(0)
    y, x = np.mgrid[0:48, 0:40]
    for _ in range(4):
        one, other = (
            ((y - rng.uniform(15, 30)) / 9) ** 2 + ((x - rng.uniform(14, 26)) / rng.uniform(5, 9)) ** 2 < 1
            for _ in range(2)
        )
        wanted = metrics.compute_hausdorff_distance(
            one[None, None], other[None, None], include_background=True, percentile=95
        )
        assert hausdorff95(one, other) == pytest.approx(float(wanted), abs=1e-5)
