"""Compressed pixels: exact where the codec is, refused where the stream is not what the header says."""

from __future__ import annotations

import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    JPEG2000,
    MPEG2MPML,
    UID,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from meddiag_gui.errors import MedDiagError, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.open import open_image, open_source
from tests.support.dicom_files import encapsulated, image_dataset, raw_element, write_dicom

SHAPE = (40, 56)
DEEP = np.random.default_rng(0).integers(0, 65536, SHAPE, np.uint16)
COLOR = np.random.default_rng(1).integers(0, 256, (*SHAPE, 3), np.uint8)


def packbits(data: bytes) -> bytes:
    """Literal packets only: valid, if not small."""
    parts = [data[place : place + 128] for place in range(0, len(data), 128)]
    return b"".join(bytes([len(part) - 1]) + part for part in parts)


def rle(pixels: np.ndarray) -> bytes:
    """Encode as PS3.5 G: a segment for every byte of every sample, highest byte first."""
    planes = np.moveaxis(pixels, 2, 0) if pixels.ndim == 3 else pixels[None]
    segments = []
    for plane in planes:
        cells = plane.astype(plane.dtype.newbyteorder(">")).tobytes()
        segments += [packbits(cells[byte :: plane.dtype.itemsize]) for byte in range(plane.dtype.itemsize)]
    segments = [segment + b"\0" * (len(segment) % 2) for segment in segments]
    starts = np.cumsum([64, *map(len, segments)])[:-1]
    header = struct.pack("<16L", len(segments), *starts, *[0] * (15 - len(segments)))
    return header + b"".join(segments)


def lossless_jpeg(pixels: np.ndarray) -> bytes:
    return imagecodecs.jpeg8_encode(pixels, lossless=True, bitspersample=8 * pixels.itemsize)


def jpeg2000(pixels: np.ndarray) -> bytes:
    return imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True, level=0)


LOSSLESS = {
    RLELossless: rle,
    JPEGLosslessSV1: lossless_jpeg,
    JPEGLSLossless: imagecodecs.jpegls_encode,
    JPEG2000Lossless: jpeg2000,
}


def write(path: Path, pixels: np.ndarray, syntax: UID, frames: list[bytes], **attributes: object) -> Path:
    data = attributes.pop("PixelData", None) or encapsulated(frames)
    return write_dicom(path, image_dataset(pixels, PixelData=data, **attributes), syntax)


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda uid: uid.name)
@pytest.mark.parametrize("kind", ["u1", "u2", "i2", "12 bit"])
def test_lossless_gray(tmp_path: Path, syntax: UID, kind: str) -> None:
    pixels = (DEEP >> 4) if kind == "12 bit" else DEEP.astype("u1") if kind == "u1" else DEEP
    attributes = {"BitsStored": 12, "HighBit": 11} if kind == "12 bit" else {}
    expected = pixels
    if kind == "i2":
        expected, attributes = pixels.view(np.int16), {"PixelRepresentation": 1}
    path = write(tmp_path / "a.dcm", pixels, syntax, [LOSSLESS[syntax](pixels)], **attributes)
    image = open_image(path)
    assert np.array_equal(image.pixels, expected)
    assert image.notices == ()


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda uid: uid.name)
def test_lossless_color(tmp_path: Path, syntax: UID) -> None:
    frame = LOSSLESS[syntax](COLOR) if syntax != JPEGLosslessSV1 else imagecodecs.jpeg8_encode(
        COLOR, lossless=True, colorspace="RGB", outcolorspace="RGB"
    )  # fmt: skip
    stated = "YBR_RCT" if syntax == JPEG2000Lossless else "RGB"
    path = write(tmp_path / "c.dcm", COLOR, syntax, [frame], PhotometricInterpretation=stated)
    assert np.array_equal(open_image(path).pixels, COLOR)


def test_signed_jpeg2000(tmp_path: Path) -> None:
    pixels = DEEP.view(np.int16)
    path = write(tmp_path / "a.dcm", pixels, JPEG2000Lossless, [jpeg2000(pixels)])
    assert np.array_equal(open_image(path).pixels, pixels)


def test_signed_12_bit_jpeg_ls(tmp_path: Path) -> None:
    values = (DEEP >> 4).astype(np.int16) - 2048
    cells = values.view(np.uint16) & 0x0FFF
    path = write(
        tmp_path / "a.dcm", cells, JPEGLSLossless, [imagecodecs.jpegls_encode(cells)],
        PixelRepresentation=1, BitsStored=12, HighBit=11,
    )  # fmt: skip
    assert np.array_equal(open_image(path).pixels, values)


SMOOTH = np.stack(np.broadcast_arrays(*np.ogrid[0:160:4, 0:224:4], np.array(90)), axis=-1).astype(np.uint8)


