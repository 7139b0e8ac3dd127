from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from meddiag_gui.inference.saliency.maps import placed, smoothed
from tests.support.images import coordinate_image


def test_a_fixed_scale_is_the_same_for_all_images_and_only_the_positive_part_is_drawn() -> None:
    image = coordinate_image(rows=40, columns=60)
    raw = np.array([[-3.0, 1.0], [2.0, 8.0]], np.float32)
    found = placed(raw, 4.0, image, "Pneumonia", "occlusion")
    np.testing.assert_array_equal(found.values, np.array([[0, 0.25], [0.5, 1]], np.float32))
    assert not found.own_scale
    assert (found.extent, found.image_sha256) == ((0, 0, 60, 40), image.sha256)


def test_without_a_fixed_scale_the_maximum_is_one_and_the_map_says_so() -> None:
    found = placed(np.array([[-3.0, 8.0]], np.float32), None, coordinate_image(), "Pneumonia", "lime")
    assert found.values.max() == 1
    assert found.own_scale
    empty = placed(np.array([[-3.0, -8.0]], np.float32), None, coordinate_image(), "Pneumonia", "lime")
    assert not empty.values.any()


@given(arrays(np.float32, (7, 7), elements=st.floats(0, 1, width=32)))
def test_smoothing_never_draws_more_than_a_cell_holds(values: np.ndarray) -> None:
    drawn = smoothed(values)
    assert drawn.shape == (112, 112)
    assert drawn.min() >= values.min()
    assert drawn.max() <= values.max()


def test_a_single_cell_is_drawn_round_and_at_its_place() -> None:
    values = np.zeros((7, 7), np.float32)
    values[2, 4] = 1.0
    drawn = smoothed(values)
    y, x = (np.indices(drawn.shape) + 0.5) / 16
    assert np.average(y, weights=drawn) == pytest.approx(2.5, abs=0.05)
    assert np.average(x, weights=drawn) == pytest.approx(4.5, abs=0.05)
    straight, diagonal = drawn[40, 72 + 8], drawn[40 + 6, 72 + 6]  # at the same distance from the middle
    assert diagonal == pytest.approx(straight, abs=0.1)


def test_a_fine_map_is_left_as_it_is() -> None:
    values = np.random.default_rng(0).random((224, 200)).astype(np.float32)
    assert smoothed(values) is values
