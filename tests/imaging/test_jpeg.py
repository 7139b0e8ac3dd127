"""Damage inside a JPEG stream, which its decoder passes over without a word."""

from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import JPEGBaseline8Bit

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.jpeg import check_jpeg
from meddiag_gui.imaging.open import open_image
from tests.support.dicom_files import encapsulated, image_dataset, write_dicom

SMOOTH = np.linspace(0, 255, 64 * 96).reshape(64, 96).astype(np.uint8)
COLOR = np.stack([SMOOTH, SMOOTH.T.reshape(64, 96), 255 - SMOOTH], axis=-1)
NO_CODE = b"\xff\0" * 6  # no Huffman code has 16 ones


def damaged(stream: bytes) -> bytes:
    """Put ones in the middle of the codes: the decoder still makes a picture, and another one."""
    place = len(stream) * 3 // 4
    broken = stream[:place] + NO_CODE + stream[place + len(NO_CODE) :]
    assert not np.array_equal(imagecodecs.jpeg8_decode(broken), imagecodecs.jpeg8_decode(stream))
    return broken


@pytest.mark.parametrize("pixels", [SMOOTH, COLOR], ids=["gray", "colour"])
@pytest.mark.parametrize("subsampling", ["444", "422", "420"])
def test_a_sound_stream_is_passed_and_a_damaged_one_refused(pixels: np.ndarray, subsampling: str) -> None:
    stream = imagecodecs.jpeg8_encode(pixels, level=95, subsampling=subsampling)
    assert check_jpeg(stream) == ()
    with pytest.raises(UnreadableImage, match="damaged"):
        check_jpeg(damaged(stream))


def test_surplus_bytes_between_segments_are_said() -> None:
    stream = imagecodecs.jpeg8_encode(SMOOTH, level=95)
    place = stream.index(b"\xff\xda")
    (notice,) = check_jpeg(stream[:place] + b"\1\2\3" + stream[place:])
    assert "belong to nothing" in notice


def test_what_is_no_such_stream_is_left_to_its_decoder() -> None:
    assert check_jpeg(b"") == ()
    assert check_jpeg(imagecodecs.ljpeg_encode(SMOOTH)) == ()
    assert check_jpeg(imagecodecs.jpeg8_encode(SMOOTH.astype(np.uint16), bitspersample=12)) == ()


@pytest.mark.parametrize("name", ["a.dcm", "a.jpg"])
def test_a_file_with_such_damage_is_refused(tmp_path: Path, name: str) -> None:
    sound = imagecodecs.jpeg8_encode(SMOOTH, level=95)
    for stream in (sound, damaged(sound)):
        if name == "a.jpg":
            (tmp_path / name).write_bytes(stream)
        else:
            dataset = image_dataset(SMOOTH, PixelData=encapsulated([stream]))
            write_dicom(tmp_path / name, dataset, JPEGBaseline8Bit)
        if stream is sound:
            image = open_image(tmp_path / name)
            assert np.abs(image.pixels.astype(int) - SMOOTH).max() <= 8
            assert image.notices == ()
    with pytest.raises(UnreadableImage, match=rf"^{name} cannot be opened: .* damaged"):
        open_image(tmp_path / name)
