from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.imaging.image import PixelSpacing
from meddiag_gui.imaging.windowing import Window
from tests.support.images import coordinate_image, image_of


def shown(image, voi, inverted=False):
    """Bring every pixel through the table, as the view does at 1:1."""
    picture = prepare(image)
    codes = picture.levels[0]
    return picture.gray_table(voi, inverted)[codes.view(f"u{codes.dtype.itemsize}")]


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16, np.int32, np.uint32, np.float32])
@pytest.mark.parametrize("inverted", [False, True])
def test_the_table_equals_the_image_s_own_display_values(dtype, inverted):
    low = -100 if np.dtype(dtype).kind != "u" else 0
    pixels = np.linspace(low, 120, 64 * 64).reshape(64, 64).astype(dtype)
    image = image_of(pixels, inverted=inverted)
    voi = Window(30, 90, "LINEAR_EXACT")
    expected = np.rint(image.to_unit(voi) * 255)
    assert np.abs(shown(image, voi).astype(int) - expected).max() <= 1


def test_the_user_s_inversion_undoes_that_of_monochrome1():
    image = coordinate_image()
    negative = coordinate_image(inverted=True)
    assert np.array_equal(shown(image, image.voi), shown(negative, image.voi, inverted=True))


@pytest.mark.parametrize("inverted", [False, True])
def test_padding_is_black_whatever_the_inversion(inverted):
    pixels = np.full((8, 8), 500, np.int16)
    pixels[0] = -2000
    image = image_of(pixels, padding=(-2000, -2000), inverted=inverted)
    assert (shown(image, Window(0, 10000))[0] == 0).all()
    assert (shown(image, Window(0, 10000), inverted=True)[0] == 0).all()


@given(st.integers(0, 65535), st.integers(0, 65535))
def test_a_constant_picture_keeps_its_value_through_the_pyramid(value, other):
    pixels = np.full((1024, 1030), value, np.uint16)
    levels = prepare(image_of(pixels, vois=(Window(0, 2),))).levels
    assert [level.shape for level in levels] == [(1024, 1030), (512, 515), (256, 257)]
    assert all((level == value).all() for level in levels)


def test_halving_takes_the_mean_of_each_block_also_of_negative_values():
    pixels = np.full((512, 512), -3, np.int16)
    pixels[0, 0], pixels[0, 1] = -32768, 32767
    assert prepare(image_of(pixels)).levels[1][0, 0] == round((-32768 + 32767 - 6) / 4)


def test_wide_integers_of_a_small_range_stay_exact():
    pixels = np.array([[100_000, 100_001], [100_002, 165_535]], np.int32)
    picture = prepare(image_of(pixels))
    assert np.array_equal(picture.levels[0] * picture.slope + picture.intercept, pixels)


def test_whole_ranges_of_float_values_keep_their_order():
    pixels = np.linspace(-1e6, 1e6, 256, dtype=np.float32).reshape(16, 16)
    picture = prepare(image_of(pixels))
    restored = picture.levels[0] * picture.slope + picture.intercept
    assert np.abs(restored - pixels).max() <= picture.slope


def test_presets_are_the_file_s_then_percentiles_and_full_range():
    first, second = Window(100, 50, explanation="BONE"), Window(10, 5)
    picture = prepare(coordinate_image(vois=(first, second)))
    assert [p.name for p in picture.file_presets] == ["BONE", "File window 2"]
    assert [p.voi for p in picture.file_presets] == [first, second]
    percentile, full = picture.presets
    assert full.voi.bounds == (0, 3959)
    assert percentile.voi.bounds == pytest.approx(tuple(np.percentile(picture.image.pixels, (1, 99))))


def test_padding_takes_no_part_in_the_computed_presets():
    pixels = np.full((16, 16), 100, np.int16)
    pixels[8:] = np.arange(16) + 200
    pixels[0] = -2000
    percentile, full = prepare(image_of(pixels, padding=(-2000, -2000))).presets
    assert full.voi.bounds == (100, 215)
    assert percentile.voi.bounds[0] == pytest.approx(100)


def test_aspect_follows_the_spacing_and_is_square_without_one():
    spacing = PixelSpacing(0.4, 0.2, "PixelSpacing")
    assert prepare(coordinate_image(spacing=spacing)).aspect == 2
    assert prepare(coordinate_image()).aspect == 1
    assert prepare(coordinate_image(aspect_ratio=0.75)).aspect == 0.75
    assert prepare(coordinate_image(aspect_ratio=1e300)).aspect == 32


def test_a_colour_picture_has_no_computed_windows():
    pixels = np.zeros((20, 20, 3), np.uint8)
    assert prepare(image_of(pixels, vois=(Window(127.5, 255, "LINEAR_EXACT"),))).presets == ()
