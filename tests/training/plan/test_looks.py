from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.tasks import Cancelled, CancelToken
from meddiag_gui.training.plan.looks import as_learned, changed, some_of
from meddiag_gui.training.plan.presets import augmentation
from tests.support.labelled import body


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{i}.png" for i in range(4)]
    for i, path in enumerate(paths):
        Image.fromarray(body(i, 40)).save(path)
    paths[2].write_bytes(b"junk")
    return paths


def test_some_are_drawn_each_once(files: list[Path]) -> None:
    assert sorted(some_of(files, 9, 1)) == files
    assert len(some_of(files, 2, 1)) == 2
    assert some_of(files, 2, 1) == some_of(files, 2, 1)


def test_they_are_read_as_the_network_gets_them(files: list[Path]) -> None:
    assert as_learned(files, (32, 24), CancelToken()).shape == (3, 32, 24)  # one cannot be read
    assert as_learned(files[2:3], (32, 24), CancelToken()).shape == (0, 32, 24)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        as_learned(files, (32, 24), token)


def test_each_is_shown_as_it_is_and_then_changed(files: list[Path]) -> None:
    levels = as_learned(files, (32, 32), CancelToken())
    looks = changed(levels, augmentation("standard"), 2, 5)
    assert looks.shape == (3, 3, 32, 32)
    assert looks.dtype == np.uint8
    np.testing.assert_array_equal(looks[:, 0], (levels >> 8).astype(np.uint8))
    assert not np.array_equal(looks[:, 1], looks[:, 2])
    np.testing.assert_array_equal(looks, changed(levels, augmentation("standard"), 2, 5))
    still = changed(levels, augmentation("none"), 1, 5)
    assert np.abs(still[:, 0].astype(int) - still[:, 1]).max() <= 1
