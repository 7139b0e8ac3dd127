from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from meddiag_gui.evaluation.saliency.faithfulness import CELLS, areas, order_of, random_order
from meddiag_gui.evaluation.saliency.measures import (
    border_mask,
    on_grid,
    peak_inside,
    rank_correlation,
    share_inside,
    ssim,
)

RISING = np.arange(49, dtype=np.float32).reshape(7, 7)


def test_rank_correlation_knows_order_and_nothing_else() -> None:
    assert rank_correlation(RISING, np.exp(RISING / 10)) == pytest.approx(1)
    assert rank_correlation(RISING, -(RISING**3)) == pytest.approx(-1)
    assert rank_correlation(RISING, np.zeros_like(RISING)) == 0  # the other map vanished
    assert math.isnan(rank_correlation(np.zeros_like(RISING), RISING))


@given(arrays(np.float32, (24, 24), elements=st.floats(0, 1, width=32)))
def test_ssim_is_one_for_itself_and_less_for_its_negative(picture: np.ndarray) -> None:
    assert ssim(picture, picture) == pytest.approx(1)
    assert ssim(picture, 1 - picture) <= 1
    assert ssim(picture, 1 - picture) == pytest.approx(ssim(1 - picture, picture))


def test_ssim_of_two_even_pictures_is_the_published_formula() -> None:
    one, other = np.full((20, 20), 0.2), np.full((20, 20), 0.8)
    assert ssim(one, other) == pytest.approx((2 * 0.16 + 1e-4) / (0.04 + 0.64 + 1e-4), rel=1e-6)


def test_shares_count_only_what_speaks_for_the_finding_and_cut_cells_by_area() -> None:
    raw = np.array([[1.0, 3.0], [-9.0, 0.0]], np.float32)
    left = np.zeros((10, 10), np.bool_)
    left[:, :5] = True
    assert share_inside(raw, left) == pytest.approx(0.25)
    half = np.zeros((10, 20), np.bool_)
    half[:, :5] = True  # a quarter: half of the left cells
    assert share_inside(raw, half) == pytest.approx(0.125)
    assert math.isnan(share_inside(-np.ones((2, 2), np.float32), left))


def test_the_strongest_point_lies_in_the_mask_or_not() -> None:
    raw = np.zeros((7, 7), np.float32)
    raw[1, 5] = 2.0
    mask = np.zeros((70, 140), np.bool_)
    mask[10:20, 100:120] = True
    assert peak_inside(raw, mask) == 1
    assert peak_inside(raw.T.copy(), mask) == 0
    assert math.isnan(peak_inside(np.zeros((7, 7), np.float32), mask))


def test_the_border_is_the_outer_tenth_of_each_side() -> None:
    mask = border_mask(100, 200)
    assert mask.mean() == pytest.approx(1 - 0.8**2)
    assert mask[9, 100]
    assert not mask[10, 100]
    assert mask[50, 19]
    assert not mask[50, 20]


@given(st.integers(2, 40), st.integers(2, 20))
def test_resampling_keeps_an_even_map_even(cells: int, wanted: int) -> None:
    np.testing.assert_allclose(on_grid(np.full((cells, cells), 0.5, np.float32), wanted), 0.5, atol=1e-5)


def test_hiding_the_evidence_first_and_showing_it_first_beats_any_other_order() -> None:
    batch = np.zeros((1, 1, 112, 112), np.float32)
    batch[0, 0, 16:48, 16:48] = 1.0
    truth = np.zeros((14, 14), np.float32)
    truth[2:6, 2:6] = 1.0

    def brightness(pictures: np.ndarray) -> np.ndarray:
        return pictures[:, 0, 16:48, 16:48].mean((1, 2)).astype(np.float64)

    best = areas(batch, order_of(truth), brightness)
    worst = areas(batch, order_of(-truth), brightness)
    chance = areas(batch, random_order(np.random.default_rng(0)), brightness)
    assert best[0] < chance[0] < worst[0]
    assert best[1] > chance[1] > worst[1]


def test_an_order_names_every_cell_once_strongest_first() -> None:
    order = order_of(RISING)
    assert sorted(order) == list(range(CELLS**2))
    assert order[0] == CELLS**2 - 1
