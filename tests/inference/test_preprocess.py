from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.preprocess import LEVELS, normalise, prepare, quantise, to_levels
from tests.support.bundles import SPEC
from tests.support.images import chest_like, image_of

BYTES = Window(127.5, 255, "LINEAR_EXACT")


def test_an_image_of_the_networks_size_is_taken_as_it_is() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (224, 224), dtype=np.uint8)
    levels = to_levels(image_of(pixels, vois=(BYTES,)), 224, 224)
    assert levels.dtype == np.uint16
    np.testing.assert_array_equal(levels, pixels.astype(np.uint16) * 257)


def test_monochrome1_is_turned_over() -> None:
    pixels = np.arange(64 * 64, dtype=np.uint16).reshape(64, 64)
    plain = to_levels(image_of(pixels), 64, 64).astype(int)
    turned = to_levels(image_of(pixels, inverted=True), 64, 64).astype(int)
    assert np.abs(plain + turned - LEVELS).max() <= 1


@pytest.mark.parametrize("factor", [2, 5, 10])
def test_reduction_averages_and_does_not_alias(factor: int) -> None:
    """A checkerboard finer than the grid becomes grey; a plain subsampling would keep black and white."""
    side = 64 * factor
    board = (np.indices((side, side)).sum(0) % 2 * 255).astype(np.uint8)
    levels = to_levels(image_of(board, vois=(BYTES,)), 64, 64)
    inner = levels[2:-2, 2:-2].astype(float) / LEVELS
    assert np.abs(inner - 0.5).max() < 0.02


def test_a_full_size_radiograph_is_squeezed_without_keeping_its_aspect() -> None:
    pixels = np.zeros((2000, 1000), np.uint16)
    pixels[500:1500, 250:500] = 1000
    levels = to_levels(image_of(pixels), 200, 200)
    assert levels.shape == (200, 200)
    assert levels[60:140, 60:90].min() == LEVELS
    assert levels[:45].max() == levels[155:].max() == levels[:, :45].max() == levels[:, 105:].max() == 0


def test_training_and_inference_feed_the_same_numbers() -> None:
    """The cache holds levels; reading goes from the image in one call: equal to the last bit."""
    for intensity in ("display", "percentile"):
        spec = InputSpec(modalities=(), body_parts=(), views=(), rows=96, columns=96, mean=0.4, std=0.2,
                         intensity=intensity)  # fmt: skip
        for image in (chest_like(1500, 1250), chest_like(96, 96)):
            cached = np.stack([to_levels(image, 96, 96)] * 3)
            np.testing.assert_array_equal(normalise(cached, spec)[1:2], prepare(image, spec))


@settings(max_examples=30, deadline=None)
@given(gain=st.floats(0.3, 1.0), offset=st.floats(0.0, 0.3))
def test_percentile_intensity_does_not_depend_on_exposure(gain: float, offset: float) -> None:
    rng = np.random.default_rng(3)
    unit = rng.random((1, 40, 40), dtype=np.float32) * np.float32(0.7)
    changed = unit * np.float32(gain) + np.float32(offset)
    first, second = (normalise(quantise(u), replace(SPEC, intensity="percentile")) for u in (unit, changed))
    np.testing.assert_allclose(first, second, atol=0.02)


def test_percentile_intensity_is_the_formula() -> None:
    levels = np.random.default_rng(0).permutation(10_000).astype(np.uint16).reshape(1, 100, 100) * 5
    spec = replace(SPEC, intensity="percentile", mean=0.0, std=1.0)
    low, high = np.percentile(levels / LEVELS, (1, 99))
    expected = np.clip((levels / LEVELS - low) / (high - low + 1e-3), 0, 1)
    np.testing.assert_allclose(normalise(levels, spec)[:, 0], expected, atol=1e-6)


def test_a_blank_picture_stays_finite() -> None:
    blank = np.full((1, 32, 32), 7, dtype=np.uint16)
    spec = InputSpec(modalities=(), body_parts=(), views=(), rows=32, columns=32, mean=0.4, std=0.2,
                     intensity="percentile")  # fmt: skip
    assert np.isfinite(normalise(blank, spec)).all()


def test_levels_are_clipped() -> None:
    np.testing.assert_array_equal(
        quantise(np.array([-1, 0, 0.5, 1, 7], np.float32)), [0, 0, 32768, LEVELS, LEVELS]
    )


def test_the_batch_has_the_shape_that_the_network_takes() -> None:
    batch = prepare(chest_like(300, 200), SPEC)
    assert batch.shape == (1, 1, 224, 224)
    assert batch.dtype == np.float32
    assert batch.flags.c_contiguous


@given(st.integers(1, 400), st.integers(0, 2**32 - 1), st.integers(1, 65535))
def test_percentiles_are_numpys(count: int, seed: int, most: int) -> None:
    levels = np.random.default_rng(seed).integers(0, most, (2, count), dtype=np.uint16)
    spec = replace(SPEC, intensity="percentile", mean=0.0, std=1.0)
    low, high = np.percentile(levels.astype(np.float64), (1, 99), axis=1)[:, :, None, None].astype(np.float32)
    expected = np.clip((levels[:, None] - low) / (high - low + np.float32(1e-3 * LEVELS)), 0, 1)
    np.testing.assert_allclose(normalise(levels[:, None], spec)[:, 0], expected, atol=1e-6)
