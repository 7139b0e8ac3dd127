"""Any file opens correctly or is refused with one sentence that names it."""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import MedDiagError, NoImage, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.open import open_image, open_source
from tests.support.dicom_files import image_dataset, shipped, write_dicom, write_image

RAMP = np.arange(48, dtype=np.uint16).reshape(6, 8)


def png_of(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims any size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))

    header = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_sha256_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP)
    assert open_image(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["image.png", "image", "image.txt", "2024.01.31", "IMG0001.DCM"])
def test_dicom_is_told_by_content(tmp_path: Path, name: str) -> None:
    image = open_image(write_image(tmp_path / name, RAMP))
    assert np.array_equal(image.pixels, RAMP)
    assert image.path == tmp_path / name


def test_png_named_dcm_is_a_png(tmp_path: Path) -> None:
    path = tmp_path / "picture.dcm"
    Image.fromarray(RAMP.astype(np.uint8)).save(path, format="PNG")
    assert np.array_equal(open_image(path).pixels, RAMP)


@pytest.mark.parametrize("cut", [132, 0])
def test_dicom_without_preamble_or_prefix(tmp_path: Path, cut: int) -> None:
    whole = write_image(tmp_path / "a.dcm", RAMP).read_bytes()
    path = tmp_path / "bare"
    path.write_bytes(whole[cut:])
    assert np.array_equal(open_image(path).pixels, RAMP)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (b"\x1f\x8b\x08" + bytes(60), "gzip"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        (b"Patient,Age\n1,2\n", "text file"),
        ("Größe\n".encode() * 900, "text file"),
        (b"GIF89a" + bytes(60), "GIF"),
        (bytes(5000), "neither"),
        (os.urandom(3) + b"\xfe\xfd" * 3000, "neither"),
    ],
)
def test_what_is_no_image_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "report.dcm"
    path.write_bytes(content)
    with pytest.raises(UnreadableImage, match=reason) as caught:
        open_image(path)
    message = str(caught.value)
    assert message.startswith("report.dcm cannot be opened: ")
    assert message.endswith(".")
    assert str(tmp_path) not in message


@pytest.mark.parametrize(
    "name", ["reportsi.dcm", "rtstruct.dcm", "rtplan.dcm", "waveform_ecg.dcm", "DICOMDIR"]
)
def test_dicom_without_image_says_what_it_is(name: str) -> None:
    with pytest.raises(NoImage, match=r"Text SR|RT Structure Set|RT Plan|ECG|Media Storage Directory"):
        open_image(shipped(name))


def test_encapsulated_pdf_says_so(tmp_path: Path) -> None:
    dataset = image_dataset(RAMP, SOPClassUID="1.2.840.10008.5.1.4.1.1.104.1", PixelData=None, Rows=None)
    dataset.EncapsulatedDocument = b"%PDF-1.4"
    with pytest.raises(NoImage, match="Encapsulated PDF"):
        open_image(write_dicom(tmp_path / "letter.dcm", dataset))


def test_folder_and_missing_file(tmp_path: Path) -> None:
    (tmp_path / "study.dcm").mkdir()
    with pytest.raises(NoImage, match="it is a folder"):
        open_image(tmp_path / "study.dcm")
    with pytest.raises(UnreadableImage, match="no such file"):
        open_image(tmp_path / "gone.dcm")
    with pytest.raises(UnreadableImage):
        open_image(tmp_path / ("x" * 5000))
    with pytest.raises(UnreadableImage):
        open_image(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.dcm")
    with pytest.raises(UnreadableImage, match="not a regular file"):
        open_image(tmp_path / "pipe.dcm")


def test_message_keeps_a_hostile_name_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\n\u202egnp.\x1b[31mdcm"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(NoImage) as caught:
        open_image(path)
    assert str(caught.value).startswith("a gnp.[31mdcm cannot")


@pytest.mark.parametrize("size", [(30_000, 30_000), (65_535, 65_535), (2**31 - 1, 2**31 - 1)])
def test_huge_png_is_refused_before_decoding(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "small.png"
    path.write_bytes(png_of(*size))
    with pytest.raises(MedDiagError, match=r"megapixels|damaged"):
        open_image(path)


def test_frame_beyond_the_last_is_refused(tmp_path: Path) -> None:
    path = write_image(tmp_path / "two.dcm", np.stack([RAMP, RAMP + 1]))
    assert open_image(path, 1).pixels[0, 0] == 1
    for frame in (2, -1):
        with pytest.raises(UnreadableImage, match="it has 2"):
            open_image(path, frame)


def test_source_gives_every_frame(tmp_path: Path) -> None:
    stack = np.stack([RAMP + shift for shift in range(5)])
    with open_source(write_image(tmp_path / "five.dcm", stack)) as source:
        assert source.frames == 5
        assert np.array_equal(np.stack([source.image(frame).pixels for frame in range(5)]), stack)


def test_errors_inside_the_block_name_the_file(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP)
    with pytest.raises(UnsupportedImage, match=r"^a\.dcm cannot be opened: reason\.$"), open_source(path):
        raise UnsupportedImage("reason")


def test_pixels_are_read_only(tmp_path: Path) -> None:
    assert not open_image(write_image(tmp_path / "a.dcm", RAMP)).pixels.flags.writeable


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    whole = write_image(tmp_path / "whole.dcm", RAMP).read_bytes()
    path = tmp_path / "cut.dcm"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(MedDiagError, match=r"^cut\.dcm cannot be opened: "):
            open_image(path)