@pytest.mark.parametrize(
    ("stated", "transformed"), [("RGB", False), ("YBR_FULL", True), ("YBR_FULL_422", True)]
)
def test_jpeg_color(tmp_path: Path, stated: str, transformed: bool) -> None:
    smooth = np.ascontiguousarray(SMOOTH.reshape(*SHAPE, 3))
    frame = imagecodecs.jpeg8_encode(
        smooth, 98, colorspace="RGB", outcolorspace="YCBCR" if transformed else "RGB", subsampling="444"
    )
    path = write(tmp_path / "c.dcm", smooth, JPEGBaseline8Bit, [frame], PhotometricInterpretation=stated)
    image = open_image(path)
    assert np.abs(image.pixels.astype(int) - smooth).max() <= 6
    assert image.notices == ()


def test_jpeg_that_contradicts_the_header_is_believed_and_said(tmp_path: Path) -> None:
    smooth = np.ascontiguousarray(SMOOTH.reshape(*SHAPE, 3))
    frame = imagecodecs.jpeg8_encode(smooth, 98, colorspace="RGB", outcolorspace="YCBCR")  # with JFIF marker
    path = write(tmp_path / "c.dcm", smooth, JPEGBaseline8Bit, [frame], PhotometricInterpretation="RGB")
    image = open_image(path)
    assert np.abs(image.pixels.astype(int) - smooth).max() <= 12
    assert "were believed" in image.notices[0]


def test_jpeg_extended_of_12_bits(tmp_path: Path) -> None:
    smooth = np.add.outer(np.arange(40) * 50, np.arange(56) * 30).astype(np.uint16)
    frame = imagecodecs.jpeg8_encode(smooth, 98, bitspersample=12)
    path = write(tmp_path / "a.dcm", smooth, JPEGExtended12Bit, [frame], BitsStored=12, HighBit=11)
    assert np.abs(open_image(path).pixels.astype(int) - smooth).max() <= 20


def test_codec_other_than_stated_is_decoded_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", DEEP, JPEGLosslessSV1, [jpeg2000(DEEP)])
    image = open_image(path)
    assert np.array_equal(image.pixels, DEEP)
    assert "JPEG 2000" in image.notices[0]


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda uid: uid.name)
def test_stream_cut_anywhere_is_refused(tmp_path: Path, syntax: UID) -> None:
    whole = LOSSLESS[syntax](DEEP)
    for share in (0.02, 0.3, 0.7, 0.99):
        cut = whole[: int(len(whole) * share)]
        path = write(tmp_path / "cut.dcm", DEEP, syntax, [cut])
        with pytest.raises(UnreadableImage, match=r"cut short|damaged|neither"):
            open_image(path)


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda uid: uid.name)
@pytest.mark.parametrize("change", [{"Rows": 41}, {"Columns": 14000, "Rows": 14000}, {"BitsAllocated": 8}])
def test_stream_of_another_size_is_refused(tmp_path: Path, syntax: UID, change: dict[str, int]) -> None:
    if "BitsAllocated" in change:
        change = change | {"BitsStored": 8, "HighBit": 7}
    path = write(tmp_path / "a.dcm", DEEP, syntax, [LOSSLESS[syntax](DEEP)], **change)
    with pytest.raises(UnreadableImage):
        open_image(path)


def test_absent_jpeg2000_tiles_are_not_black(tmp_path: Path) -> None:
    whole = jpeg2000(DEEP)
    height = 3 * SHAPE[0]  # three tiles of which the stream has the first
    taller = whole[:12] + struct.pack(">L", height) + whole[16:]
    path = write(tmp_path / "a.dcm", DEEP, JPEG2000Lossless, [taller], Rows=height)
    with pytest.raises(UnreadableImage, match="cut short"):
        open_image(path)


@pytest.mark.parametrize("lossless", [True, False])
def test_empty_jpeg_scan_is_not_gray(tmp_path: Path, lossless: bool) -> None:
    small = imagecodecs.jpeg8_encode(np.zeros((8, 8), np.uint8), lossless=lossless)
    place = small.index(b"\xff\xc3" if lossless else b"\xff\xc0")
    grown = small[: place + 5] + struct.pack(">HH", 4000, 4000) + small[place + 9 :]
    path = write(tmp_path / "a.dcm", COLOR[..., 0], JPEGBaseline8Bit, [grown], Rows=4000, Columns=4000)
    with pytest.raises(UnreadableImage, match="cut short"):
        open_image(path)


def test_video_is_refused_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "v.dcm", COLOR, MPEG2MPML, [b"\0\0\1\xba" + bytes(500)])
    with pytest.raises(MedDiagError, match="video"):
        open_image(path)


