"""Influence maps as pictures: in the right place, and named so that none overwrites another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from meddiag_gui.cli.overlay import SaliencyFolder, blend, spread
from meddiag_gui.errors import BundleError
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.outcome import judge_file
from meddiag_gui.inference.prediction import SaliencyMap
from meddiag_gui.inference.predictor import Predictor
from tests.support.brightness import write_brightness_bundle, write_pixels


def saliency(values: list[list[float]], extent: tuple[float, float, float, float]) -> SaliencyMap:
    return SaliencyMap(np.array(values, dtype=np.float32), extent, "F", "cam", "0")


def image(pixels: np.ndarray) -> RadiographImage:
    return RadiographImage(pixels, (Window(127.5, 255, "LINEAR_EXACT"),), ImageHeader(), "0", Path("a.png"))


def test_cell_centres_keep_their_value_and_between_them_it_changes_evenly() -> None:
    drawn = spread(saliency([[0, 1]], (0, 0, 8, 4)), 4, 8)
    # Cells are 4 pixels wide, centred at 2 and 6; pixel centres lie at 0.5, 1.5 …
    expected = [0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1]
    assert drawn.shape == (4, 8)
    np.testing.assert_allclose(drawn, [expected] * 4, atol=1e-6)


def test_outside_the_extent_there_is_no_influence() -> None:
    drawn = spread(saliency([[1]], (2, 1, 3, 2)), 5, 7)
    expected = np.zeros((5, 7))
    expected[1:3, 2:5] = 1
    np.testing.assert_array_equal(drawn, expected)


@settings(deadline=None)
@given(
    st.integers(1, 6), st.integers(1, 6), st.integers(1, 30), st.integers(1, 30), st.floats(0, 1, width=32)
)
def test_an_even_map_stays_even(h: int, w: int, rows: int, columns: int, value: float) -> None:
    drawn = spread(saliency([[value] * w] * h, (0, 0, columns, rows)), rows, columns)
    np.testing.assert_allclose(drawn, value, atol=1e-5)


def test_where_nothing_had_influence_the_image_is_untouched() -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    drawn = blend(image(pixels), saliency([[0, 0], [0, 0]], (0, 0, 16, 16)))
    for channel in range(3):
        np.testing.assert_array_equal(drawn[..., channel], pixels)


def test_influence_is_coloured_and_only_where_it_is() -> None:
    pixels = np.full((20, 20), 100, dtype=np.uint8)
    drawn = blend(image(pixels), saliency([[1]], (10, 0, 10, 20)))
    assert (drawn[:, :10] == 100).all()
    assert (drawn[:, 10:, 0] > drawn[:, 10:, 2]).all()  # the strong end of inferno is yellow


def test_a_colour_image_is_taken() -> None:
    pixels = np.zeros((8, 8, 3), dtype=np.uint8)
    pixels[..., 2] = 200
    drawn = blend(image(pixels), saliency([[0]], (0, 0, 8, 8)))
    np.testing.assert_array_equal(drawn, pixels)


@pytest.fixture
def predictor(tmp_path: Path) -> Predictor:
    return Predictor(load_bundle(write_brightness_bundle(tmp_path / "model")), "cpu")


def test_the_square_that_is_the_evidence_is_marked_in_the_files_own_pixels(
    tmp_path: Path, predictor: Predictor
) -> None:
    pixels = np.zeros((160, 96), dtype=np.uint8)
    pixels[100:140, 12:36] = 255  # five by two cells of 20×12 pixels
    outcome = judge_file(predictor, write_pixels(tmp_path / "in.png", pixels))
    assert SaliencyFolder(tmp_path / "out", predictor).draw(outcome) == []
    with Image.open(tmp_path / "out" / "in-brightness.png") as picture:
        assert picture.size == (96, 160)
        assert "not the location of disease" in picture.text["Warning"]
        assert "brightness 1.0.0" in picture.text["Title"]
        drawn = np.asarray(picture).astype(int)
    marked = np.abs(drawn - pixels[..., None]).max(2) > 20
    assert marked[110:130, 18:30].all()
    marked[88:152, 4:44] = False
    assert not marked.any()


def test_inputs_of_one_stem_do_not_overwrite_each_other(tmp_path: Path, predictor: Predictor) -> None:
    folder = SaliencyFolder(tmp_path / "out", predictor)
    for name in ("a/x.png", "b/x.png", "c/X.png", "d/x-brightness-2.png"):
        folder.draw(judge_file(predictor, write_pixels(tmp_path / name, np.zeros((64, 64), dtype=np.uint8))))
    assert sorted(path.name.casefold() for path in (tmp_path / "out").iterdir()) == [
        "x-brightness-2-brightness.png",
        "x-brightness-2.png",
        "x-brightness-3.png",
        "x-brightness.png",
    ]


def test_a_map_that_cannot_be_had_is_a_sentence(
    tmp_path: Path, predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = judge_file(predictor, write_pixels(tmp_path / "a.png", np.zeros((64, 64), dtype=np.uint8)))

    def fail(*args: object) -> SaliencyMap:
        raise BundleError("No map today.")

    monkeypatch.setattr(predictor, "explain", fail)
    (problem,) = SaliencyFolder(tmp_path / "out", predictor).draw(outcome)
    assert problem == "a.png: no influence map of Brightness (No map today.)"
