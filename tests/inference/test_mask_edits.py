"""Edited masks on the disk: both masks come back, and what is damaged is set aside and told."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from meddiag_gui.imaging.measure.document import ImageKey
from meddiag_gui.inference.lung_sides import left_side
from meddiag_gui.inference.mask_edits import MaskEditStore, edit_now
from meddiag_gui.inference.prediction import ModelRef
from tests.support.outlines import two_lungs

KEY = ImageKey("ab" * 32, 2)
MODEL = ModelRef("cxr-lungs", "1.0.0", "0" * 64)
SIZE = (80, 60)


@pytest.fixture
def edit():
    original = two_lungs(*SIZE)
    edited = original.copy()
    edited[:20] = False
    edited[70:75, 10:50] = True
    return edit_now(original, edited, "Lungs", MODEL)


@pytest.fixture
def store(tmp_path):
    return MaskEditStore(tmp_path)


def only_file(folder):
    (path,) = folder.iterdir()
    return path


def test_both_masks_the_model_the_reader_and_the_time_come_back(store, edit) -> None:
    store.save(KEY, edit)
    found, problem = store.load(KEY, "Lungs", SIZE)
    assert problem == ""
    np.testing.assert_array_equal(found.original, edit.original)
    np.testing.assert_array_equal(found.edited, edit.edited)
    assert (found.model, found.structure, found.by, found.at) == (MODEL, "Lungs", edit.by, edit.at)
    assert found.by
    assert found.at.endswith("+00:00")


def test_the_file_is_a_picture_that_shows_both_and_names_no_patient(store, edit, tmp_path) -> None:
    store.save(KEY, edit)
    path = only_file(tmp_path)
    assert path.name == f"{KEY.sha256}-2-lungs.png"
    levels = np.asarray(Image.open(path))
    np.testing.assert_array_equal(levels == 85, edit.original & ~edit.edited)
    np.testing.assert_array_equal(levels == 170, edit.edited & ~edit.original)
    np.testing.assert_array_equal(levels == 255, edit.edited & edit.original)


def test_a_mask_that_is_the_models_own_again_leaves_no_file(store, edit, tmp_path) -> None:
    store.save(KEY, edit)
    store.save(KEY, edit_now(edit.original, edit.original, "Lungs", MODEL))
    assert list(tmp_path.iterdir()) == []
    assert store.load(KEY, "Lungs", SIZE) == (None, "")


def test_other_images_frames_and_structures_have_edits_of_their_own(store, edit) -> None:
    store.save(KEY, edit)
    for key, structure in (
        (ImageKey("cd" * 32, 2), "Lungs"),
        (ImageKey(KEY.sha256, 1), "Lungs"),
        (KEY, "Heart"),
    ):
        assert store.load(key, structure, SIZE) == (None, "")


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_text(content: bytes, change) -> bytes:
    picture, stream, text = Image.open(BytesIO(content)), BytesIO(), PngImagePlugin.PngInfo()
    text.add_itxt("MedDiag", change(str(picture.info["MedDiag"])))
    picture.save(stream, "PNG", pnginfo=text)
    return stream.getvalue()


def other_version(content: bytes) -> bytes:
    return with_text(content, lambda text: text.replace("mask-edit/1", "mask-edit/9"))


def not_json(content: bytes) -> bytes:
    return with_text(content, lambda text: "[" * 100_000)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (cut, "damaged"),
        (not_json, "damaged"),
        (other_version, "another version"),
        (lambda content: b"", "damaged"),
    ],
)
def test_a_damaged_file_is_kept_aside_and_told(store, edit, tmp_path, spoil, reason) -> None:
    store.save(KEY, edit)
    path = only_file(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    spoiled = path.read_bytes()
    found, problem = store.load(KEY, "Lungs", SIZE)
    assert found is None
    assert reason in problem
    assert only_file(tmp_path).read_bytes() == spoiled
    assert only_file(tmp_path).name in problem


def test_a_mask_of_another_size_or_image_is_not_taken(store, edit, tmp_path) -> None:
    store.save(KEY, edit)
    assert "another size" in store.load(KEY, "Lungs", (80, 61))[1]
    store.save(KEY, edit)
    other = ImageKey("cd" * 32)
    (tmp_path / f"{KEY.sha256}-2-lungs.png").rename(tmp_path / f"{other.sha256}-0-lungs.png")
    assert "another image" in store.load(other, "Lungs", SIZE)[1]


def test_a_pixel_that_is_added_belongs_to_the_nearer_lung_and_the_models_own_stay() -> None:
    mask = np.zeros((60, 80), np.bool_)
    mask[10:50, 10:30] = mask[10:50, 60:75] = True
    sides = left_side(mask)
    columns = np.arange(80)
    np.testing.assert_array_equal(sides[30], columns < 45)  # halfway between columns 29 and 60
    assert sides[:, :30].all()


def test_where_the_model_found_one_lung_the_middle_of_the_image_divides() -> None:
    mask = np.zeros((600, 800), np.bool_)
    mask[100:500, 500:700] = True
    sides = left_side(mask)
    assert sides[:, :400].all()
    assert not sides[:, 400:].any()
    assert sides.shape == mask.shape
