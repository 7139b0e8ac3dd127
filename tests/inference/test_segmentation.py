"""From an image to a mask in its own rows and columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import ndimage

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.imaging.image import ImageHeader
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.models import make_model
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.registry import find_bundle
from meddiag_gui.inference.segmentation import Segmenter, cell_means, clean, enlarge
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support.brightness import write_brightness_bundle
from tests.support.images import image_of
from tests.support.outlines import LUNGS, lung_picture, two_lungs, write_outlining_bundle


@pytest.fixture
def dark(tmp_path: Path) -> ModelBundle:
    return load_bundle(write_outlining_bundle(tmp_path / "dark"))


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    return 2 * (one & other).sum() / (one.sum() + other.sum())


@pytest.mark.parametrize("shape", [(64, 64), (300, 240), (90, 200), (1000, 801)])
def test_the_mask_lies_where_the_structure_is_in_the_images_own_pixels(
    dark: ModelBundle, shape: tuple[int, int]
) -> None:
    truth = two_lungs(*shape)
    found = Segmenter(dark, "cpu").segment(image_of(lung_picture(truth)))
    assert found.mask is not None
    assert found.mask.shape == shape
    assert found.mask.dtype == np.bool_
    assert overlap(found.mask, truth) > 0.97
    assert not found.mask.flags.writeable
    assert (found.model, found.structure, found.gate.passed) == (dark.ref, "Lungs", True)
    assert found.timing_ms.total >= found.timing_ms.forward > 0


def test_an_inverted_file_is_outlined_as_it_is_seen(dark: ModelBundle) -> None:
    truth = two_lungs()
    found = Segmenter(dark, "cpu").segment(image_of(255 - lung_picture(truth), inverted=True))
    assert found.mask is not None
    assert overlap(found.mask, truth) > 0.97


def test_what_is_no_radiograph_gets_a_reason_and_no_mask(dark: ModelBundle) -> None:
    segmenter = Segmenter(dark, "cpu")
    found = segmenter.segment(image_of(lung_picture(two_lungs()), header=ImageHeader(modality="CT")))
    assert found.mask is None
    assert "CT" in found.gate.reasons[0]
    assert segmenter.device == "not loaded"


def test_a_graph_that_outlines_otherwise_than_stored_is_refused(dark: ModelBundle) -> None:
    logits = dark.metadata.self_check.logits
    check = replace(dark.metadata.self_check, logits=(*logits[:-1], logits[-1] + 0.01))
    wrong = replace(dark, metadata=replace(dark.metadata, self_check=check))
    with pytest.raises(BundleError, match="other scores"):
        Segmenter(wrong, "cpu").segment(image_of(lung_picture(two_lungs())))


def test_cancelling_is_heard(dark: ModelBundle) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Segmenter(dark, "cpu").segment(image_of(lung_picture(two_lungs())), token=token)


def test_each_task_has_its_model(dark: ModelBundle, tmp_path: Path) -> None:
    classifier = load_bundle(write_brightness_bundle(tmp_path / "brightness"))
    assert isinstance(make_model(dark), Segmenter)
    assert isinstance(make_model(classifier), Predictor)
    with pytest.raises(ModelError, match="outlines nothing"):
        Segmenter(classifier)
    with pytest.raises(ModelError, match="gives no scores"):
        Predictor(dark)


def test_without_a_name_the_task_decides_which_model_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path))
    monkeypatch.setattr("meddiag_gui.paths.bundled_models", lambda: tmp_path / "none")
    write_outlining_bundle(tmp_path / "data" / "models" / "a-dark")
    with pytest.raises(BundleError, match=r"No model is installed\."):
        find_bundle()
    write_brightness_bundle(tmp_path / "data" / "models" / "brightness")
    assert find_bundle().name == "brightness"
    assert find_bundle(task="segmentation").name == "dark"
    assert find_bundle("dark").metadata.task == "segmentation"


def test_only_the_largest_pieces_stay_and_holes_are_filled() -> None:
    wanted = two_lungs(64, 64)
    logits = np.where(wanted, 6.0, -6.0).astype(np.float32)
    logits[0:3, 0:3] = 6.0
    logits[30:32, 18:20] = -6.0
    cleaned = clean(logits, LUNGS)
    np.testing.assert_array_equal(cleaned >= 0, wanted)
    assert ndimage.label(cleaned >= 0)[1] == 2


def test_a_speck_is_no_second_lung() -> None:
    logits = np.full((64, 64), -3.0, np.float32)
    logits[10:40, 10:30] = 3.0
    logits[50:52, 50:52] = 3.0
    assert not (clean(logits, LUNGS)[50:52, 50:52] >= 0).any()


@settings(max_examples=50, deadline=None)
@given(arrays.arrays(np.float32, (12, 10), elements=st.floats(-20, 20, width=32)), st.floats(0.05, 0.95))
def test_cleaning_any_logits_leaves_at_most_two_whole_pieces(logits: np.ndarray, threshold: float) -> None:
    cleaned = clean(logits, replace(LUNGS, threshold=threshold))
    inside = enlarge(cleaned, 12, 10)
    assert ndimage.label(inside)[1] <= 2
    np.testing.assert_array_equal(ndimage.binary_fill_holes(inside), inside)
    assert np.abs(cleaned).max() <= 4.0


def test_no_structure_makes_an_empty_mask() -> None:
    assert not enlarge(clean(np.full((32, 32), -5.0, np.float32), LUNGS), 100, 90).any()


def test_the_outline_runs_between_pixels_when_it_is_enlarged() -> None:
    """A straight edge whose logits say 12.25 of 32 columns lies there in an image of 320."""
    logits = np.tile((12.25 - np.arange(32) - 0.5).astype(np.float32), (32, 1))
    mask = enlarge(clean(logits, LUNGS), 320, 320)
    assert np.all(mask.sum(axis=1) == pytest.approx(122.5, abs=1))


def test_cell_means_tell_where_a_map_differs() -> None:
    logits = np.zeros((10, 14), np.float32)
    logits[0, 0] = 9.0
    means = cell_means(logits)
    assert means.shape == (16,)
    assert np.flatnonzero(means).tolist() == [0]
