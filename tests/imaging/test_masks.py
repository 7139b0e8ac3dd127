from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import MedDiagError, UnsupportedImage
from meddiag_gui.imaging.masks import read_mask, resize_mask

TRUTH = np.zeros((40, 60), np.bool_)
TRUTH[10:30, 16:46] = True


def written(path: Path, values: np.ndarray, **options: int) -> Path:
    Image.fromarray(values).save(path, **options)
    return path


@pytest.mark.parametrize("bright", [1, 128, 255])
def test_a_mask_is_what_is_bright_however_it_is_drawn(tmp_path: Path, bright: int) -> None:
    path = written(tmp_path / "m.png", TRUTH.astype(np.uint8) * np.uint8(bright))
    np.testing.assert_array_equal(read_mask(path), TRUTH)


def test_one_bit_a_pixel_is_read(tmp_path: Path) -> None:
    np.testing.assert_array_equal(read_mask(written(tmp_path / "m.png", TRUTH)), TRUTH)


def test_the_blur_of_jpeg_does_not_move_the_edge(tmp_path: Path) -> None:
    path = written(tmp_path / "m.jpg", TRUTH.astype(np.uint8) * np.uint8(255), quality=80)
    assert (read_mask(path) != TRUTH).sum() <= 4


def test_a_black_file_is_an_empty_mask(tmp_path: Path) -> None:
    assert not read_mask(written(tmp_path / "m.png", np.zeros((9, 9), np.uint8))).any()


def test_a_mask_is_given_in_the_size_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "m.png", TRUTH)
    assert read_mask(path, (80, 120)).sum() == 4 * TRUTH.sum()
    assert read_mask(path, (20, 30)).sum() == TRUTH.sum() / 4


def test_half_covered_pixels_belong_to_the_mask() -> None:
    mask = np.zeros((4, 4), np.bool_)
    mask[:, 0] = True
    np.testing.assert_array_equal(resize_mask(mask, (2, 2)), [[True, False], [True, False]])


def test_what_is_no_mask_is_refused_by_name(tmp_path: Path) -> None:
    colour = np.dstack([TRUTH * np.uint8(255), TRUTH * np.uint8(0), TRUTH * np.uint8(9)])
    with pytest.raises(UnsupportedImage, match=r"m\.png is in colour"):
        read_mask(written(tmp_path / "m.png", colour))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    with pytest.raises(MedDiagError, match=r"broken\.png"):
        read_mask(tmp_path / "broken.png")
