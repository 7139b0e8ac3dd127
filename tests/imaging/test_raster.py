"""PNG, JPEG, TIFF and BMP: the pixels that were written come back, upright and with their depth."""

from __future__ import annotations

import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import MedDiagError, UnreadableImage
from meddiag_gui.imaging.open import open_image

DEEP = (np.arange(48, dtype=np.uint16).reshape(6, 8) * 1300 + 7).astype(np.uint16)
GRAY = np.arange(48, dtype=np.uint8).reshape(6, 8) * 5
COLOR = np.random.default_rng(1).integers(0, 256, (6, 8, 3), np.uint8)


def save(path: Path, picture: Image.Image, **options: object) -> Path:
    picture.save(path, **options)
    return path


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.bmp"])
def test_gray_8(tmp_path: Path, name: str) -> None:
    image = open_image(save(tmp_path / name, Image.fromarray(GRAY)))
    assert image.pixels.dtype == np.uint8
    assert np.array_equal(image.pixels, GRAY)
    assert image.header.photometric == "MONOCHROME2"
    assert image.voi.bounds == (0, 255)


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.bmp"])
def test_color_8(tmp_path: Path, name: str) -> None:
    image = open_image(save(tmp_path / name, Image.fromarray(COLOR)))
    assert np.array_equal(image.pixels, COLOR)
    assert image.header.photometric == "RGB"
    assert image.notices == ()


def test_jpeg_is_close(tmp_path: Path) -> None:
    smooth = np.linspace(0, 255, 64 * 64).reshape(64, 64).astype(np.uint8)
    image = open_image(save(tmp_path / "a.jpg", Image.fromarray(smooth), quality=95))
    assert np.abs(image.pixels.astype(int) - smooth).max() <= 4


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_gray_16_keeps_its_depth(tmp_path: Path, name: str) -> None:
    image = open_image(save(tmp_path / name, Image.fromarray(DEEP)))
    assert image.pixels.dtype == np.uint16
    assert np.array_equal(image.pixels, DEEP)
    assert image.header.bits_stored == 16


def test_one_bit(tmp_path: Path) -> None:
    mask = GRAY > 100
    image = open_image(save(tmp_path / "mask.png", Image.fromarray(mask)))
    assert np.array_equal(image.pixels, mask * 255)


def test_palette_becomes_its_colors(tmp_path: Path) -> None:
    picture = Image.fromarray(np.array([[0, 1], [2, 1]], np.uint8), mode="P")
    picture.putpalette([10, 20, 30, 200, 0, 0, 0, 0, 250])
    image = open_image(save(tmp_path / "p.png", picture))
    assert image.pixels.tolist() == [[[10, 20, 30], [200, 0, 0]], [[0, 0, 250], [200, 0, 0]]]


def test_alpha_is_composed_on_black_and_said(tmp_path: Path) -> None:
    rgba = np.zeros((1, 3, 4), np.uint8)
    rgba[0] = [[200, 100, 50, 255], [200, 100, 50, 0], [200, 100, 50, 128]]
    image = open_image(save(tmp_path / "a.png", Image.fromarray(rgba)))
    assert image.pixels[0, 0].tolist() == [200, 100, 50]
    assert image.pixels[0, 1].tolist() == [0, 0, 0]
    assert np.abs(image.pixels[0, 2].astype(int) - [100, 50, 25]).max() <= 1
    assert "black" in image.notices[0]


@pytest.mark.parametrize("channels", [2, 4])
def test_opaque_alpha_changes_nothing(tmp_path: Path, channels: int) -> None:
    pixels = np.full((4, 5, channels), 255, np.uint8)
    pixels[..., 0] = np.arange(20).reshape(4, 5)
    path = save(tmp_path / "a.png", Image.fromarray(pixels))
    image = open_image(path)
    assert image.pixels.ndim == (2 if channels == 2 else 3)
    assert np.array_equal(image.pixels if channels == 2 else image.pixels[..., 0], pixels[..., 0])


def test_transparent_palette_entry(tmp_path: Path) -> None:
    picture = Image.fromarray(np.array([[0, 1]], np.uint8), mode="P")
    picture.putpalette([10, 20, 30, 200, 0, 0])
    image = open_image(save(tmp_path / "p.png", picture, transparency=1))
    assert image.pixels.tolist() == [[[10, 20, 30], [0, 0, 0]]]


def test_16_bit_gray_with_alpha_keeps_its_depth(tmp_path: Path) -> None:
    both = np.stack([DEEP, np.full_like(DEEP, 65535)], axis=-1)
    path = tmp_path / "la.png"
    path.write_bytes(imagecodecs.png_encode(both))
    assert np.array_equal(open_image(path).pixels, DEEP)
    both[0, 0, 1] = 0
    path.write_bytes(imagecodecs.png_encode(both))
    image = open_image(path)
    assert image.pixels[0, 0] == 0
    assert np.array_equal(image.pixels.ravel()[1:], DEEP.ravel()[1:])
    assert "black" in image.notices[0]


