from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import affine_transform

from meddiag_gui.examination.alignment import align, even_out, halve
from tests.support.labelled import body


def pictures(*seeds: int) -> np.ndarray:
    return np.stack([body(seed, 64).astype(np.float32) for seed in seeds])


@pytest.mark.parametrize(("stretch", "shift"), [(1.0, (2.0, -1.5)), (0.95, (1.0, 2.0)), (1.05, (-3.0, 0.0))])
def test_a_moved_and_stretched_picture_is_laid_over_its_original(
    stretch: float, shift: tuple[float, float]
) -> None:
    original = pictures(3)
    moved = affine_transform(original[0], np.eye(2) * stretch, shift, order=1, mode="nearest")[None]
    score, found = align(even_out(original, 0.7, 5), even_out(moved, 0.7, 5), 12)
    assert score[0] > 0.97
    # x' = x + 31.5 · (p₀ + p₁ u + p₂ v): the inverse of the transform about the middle
    assert found[0, 1] == pytest.approx(1 / stretch - 1, abs=0.01)
    assert found[0, 5] == pytest.approx(1 / stretch - 1, abs=0.01)
    middle = (31.5 - np.array(shift)) / stretch - 31.5
    assert found[0, [3, 0]] * 31.5 == pytest.approx(middle, abs=0.3)


def test_other_people_do_not_fit_however_they_are_moved() -> None:
    fixed, moving = even_out(pictures(0, 1, 2), 0.7, 5), even_out(pictures(3, 4, 5), 0.7, 5)
    score, _ = align(fixed, moving, 12)
    assert score.max() < 0.9


def test_brightness_and_contrast_are_taken_out() -> None:
    original = pictures(1)
    assert np.abs(even_out(original * 0.5 + 20, 0.7, 5) - even_out(original, 0.7, 5)).max() < 0.01


def test_halving_takes_means() -> None:
    assert halve(np.arange(16, dtype=np.float32).reshape(1, 4, 4)).tolist() == [[[2.5, 4.5], [10.5, 12.5]]]
