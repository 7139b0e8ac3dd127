"""Images read ahead of their turn."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.isolated.ahead import read_ahead
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support.dicom_files import write_image
from tests.support.hostile import endless_jpeg
from tests.support.volumes import write_volume


def values(refs: list[tuple[Path, int]], token: CancelToken | None = None) -> list[int]:
    with closing(read_ahead(refs, token or CancelToken())) as images:
        return [int(image.pixels[0, 0]) for image in images]


@pytest.mark.parametrize("count", [1, 3, 11])
def test_images_come_in_their_order(tmp_path: Path, count: int) -> None:
    slices = np.arange(count, dtype=np.uint16)[:, None, None] * np.ones((1, 4, 6), np.uint16)
    paths = write_volume(tmp_path, slices, RescaleIntercept=0)
    assert values([(path, 0) for path in paths]) == list(range(count))


def test_frames_of_one_file_come_as_asked_for(tmp_path: Path) -> None:
    frames = np.arange(6, dtype=np.uint8)[:, None, None] * np.ones((1, 4, 6), np.uint8)
    path = write_image(tmp_path / "a", frames)
    assert values([(path, frame) for frame in (5, 0, 3)]) == [5, 0, 3]


def test_an_image_that_cannot_be_read_is_said_when_its_turn_comes(tmp_path: Path) -> None:
    paths = write_volume(tmp_path, np.ones((3, 4, 6), np.uint16))
    paths[1].write_bytes(b"")
    with closing(read_ahead([(path, 0) for path in paths], CancelToken())) as images:
        assert next(images).rows == 4
        with pytest.raises(UnreadableImage, match=r"001\.dcm"):
            next(images)


def test_a_cancelled_token_stops_it(tmp_path: Path) -> None:
    paths = write_volume(tmp_path, np.ones((3, 4, 6), np.uint16))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        values([(path, 0) for path in paths], token)


def test_a_file_that_hangs_does_not_outlive_the_wish(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(endless_jpeg())
    token = CancelToken()
    threading.Timer(0.5, token.cancel).start()
    with pytest.raises(Cancelled):
        values([(tmp_path / "a.jpg", 0)], token)
