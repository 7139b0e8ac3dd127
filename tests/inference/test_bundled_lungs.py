"""The lung model that ships, on the phantom, whose lungs are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from meddiag_gui.evaluation.overlap import dice
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.phantom.exposure import attenuation, collimated, expose
from meddiag_gui.imaging.phantom.study import COLLIMATION_MM, DETECTOR, SEED, WINDOW
from meddiag_gui.imaging.phantom.thorax import thorax
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference.lungs import cut_off_edges, lungs_plausible, split_sides
from meddiag_gui.inference.registry import find_bundle
from meddiag_gui.inference.segmentation import Segmenter
from tests.support.images import image_of

COARSE = replace(DETECTOR, rows=400, columns=384, pitch_mm=0.6)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(find_bundle("cxr-lungs"), "cpu")


@pytest.fixture(scope="module")
def phantom() -> tuple[RadiographImage, np.ndarray]:
    """The radiograph, and where any ray meets lung: also behind the heart and the domes of the diaphragm."""
    parts = thorax(SEED)
    pixels = expose(attenuation(parts, COARSE), collimated(COARSE, COLLIMATION_MM), COARSE.pitch_mm, SEED)
    lungs = attenuation([part for part in parts if part.material == "lung"], COARSE) != 0
    return image_of(pixels, vois=(Window(*WINDOW),)), lungs


def test_both_lungs_are_found_where_they_are(
    segmenter: Segmenter, phantom: tuple[RadiographImage, np.ndarray]
) -> None:
    image, lungs = phantom
    mask = segmenter.segment(image).mask
    assert mask is not None
    assert lungs_plausible(mask) == cut_off_edges(mask) == ()
    for found, truth in zip(split_sides(mask), split_sides(lungs), strict=True):
        assert dice(found, truth) > 0.88
    assert (mask & ~lungs).sum() < 0.02 * lungs.sum()  # what it leaves out lies behind the domes


def test_a_file_of_the_other_polarity_is_outlined_the_same(
    segmenter: Segmenter, phantom: tuple[RadiographImage, np.ndarray]
) -> None:
    image, _ = phantom
    turned = (4095 - image.pixels).astype(np.uint16)
    negative = image_of(turned, vois=(Window(4095 - WINDOW[0], WINDOW[1]),), inverted=True)
    masks = [segmenter.segment(one).mask for one in (image, negative)]
    assert masks[0] is not None
    assert masks[1] is not None
    assert dice(masks[0], masks[1]) > 0.99


@pytest.mark.parametrize("rows", [200, 900])
def test_the_outline_does_not_depend_on_the_size(
    segmenter: Segmenter, phantom: tuple[RadiographImage, np.ndarray], rows: int
) -> None:
    from PIL import Image

    image, _ = phantom
    size = (round(rows * image.columns / image.rows), rows)
    resized = np.asarray(
        Image.fromarray(image.pixels.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
    )
    other = image_of(np.clip(resized, 0, 4095).astype(np.uint16), vois=image.vois)
    one, two = (split_sides(segmenter.segment(picture).mask) for picture in (image, other))
    for small, large in zip(one, two, strict=True):
        assert large.mean() == pytest.approx(small.mean(), rel=0.03)