def test_unknown_transfer_syntax(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", DEEP, JPEG2000, [jpeg2000(DEEP)])
    path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.4.91", b"1.2.840.10008.1.2.4.99"))
    with pytest.raises(UnsupportedImage, match="transfer syntax"):
        open_image(path)


FRAMES = [(DEEP + shift).astype(np.uint16) for shift in (0, 1000, 2000)]
STREAMS = [jpeg2000(frame) for frame in FRAMES]
HALVES = [part for stream in STREAMS for part in (stream[:1000], stream[1000:])]


def table(fragments: list[bytes], firsts: list[int]) -> list[int]:
    """Offsets of the items of some fragments, counted from the first item."""
    ends = np.cumsum([0, *(8 + len(part) + len(part) % 2 for part in fragments)])
    return [int(ends[first]) for first in firsts]


@pytest.mark.parametrize(
    ("fragments", "offsets"),
    [
        (STREAMS, []),
        (STREAMS, table(STREAMS, [0, 1, 2])),
        (HALVES, table(HALVES, [0, 2, 4])),
        (HALVES, []),
        (HALVES, [0, 5, 9]),
        (STREAMS, [0]),
    ],
    ids=["no table", "table", "fragments and table", "fragments, no table", "wrong table", "short table"],
)
def test_frames_of_fragments(tmp_path: Path, fragments: list[bytes], offsets: list[int]) -> None:
    path = write(
        tmp_path / "m.dcm", np.stack(FRAMES), JPEG2000Lossless, [], PixelData=encapsulated(fragments, offsets)
    )
    with open_source(path) as source:
        assert source.frames == 3
        for frame in range(3):
            assert np.array_equal(source.image(frame).pixels, FRAMES[frame])


def test_extended_offset_table(tmp_path: Path) -> None:
    dataset = image_dataset(np.stack(FRAMES), PixelData=encapsulated(HALVES))
    dataset.ExtendedOffsetTable = struct.pack("<3Q", *table(HALVES, [0, 2, 4]))
    dataset.ExtendedOffsetTableLengths = struct.pack("<3Q", *map(len, STREAMS))
    path = write_dicom(tmp_path / "m.dcm", dataset, JPEG2000Lossless)
    assert np.array_equal(open_image(path, 2).pixels, FRAMES[2])


def test_fewer_frames_than_stated_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "m.dcm", np.stack(FRAMES), JPEG2000Lossless, STREAMS[:2])
    with pytest.raises(UnreadableImage, match="2 of 3 frames"):
        open_image(path)


def test_more_frames_than_stated_are_said(tmp_path: Path) -> None:
    path = write(tmp_path / "m.dcm", np.stack(FRAMES[:2]), JPEG2000Lossless, STREAMS)
    image = open_image(path, 1)
    assert np.array_equal(image.pixels, FRAMES[1])
    assert "3 frames" in image.notices[0]


def test_encapsulation_cut_or_damaged(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.dcm", DEEP, JPEG2000Lossless, [jpeg2000(DEEP)]).read_bytes()
    path = tmp_path / "b.dcm"
    for cut in (1, 8, 9, 2000):
        path.write_bytes(whole[:-cut])
        with pytest.raises(UnreadableImage, match="cut short"):
            open_image(path)
    start = whole.index(b"\xfe\xff\x00\xe0")
    path.write_bytes(whole[:start] + b"\x11" * 8 + whole[start + 8 :])
    with pytest.raises(UnreadableImage, match="damaged"):
        open_image(path)


def test_compressed_syntax_without_encapsulation(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", DEEP, JPEG2000Lossless, [jpeg2000(DEEP)])
    data = path.read_bytes()
    start = data.index(b"\xe0\x7f\x10\x00OB")
    path.write_bytes(data[:start] + raw_element(0x7FE0, 0x0010, b"OW", DEEP.tobytes()))
    with pytest.raises(UnreadableImage, match="not encapsulated"):
        open_image(path)


def test_encapsulation_under_an_uncompressed_syntax(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", DEEP, JPEG2000Lossless, [jpeg2000(DEEP)])
    data = path.read_bytes().replace(JPEG2000Lossless.encode(), ExplicitVRLittleEndian.encode() + b"\0\0\0")
    path.write_bytes(data)
    image = open_image(path)
    assert np.array_equal(image.pixels, DEEP)
    assert "JPEG 2000" in image.notices[0]


def test_high_throughput_jpeg2000(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 4096, (64, 48)).astype(np.uint16)
    data = imagecodecs.htj2k_encode(pixels, reversible=True)
    image = open_image(write(tmp_path / "a.dcm", pixels, HTJ2KLossless, [data], BitsStored=12, HighBit=11))
    np.testing.assert_array_equal(image.pixels, pixels)
    assert image.notices == ()


def test_jpeg_xl_is_refused_by_name(tmp_path: Path) -> None:
    pixels = np.zeros((8, 8), np.uint8)
    data = imagecodecs.jpegxl_encode(pixels, lossless=True)
    with pytest.raises(UnsupportedImage, match="JPEG XL"):
        open_image(write(tmp_path / "a.dcm", pixels, JPEG2000Lossless, [data]))