def test_16_bit_color_says_that_it_is_reduced(tmp_path: Path) -> None:
    deep = COLOR.astype(np.uint16) * 256 + 17
    path = tmp_path / "rgb16.png"
    path.write_bytes(imagecodecs.png_encode(deep))
    image = open_image(path)
    assert np.array_equal(image.pixels, COLOR)
    assert image.notices == ("Colours of 16 bits a channel are shown with 8.",)


UPRIGHT = {
    1: lambda a: a,
    2: np.fliplr,
    3: lambda a: np.rot90(a, 2),
    4: np.flipud,
    5: np.transpose,
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(np.transpose(a), 2),
    8: np.rot90,
}


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("kind", ["gray8.png", "gray16.png", "gray16alpha.png", "gray8.tif"])
def test_exif_orientation_is_obeyed(tmp_path: Path, orientation: int, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / kind
    if kind == "gray16alpha.png":
        stored = DEEP
        plain = imagecodecs.png_encode(np.stack([DEEP, np.full_like(DEEP, 65535)], axis=-1))
        carrier = save(tmp_path / "carrier.png", Image.fromarray(DEEP), exif=exif).read_bytes()
        start = carrier.index(b"eXIf") - 4
        chunk = carrier[start : start + 12 + int.from_bytes(carrier[start : start + 4], "big")]
        path.write_bytes(plain[:33] + chunk + plain[33:])
    else:
        stored = DEEP if kind == "gray16.png" else GRAY
        save(path, Image.fromarray(stored), exif=exif)
    assert np.array_equal(open_image(path).pixels, UPRIGHT[orientation](stored))


def test_pages_of_a_tiff_are_frames(tmp_path: Path) -> None:
    pages = [Image.fromarray(GRAY), Image.fromarray(DEEP[:3]), Image.fromarray(COLOR)]
    path = tmp_path / "pages.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert open_image(path).header.frames == 3
    assert np.array_equal(open_image(path, 1).pixels, DEEP[:3])
    assert np.array_equal(open_image(path, 2).pixels, COLOR)
    with pytest.raises(UnreadableImage, match="it has 3"):
        open_image(path, 3)


def test_float_tiff_with_nan(tmp_path: Path) -> None:
    values = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
    values[0, 3] = np.nan
    image = open_image(save(tmp_path / "f.tif", Image.fromarray(values)))
    assert image.pixels.dtype == np.float32
    assert image.pixels[0, 3] == -1
    assert np.array_equal(image.pixels.ravel()[4:], values.ravel()[4:])
    assert "no numbers" in image.notices[0]


@pytest.mark.parametrize(
    ("pixels", "kind"),
    [
        (np.array([[-3, 5]], np.int8), np.int8),
        (np.array([[-300, 500]], np.int16), np.int16),
        (np.array([[0, 4_000_000_000]], np.uint32), np.uint32),
        (np.array([[-70_000, 5]], np.int32), np.int32),
    ],
)
def test_signed_and_32_bit_tiff(tmp_path: Path, pixels: np.ndarray, kind: type) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(pixels))
    image = open_image(path)
    assert image.pixels.dtype == kind
    assert np.array_equal(image.pixels, pixels)


def tiff(pixels: np.ndarray, photometric: int = 1) -> bytes:
    """Return an uncompressed little-endian TIFF of one strip."""
    sample_format = {"u": 1, "i": 2, "f": 3}[pixels.dtype.kind]
    data = pixels.tobytes()
    entries = [
        (256, pixels.shape[1]), (257, pixels.shape[0]), (258, 8 * pixels.dtype.itemsize), (259, 1),
        (262, photometric), (273, 8), (277, 1), (278, pixels.shape[0]), (279, len(data)),
        (339, sample_format),
    ]  # fmt: skip
    directory = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in entries)
    directory = struct.pack("<H", len(entries)) + directory
    return b"II*\0" + (8 + len(data)).to_bytes(4, "little") + data + directory + bytes(4)


def test_deep_tiff_whose_least_value_is_white(tmp_path: Path) -> None:
    path = tmp_path / "film.tif"
    path.write_bytes(tiff(DEEP, photometric=0))
    image = open_image(path)
    assert np.array_equal(image.pixels, DEEP)
    assert image.inverted
    assert image.header.photometric == "MONOCHROME1"


def test_8_bit_tiff_whose_least_value_is_white(tmp_path: Path) -> None:
    path = tmp_path / "film.tif"
    path.write_bytes(tiff(GRAY, photometric=0))
    image = open_image(path)
    assert np.array_equal(image.pixels, 255 - GRAY)
    assert not image.inverted


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.bmp"])
def test_cut_short(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    path = save(tmp_path / name, Image.fromarray(noise))
    whole = path.read_bytes()
    for share in (0.1, 0.5, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(MedDiagError, match=r"^a\.\w+ cannot be opened: it is "):
            open_image(path)


def test_postscript_named_png_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    with pytest.raises(MedDiagError, match="PostScript"):
        open_image(path)
