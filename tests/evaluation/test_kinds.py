from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.evaluation import kinds

RAMP = np.linspace(0, 1, 60 * 80, dtype=np.float32).reshape(60, 80)  # dark above, bright below


@given(seed=st.integers(0, 2**32 - 1))
def test_each_kind_keeps_the_range_and_comes_of_the_generator_alone(seed: int) -> None:
    for makers in kinds.OF_A_CHEST.values():
        for make in makers:
            one, two = (make(RAMP, np.random.default_rng(seed)) for _ in range(2))
            assert one.min() >= -1e-6
            assert one.max() <= 1 + 1e-6
            np.testing.assert_array_equal(one, two)


def test_upside_down_puts_what_was_above_below() -> None:
    for seed in range(8):
        turned = kinds.upside_down(RAMP, np.random.default_rng(seed))
        assert turned[0].mean() > 0.9
        assert turned[-1].mean() < 0.1


def test_rotated_lies_on_either_side() -> None:
    found = {
        kinds.rotated(RAMP, np.random.default_rng(seed))[:, 0].mean().round(1).item() for seed in range(16)
    }
    assert found == {0.0, 1.0}


def test_inverted_is_a_negative() -> None:
    np.testing.assert_allclose(kinds.inverted(RAMP, np.random.default_rng(0)), 1 - RAMP)


@given(seed=st.integers(0, 2**32 - 1))
def test_cropped_keeps_at_most_three_fifths_of_one_side(seed: int) -> None:
    part = kinds.cropped(RAMP, np.random.default_rng(seed))
    assert min(part.shape[0] / 60, part.shape[1] / 80) <= 0.62
    np.testing.assert_allclose(np.diff(part[0]), np.diff(RAMP[0])[: part.shape[1] - 1], atol=1e-6)


def test_scrambled_has_the_same_values_elsewhere() -> None:
    square = kinds.resize(RAMP, 224)
    mixed = kinds.scrambled(square, np.random.default_rng(3))
    assert mixed.shape[0] >= 220
    assert np.abs(mixed - square[: mixed.shape[0], : mixed.shape[1]]).mean() > 0.1
    assert mixed.mean() == pytest.approx(square.mean(), abs=0.01)


@given(seed=st.integers(0, 2**32 - 1))
def test_pasted_keeps_a_part_and_changes_the_other(seed: int) -> None:
    square = kinds.resize(RAMP, 224)
    same = np.isclose(kinds.pasted(square, np.random.default_rng(seed)), square, atol=1e-6)
    assert 0.3 < same.mean() < 0.7


@pytest.mark.parametrize("make", kinds.OF_NOTHING)
def test_what_is_made_of_nothing_is_never_even_and_never_twice_the_same(make: kinds.Maker) -> None:
    pictures = [make(np.random.default_rng(seed)) for seed in range(12)]
    for picture in pictures:
        assert picture.min() >= 0
        assert picture.max() <= 1
        assert picture.std() > 0.01
    assert len({picture.tobytes() for picture in pictures}) == 12


def test_pictures_of_any_size_become_levels_of_one() -> None:
    levels = kinds.as_levels([RAMP, np.ones((300, 20), np.float32)], 48, 32)
    assert levels.shape == (2, 48, 32)
    assert levels.dtype == np.uint16
    assert levels[1].min() == 65535
    np.testing.assert_allclose(kinds.as_unit(levels)[0].mean(), RAMP.mean(), atol=0.01)
