"""VOI windows and tables against the formulas of PS3.3 C.11.2."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.windowing import VoiFunction, VoiLut, Window, default_window, full_range

CENTERS = st.floats(-1e4, 1e4)
WIDTHS = st.floats(2, 1e4)
FUNCTIONS = st.sampled_from(["LINEAR", "LINEAR_EXACT", "SIGMOID"])


def standard(x: float, c: float, w: float, function: str) -> float:
    """Write the pseudo-code of C.11.2.1.2 and C.11.2.1.3 down, for an output range of 0 to 1."""
    if function == "SIGMOID":
        return 1 / (1 + np.exp(min(-4 * (x - c) / w, 700)))
    if function == "LINEAR_EXACT":
        return 0 if x <= c - w / 2 else 1 if x > c + w / 2 else (x - c) / w + 0.5
    if x <= c - 0.5 - (w - 1) / 2:
        return 0
    return 1 if x > c - 0.5 + (w - 1) / 2 else (x - (c - 0.5)) / (w - 1) + 0.5


@given(CENTERS, WIDTHS, FUNCTIONS, st.integers(-32768, 32767))
def test_formulas_of_the_standard(center: float, width: float, function: VoiFunction, value: int) -> None:
    got = Window(center, width, function).apply(np.array([value], np.int32))
    assert got.dtype == np.float32
    assert got[0] == pytest.approx(standard(value, center, width, function), abs=1e-5)


@given(CENTERS, WIDTHS, FUNCTIONS)
def test_never_falls_and_stays_in_range(center: float, width: float, function: VoiFunction) -> None:
    unit = Window(center, width, function).apply(np.arange(-32768, 32767, 37, dtype=np.int16))
    assert (np.diff(unit) >= 0).all()
    assert unit.min() >= 0
    assert unit.max() <= 1


@given(CENTERS, WIDTHS)
def test_bounds_are_where_black_ends_and_white_begins(center: float, width: float) -> None:
    for function in ("LINEAR", "LINEAR_EXACT"):
        window = Window(center, width, function)
        low, high = window.bounds
        assert window.apply(np.array([low, high, (low + high) / 2])) == pytest.approx([0, 1, 0.5], abs=1e-5)


def test_width_of_one_is_a_step() -> None:
    assert Window(10, 1).apply(np.array([8, 9, 10, 11])).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("center", "width", "function"),
    [
        (0, 0.5, "LINEAR"),
        (0, 0, "LINEAR_EXACT"),
        (0, -1, "SIGMOID"),
        (np.nan, 5, "LINEAR"),
        (0, np.inf, "LINEAR"),
    ],
)
def test_impossible_windows(center: float, width: float, function: VoiFunction) -> None:
    with pytest.raises(ValueError, match="window"):
        Window(center, width, function)


def test_table_takes_its_ends_beyond_them() -> None:
    lut = VoiLut(first=-1, table=np.array([0, 51, 255], np.uint16), bits=8)
    assert lut.bounds == (-1, 1)
    assert lut.apply(np.array([-9, -1, 0, 1, 9])) == pytest.approx([0, 0, 0.2, 1, 1])


def test_full_range_leaves_masked_values_out() -> None:
    values = np.array([[-2000, 10, 30]])
    assert full_range(values).bounds == (-2000, 30)
    assert full_range(values, values > -2000).bounds == (10, 30)
    assert full_range(values, np.zeros_like(values, bool)).bounds == (-2000, 30)


def test_constant_image_has_a_window() -> None:
    window = default_window(np.full((4, 4), 7, np.uint16), None, 16)
    assert window.apply(np.array([7.0]))[0] == pytest.approx(0.5)


@pytest.mark.parametrize(("bits", "expected"), [(8, "8 bit"), (12, "percentiles 0.5 to 99.5")])
def test_default_window_says_what_it_is(bits: int, expected: str) -> None:
    values = np.random.default_rng(0).integers(0, 255, (50, 50), np.uint16)
    assert default_window(values, None, bits).explanation == expected


def test_a_grey_of_8_bits_is_the_same_grey_in_every_image() -> None:
    dull, bright = np.array([[100, 120]], np.uint8), np.array([[100, 255]], np.uint8)
    for values in (dull, bright):
        assert default_window(values, None, 8).apply(values)[0, 0] == pytest.approx(100 / 255)
    assert default_window(np.array([[-1024, 100]], np.int16), None, 8).bounds == (-1024, 100)


@given(st.integers(1, 3_000_000))
def test_default_window_of_large_images_is_sampled_evenly(size: int) -> None:
    values = np.linspace(0, 1000, size)
    low, high = default_window(values, None, 16).bounds
    assert low == pytest.approx(5 if size > 1 else 0, abs=12 + 1000 / size)
    assert high == pytest.approx(995 if size > 1 else 0, abs=12 + 1000 / size)
