"""Uncompressed pixels: every depth, sign, bit position, byte order and colour layout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from meddiag_gui.errors import MedDiagError, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom.layout import PixelLayout
from meddiag_gui.imaging.dicom.native import stored_values
from meddiag_gui.imaging.open import open_image, open_source
from tests.support.dicom_files import image_dataset, raw_element, write_dicom, write_image

RAMP = np.arange(48, dtype=np.uint16).reshape(6, 8)
NATIVE = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]


@pytest.mark.parametrize("syntax", NATIVE, ids=lambda uid: uid.name)
@pytest.mark.parametrize("kind", ["u1", "i1", "u2", "i2", "u4", "i4"])
def test_every_syntax_and_cell(tmp_path: Path, syntax: UID, kind: str) -> None:
    info = np.iinfo(kind)
    pixels = np.linspace(info.min, info.max, 48).astype(kind).reshape(6, 8)
    attributes = {}
    if syntax == ExplicitVRBigEndian and kind in ("u1", "i1"):  # OW: bytes in pairs
        attributes["PixelData"] = pixels.view("u2").byteswap().tobytes()
    image = open_image(write_image(tmp_path / "a.dcm", pixels, syntax, **attributes))
    assert image.pixels.dtype == np.dtype(kind)
    assert np.array_equal(image.pixels, pixels)
    assert image.header.transfer_syntax == syntax


def layout(bits: int, high_bit: int, *, signed: bool) -> PixelLayout:
    return PixelLayout("integer", "MONOCHROME2", 1, 1, 1, 1, 16, bits, high_bit, signed, planar=False)


@given(st.data(), st.integers(1, 16), st.booleans())
def test_value_survives_any_bit_position(data: st.DataObject, bits: int, signed: bool) -> None:
    high_bit = data.draw(st.integers(bits - 1, 15))
    least, greatest = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    value = data.draw(st.integers(least, greatest))
    rubbish = data.draw(st.integers(0, 2**16 - 1))
    mask = (2**bits - 1) << (high_bit + 1 - bits)
    cell = (rubbish & ~mask) | ((value << (high_bit + 1 - bits)) & mask)
    got, _ = stored_values(np.array([[cell]], np.uint16), layout(bits, high_bit, signed=signed))
    assert got[0, 0] == value


@pytest.mark.parametrize("bits", [8, 10, 12, 15])
def test_high_bit_is_shifted_not_masked(tmp_path: Path, bits: int) -> None:
    shift = 16 - bits
    path = write_image(tmp_path / "a.dcm", RAMP << shift, BitsStored=bits, HighBit=15)
    image = open_image(path)
    assert np.array_equal(image.pixels, RAMP)
    assert image.notices == ()


def test_bits_above_the_high_bit_are_said(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP | 0x4000, BitsStored=12, HighBit=11)
    image = open_image(path)
    assert np.array_equal(image.pixels, RAMP)
    assert "more bits" in image.notices[0]


def test_overlay_in_unused_bits_is_no_image(tmp_path: Path) -> None:
    dataset = image_dataset(RAMP | 0x4000, BitsStored=12, HighBit=11)
    dataset.add_new((0x6000, 0x0010), "US", 6)
    image = open_image(write_dicom(tmp_path / "a.dcm", dataset))
    assert np.array_equal(image.pixels, RAMP)
    assert image.notices == ("The file has a graphic overlay that is not drawn: its size is not valid.",)


@pytest.mark.parametrize("extended", [True, False])
def test_signed_12_bit_with_or_without_extended_sign(tmp_path: Path, extended: bool) -> None:
    values = RAMP.astype(np.int16) * 40 - 900
    cells = values.view(np.uint16) & (0xFFFF if extended else 0x0FFF)
    path = write_image(tmp_path / "a.dcm", cells, BitsStored=12, HighBit=11, PixelRepresentation=1)
    image = open_image(path)
    assert np.array_equal(image.pixels, values)
    assert image.notices == ()


@pytest.mark.parametrize("frames", [1, 3])
def test_one_bit_frames_do_not_start_on_bytes(tmp_path: Path, frames: int) -> None:
    masks = np.random.default_rng(frames).integers(0, 2, (frames, 5, 7), np.uint8)
    packed = np.packbits(masks.ravel(), bitorder="little").tobytes()
    dataset = image_dataset(
        masks[0], BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=packed + b"\0" * (len(packed) % 2),
        NumberOfFrames=frames,
    )  # fmt: skip
    path = write_dicom(tmp_path / "seg.dcm", dataset)
    for frame in range(frames):
        assert np.array_equal(open_image(path, frame).pixels, masks[frame])


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian], ids=["little", "big"])
@pytest.mark.parametrize("signed", [False, True])
def test_two_cells_of_12_bits_in_three_bytes(tmp_path: Path, syntax: UID, signed: bool) -> None:
    frames = np.random.default_rng(0).integers(0, 4096, (3, 5, 7)).astype(np.uint16)  # an odd number
    bits = (frames.reshape(-1, 1) >> np.arange(12)) & 1  # the lowest first
    packed = np.packbits(bits.astype(np.uint8).reshape(-1), bitorder="little").tobytes()
    packed += b"\0" * (len(packed) % 2)
    if syntax == ExplicitVRBigEndian:
        packed = np.frombuffer(packed, "<u2").byteswap().tobytes()
    path = write_image(
        tmp_path / "a.dcm", frames, syntax, PixelData=packed, BitsAllocated=12, BitsStored=12, HighBit=11,
        PixelRepresentation=int(signed),
    )  # fmt: skip
    expected = np.where(frames > 2047, frames.astype(int) - 4096, frames) if signed else frames
    with open_source(path) as source:
        for number in range(3):
            np.testing.assert_array_equal(source.image(number).pixels, expected[number])


@pytest.mark.parametrize(("keyword", "kind"), [("FloatPixelData", "f4"), ("DoubleFloatPixelData", "f8")])
def test_floating_point_pixels(tmp_path: Path, keyword: str, kind: str) -> None:
    values = np.linspace(-2.5, 1e6, 12).astype(kind).reshape(3, 4)
    dataset = image_dataset(values, PixelData=None, **{keyword: values.tobytes()})
    image = open_image(write_dicom(tmp_path / "f.dcm", dataset))
    assert np.array_equal(image.pixels, values)


@pytest.mark.parametrize("planar", [0, 1])
def test_rgb(tmp_path: Path, planar: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (4, 6, 3), np.uint8)
    stored = np.ascontiguousarray(np.moveaxis(pixels, 2, 0)) if planar else pixels
    path = write_image(tmp_path / "c.dcm", pixels, PlanarConfiguration=planar, PixelData=stored.tobytes())
    image = open_image(path)
    assert np.array_equal(image.pixels, pixels)
    assert image.is_color


def test_rgb_of_16_bits_is_reduced_and_said(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 65536, (4, 6, 3), np.uint16)
    image = open_image(write_image(tmp_path / "c.dcm", pixels))
    assert np.array_equal(image.pixels, pixels >> 8)
    assert "16 bits" in image.notices[0]


BLUE = {"YBR_FULL": (29, 255, 107), "YBR_PARTIAL_422": (41, 240, 110)}  # of 0, 0, 255 (PS3.3 C.7.6.3.1.2)


def test_ybr_full(tmp_path: Path) -> None:
    pixels = np.tile(np.array(BLUE["YBR_FULL"], np.uint8), (2, 4, 1))
    image = open_image(write_image(tmp_path / "c.dcm", pixels, PhotometricInterpretation="YBR_FULL"))
    assert np.abs(image.pixels.astype(int) - [0, 0, 255]).max() <= 1


def test_ybr_full_422_shares_chroma_between_two_pixels(tmp_path: Path) -> None:
    luma = np.arange(10, 18, dtype=np.uint8).reshape(2, 4) * 10
    quads = [[y1, y2, 128, 128] for y1, y2 in luma.reshape(-1, 2)]
    dataset = image_dataset(
        np.zeros((2, 4, 3), np.uint8), PhotometricInterpretation="YBR_FULL_422",
        PixelData=np.array(quads, np.uint8).tobytes(),
    )  # fmt: skip
    image = open_image(write_dicom(tmp_path / "c.dcm", dataset))
    assert np.array_equal(image.pixels, np.repeat(luma[..., None], 3, axis=2))


def test_ybr_422_of_odd_rows(tmp_path: Path) -> None:
    pixels = np.zeros((2, 3, 3), np.uint8)
    path = write_image(
        tmp_path / "c.dcm", pixels, PhotometricInterpretation="YBR_FULL_422", PixelData=bytes(12)
    )
    with pytest.raises(UnreadableImage, match="odd row"):
        open_image(path)


def test_ybr_422_in_name_only(tmp_path: Path) -> None:
    pixels = np.full((2, 4, 3), 128, np.uint8)
    pixels[..., 0] = np.arange(8).reshape(2, 4)
    image = open_image(write_image(tmp_path / "c.dcm", pixels, PhotometricInterpretation="YBR_FULL_422"))
    assert np.array_equal(image.pixels[..., 0], pixels[..., 0])


def test_ybr_partial(tmp_path: Path) -> None:
    luma, blue, red = BLUE["YBR_PARTIAL_422"]
    dataset = image_dataset(
        np.zeros((1, 2, 3), np.uint8), PhotometricInterpretation="YBR_PARTIAL_422",
        PixelData=bytes([luma, luma, blue, red]),
    )  # fmt: skip
    image = open_image(write_dicom(tmp_path / "c.dcm", dataset))
    assert np.abs(image.pixels.astype(int) - [0, 0, 255]).max() <= 2


@pytest.mark.parametrize("keyword", ["Rows", "Columns", "BitsAllocated"])
@pytest.mark.parametrize("value", [None, 0])
def test_required_attribute_absent_or_zero(tmp_path: Path, keyword: str, value: int | None) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, **{keyword: value})
    with pytest.raises(UnreadableImage, match=keyword):
        open_image(path)


@pytest.mark.parametrize(
    "attributes",
    [
        {"BitsStored": 17},
        {"BitsStored": 12, "HighBit": 16},
        {"BitsStored": 12, "HighBit": 7},
        {"SamplesPerPixel": 3},
        {"PixelRepresentation": 2},
        {"PhotometricInterpretation": "HSV"},
        {"PhotometricInterpretation": "RGB"},
        {"BitsAllocated": 24, "BitsStored": 12, "HighBit": 11},
    ],
)
def test_contradictions_are_refused(tmp_path: Path, attributes: dict[str, object]) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, **attributes)
    with pytest.raises(MedDiagError, match=r"^a\.dcm cannot be opened: "):
        open_image(path)


def test_missing_optional_attributes_are_assumed_and_said(tmp_path: Path) -> None:
    absent = dict.fromkeys(
        ["PhotometricInterpretation", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel"]
    )
    image = open_image(write_image(tmp_path / "a.dcm", RAMP, **absent))
    assert np.array_equal(image.pixels, RAMP)
    assert len(image.notices) == 2
    assert "black" in image.notices[0]
    assert "signed" in image.notices[1]


def test_too_little_data_is_refused(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, Rows=7)
    with pytest.raises(UnreadableImage, match="96 bytes where the header needs 112"):
        open_image(path)


def test_spare_data_is_said(tmp_path: Path) -> None:
    image = open_image(write_image(tmp_path / "a.dcm", RAMP, Rows=5))
    assert np.array_equal(image.pixels, RAMP[:5])
    assert "16 bytes longer" in image.notices[0]


@pytest.mark.parametrize("frames", [0, -3])
def test_impossible_number_of_frames(tmp_path: Path, frames: int) -> None:
    image = open_image(write_image(tmp_path / "a.dcm", RAMP, NumberOfFrames=frames))
    assert np.array_equal(image.pixels, RAMP)
    assert f"{frames} frames" in image.notices[0]


def test_too_large_is_refused_before_reading(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, Rows=65535, Columns=65535)
    with pytest.raises(UnsupportedImage, match="megapixels"):
        open_image(path)


def test_bytes_put_into_the_pixel_data_are_said(tmp_path: Path) -> None:
    pixels = np.arange(1000, 1048, dtype=np.uint16).reshape(6, 8)
    content = write_image(tmp_path / "a.dcm", pixels).read_bytes()
    (tmp_path / "a.dcm").write_bytes(content[:-60] + b"\x05\x04\x03\x02" + content[-60:])
    assert any("may be displaced" in notice for notice in open_image(tmp_path / "a.dcm").notices)
    for harmless in (b"\0\0", raw_element(0xFFFC, 0xFFFC, b"OB", b"\0" * 8)):
        (tmp_path / "a.dcm").write_bytes(content + harmless)
        assert open_image(tmp_path / "a.dcm").notices == ()


def test_a_cut_is_refused_though_the_number_of_frames_is_unknown(tmp_path: Path) -> None:
    frames = np.ones((4, 6, 8), np.uint8)
    content = write_image(tmp_path / "a.dcm", frames, NumberOfFrames=4).read_bytes()
    content = content.replace(raw_element(0x28, 8, b"IS", b"4 "), raw_element(0x28, 8, b"IS", b"x "))
    (tmp_path / "a.dcm").write_bytes(content)
    assert open_image(tmp_path / "a.dcm").header.frames == 4
    (tmp_path / "a.dcm").write_bytes(content[:-60])
    with pytest.raises(UnreadableImage, match="cut short"):
        open_image(tmp_path / "a.dcm")
