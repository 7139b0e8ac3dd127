"""Comments and applications' data leave compressed streams; the pixels do not change."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pytest

from meddiag_gui.imaging.deidentify.streams import bare_stream

PICTURE = np.random.default_rng(2).integers(0, 255, (24, 32)).astype(np.uint8)
SECRET = b"Agnieszka MRN4471920"


def with_segment(stream: bytes, marker: bytes) -> bytes:
    """Put a segment with the secret behind the start of an image."""
    return stream[:2] + marker + (len(SECRET) + 2).to_bytes(2, "big") + SECRET + stream[2:]


@pytest.mark.parametrize("marker", [b"\xff\xfe", b"\xff\xe1", b"\xff\xed", b"\xff\xe0"])
def test_jpeg_segments_leave(marker: bytes) -> None:
    stream = imagecodecs.jpeg8_encode(PICTURE)
    bare = bare_stream(with_segment(stream, marker) + SECRET)
    assert SECRET not in bare
    assert np.array_equal(imagecodecs.jpeg8_decode(bare), imagecodecs.jpeg8_decode(stream))


def test_colours_of_a_jpeg_stay_the_same() -> None:
    picture = np.random.default_rng(3).integers(0, 255, (16, 16, 3)).astype(np.uint8)
    for space in ("RGB", "YCBCR"):
        stream = imagecodecs.jpeg8_encode(picture, outcolorspace=space)
        assert np.array_equal(imagecodecs.jpeg8_decode(bare_stream(stream)), imagecodecs.jpeg8_decode(stream))


def test_a_thumbnail_leaves_with_its_segment() -> None:
    thumbnail = b"JFIF\0\1\1\0\0\1\0\1\x02\x02" + SECRET
    stream = imagecodecs.jpeg8_encode(PICTURE)
    start = 2 + 2 + int.from_bytes(stream[4:6], "big") if stream[2:4] == b"\xff\xe0" else 2
    marked = stream[:2] + b"\xff\xe0" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail + stream[start:]
    bare = bare_stream(marked)
    assert SECRET not in bare
    assert np.array_equal(imagecodecs.jpeg8_decode(bare), imagecodecs.jpeg8_decode(stream))


def test_lossless_and_jpeg_ls_stay_exact() -> None:
    stream = imagecodecs.jpegls_encode(PICTURE)
    assert np.array_equal(imagecodecs.jpegls_decode(bare_stream(with_segment(stream, b"\xff\xfe"))), PICTURE)


def test_jpeg_2000_comments_and_container_leave() -> None:
    stream = imagecodecs.jpeg2k_encode(PICTURE, level=0, codecformat="j2k")
    size = 4 + int.from_bytes(stream[4:6], "big")
    comment = b"\xff\x64" + (len(SECRET) + 4).to_bytes(2, "big") + b"\0\1" + SECRET
    bare = bare_stream(stream[:size] + comment + stream[size:] + SECRET)
    assert SECRET not in bare
    assert np.array_equal(imagecodecs.jpeg2k_decode(bare), PICTURE)
    boxed = imagecodecs.jpeg2k_encode(PICTURE, level=0, codecformat="jp2")
    assert bare_stream(boxed)[:4] == b"\xff\x4f\xff\x51"
    assert np.array_equal(imagecodecs.jpeg2k_decode(bare_stream(boxed)), PICTURE)


def test_other_streams_stay_as_they_are() -> None:
    assert bare_stream(b"\1\0\0\0 run lengths") == b"\1\0\0\0 run lengths"


@pytest.mark.parametrize("cut", [3, 5, 20])
def test_a_stream_that_cannot_be_followed_is_refused(cut: int) -> None:
    for stream in (imagecodecs.jpeg8_encode(PICTURE), imagecodecs.jpeg2k_encode(PICTURE, codecformat="j2k")):
        with pytest.raises(ValueError, match="stream"):
            bare_stream(stream[: max(cut, 5)])
