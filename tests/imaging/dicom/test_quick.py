"""What is read quickly is what pydicom reads, or left to it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.dicom import instance
from meddiag_gui.imaging.dicom.quick import is_plain, quick_values, short_header
from tests.support.dicom_files import SHIPPED, raw_element, write_image
from tests.support.stacks import write_slice

FILES = sorted(path for path in SHIPPED.rglob("*.dcm") if path.stat().st_size < 2**20)
WANTED = {0x00100010: b"PN", 0x00100020: b"LO", 0x00280010: b"US"}


def quick(content: bytes) -> dict[str, Any] | None:
    """Read what can be read quickly; None where it is left to pydicom."""
    return instance.quick_fields(BytesIO(content))


def by_pydicom(content: bytes) -> dict[str, Any]:
    parsed = instance.parse(BytesIO(content), len(content), only=instance._ALL_TAGS)
    return instance._fields(instance._Parsed(parsed.dataset))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_that_pydicom_ships_is_read_alike(path: Path) -> None:
    content = path.read_bytes()
    found = quick(content)
    assert found is None or found == by_pydicom(content)


def test_most_of_them_are_read_quickly() -> None:
    assert sum(quick(path.read_bytes()) is not None for path in FILES) >= 70


@settings(max_examples=300)
@given(st.data())
def test_any_damage_is_read_alike_or_left_to_pydicom(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(CONTENTS)))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(132, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = quick(bytes(content))
    if found is not None:
        try:
            expected = by_pydicom(bytes(content))
        except MedDiagError:
            return  # opening the image will say so
        assert found == expected


CONTENTS = [
    (SHIPPED / "test_files" / name).read_bytes()[:3000] for name in ("CT_small.dcm", "MR_small_implicit.dcm")
]


@pytest.fixture(params=[ExplicitVRLittleEndian, ImplicitVRLittleEndian], ids=["explicit", "implicit"])
def nested(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    """Return a slice with sequences of undefined length, one within the other, before what is wanted."""
    inner, outer = Dataset(), Dataset()
    inner.CodeMeaning = "inner"
    outer.ConceptNameCodeSequence = [inner, inner]
    outer["ConceptNameCodeSequence"].is_undefined_length = True
    for item in (inner, outer):
        item.is_undefined_length_sequence_item = True
    path = write_slice(tmp_path / "a", 1, 1, ReferencedImageSequence=[outer, Dataset()])
    dataset = pydicom.dcmread(path)
    dataset["ReferencedImageSequence"].is_undefined_length = True
    if request.param.is_implicit_VR:
        dataset.file_meta.TransferSyntaxUID = request.param
    dataset.save_as(path, implicit_vr=request.param.is_implicit_VR, little_endian=True)
    return path.read_bytes()


def test_nested_sequences_are_passed_over(nested: bytes) -> None:
    assert nested.count(b"\xfe\xff\xdd\xe0") == 2  # sequence delimiters
    found = quick(nested)
    assert found is not None
    assert found == by_pydicom(nested)
    assert (found["patient_name"], found["rows"]) == ("Doe^Jane", 4)


def test_a_long_header_is_looked_at_twice(tmp_path: Path) -> None:
    content = write_slice(tmp_path / "a", 1, 1, ImageComments=None).read_bytes()
    place = content.index(b"\x10\0\x10\0PN")
    long = content[:place] + raw_element(0x0009, 0x1001, b"UN", bytes(50_000)) + content[place:]
    found = quick(long)
    assert found is not None
    assert found["patient_name"] == "Doe^Jane"


@pytest.mark.parametrize("syntax", [DeflatedExplicitVRLittleEndian, "1.2.3"])
def test_other_encodings_are_left_to_pydicom(tmp_path: Path, syntax: str) -> None:
    content = write_slice(tmp_path / "a", 1, 1).read_bytes()
    stated = raw_element(0x0002, 0x0010, b"UI", ExplicitVRLittleEndian.encode() + b"\0")
    assert content.count(stated) == 1
    assert quick(content) is not None
    assert quick(content.replace(stated, raw_element(0x0002, 0x0010, b"UI", syntax.encode()))) is None


@pytest.mark.parametrize(
    ("charset", "name", "read"),
    [
        (b"ISO_IR 100", "Dö^Jane".encode("latin-1"), "Dö^Jane"),
        (b"ISO_IR 192", "Dö^J".encode(), "Dö^J"),
        (b"GB18030", "王^小东".encode("gb18030"), "王^小东"),
        (b"\\ISO 2022 IR 87", b"Y^T=\x1b$B;3\x1b(B", "Y^T=山"),
        (b"ISO_IR 100", b"A\\B", "A\\B"),
    ],
)
def test_text_with_rules_of_its_own_is_read_by_them(
    tmp_path: Path, charset: bytes, name: bytes, read: str
) -> None:
    content = write_slice(tmp_path / "a", 1, 1, SpecificCharacterSet="ISO_IR 100", PatientID="X").read_bytes()
    stated = raw_element(0x0008, 0x0005, b"CS", b"ISO_IR 100")
    assert content.count(stated) == 1
    padded = name + b" " * (len(name) % 2)
    changed = content.replace(b"\x10\0\x10\0PN\x08\0Doe^Jane", raw_element(0x0010, 0x0010, b"PN", padded))
    charset += b" " * (len(charset) % 2)
    changed = changed.replace(stated, raw_element(0x0008, 0x0005, b"CS", charset))
    found = quick(changed)
    assert found is not None
    assert found["patient_name"] == read
    assert found == by_pydicom(changed)


def test_big_endian_is_read_too(tmp_path: Path) -> None:
    path = write_image(
        tmp_path / "a", np.zeros((4, 6), np.uint16), ExplicitVRBigEndian, PixelSpacing=[0.5, 0.25]
    )
    found = quick(path.read_bytes())
    assert found is not None
    assert (found["rows"], found["columns"], found["spacing"]) == (4, 6, (0.5, 0.25))
    assert found == by_pydicom(path.read_bytes())


@pytest.mark.parametrize("cut", [0, 100, 140, 300, 400])
def test_a_cut_file_is_left_to_pydicom(tmp_path: Path, cut: int) -> None:
    assert quick(write_slice(tmp_path / "a", 1, 1).read_bytes()[:cut]) is None


def test_a_wrong_vr_is_left_to_pydicom(tmp_path: Path) -> None:
    content = write_slice(tmp_path / "a", 1, 1).read_bytes()
    assert quick_values(BytesIO(content), WANTED) is not None
    assert quick_values(BytesIO(content.replace(b"\x10\0\x10\0PN", b"\x10\0\x10\0LO")), WANTED) is None


def test_thousands_of_nested_sequences_are_left_to_pydicom() -> None:
    head = bytes(128) + b"DICM" + raw_element(0x0002, 0x0010, b"UI", b"1.2.840.10008.1.2\0")
    deep = b"".join(
        np.array([0x0008, 0x1140, 0xFFFF, 0xFFFF, 0xFFFE, 0xE000, 0xFFFF, 0xFFFF], "<u2").tobytes()
        for _ in range(20_000)
    )
    assert quick_values(BytesIO(head + deep), WANTED) is None


def test_plain_is_an_uncompressed_image_behind_a_short_header(tmp_path: Path) -> None:
    content = write_slice(tmp_path / "a", 1, 1).read_bytes()
    pixels = content.index(b"\xe0\x7f\x10\0")
    long = raw_element(0x5400, 0x0100, b"UN", bytes(300_000))
    assert is_plain(BytesIO(content))
    assert not is_plain(BytesIO(content[:-1]))
    assert not is_plain(BytesIO(content[: pixels + 2]))
    assert not is_plain(BytesIO(content[:pixels] + long + content[pixels:]))
    assert not is_plain(BytesIO(b"no DICOM"))
    compressed = (SHIPPED / "test_files" / "JPEG2000.dcm").read_bytes()
    assert not is_plain(BytesIO(compressed))


def test_a_short_header_ends_at_the_pixels(tmp_path: Path) -> None:
    content = write_slice(tmp_path / "a", 1, 1).read_bytes()
    found = short_header(BytesIO(content))
    assert found is not None
    assert 0x00280010 in found.tags
    assert found.pixels == (content.index(b"\xe0\x7f\x10\0") + 12, 48)
    compressed = (SHIPPED / "test_files" / "JPEG2000.dcm").read_bytes()
    found = short_header(BytesIO(compressed))
    assert found is not None
    assert found.pixels is None
    assert short_header(BytesIO(compressed[:500])) is None
