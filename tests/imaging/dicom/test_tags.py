"""What the tag browser is told of a file: everything, named, bounded and clean."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage, JPEGBaseline8Bit

from meddiag_gui.errors import MedDiagError, NoImage, UnreadableImage
from meddiag_gui.imaging.dicom import tags
from meddiag_gui.imaging.dicom.tags import read_tags
from meddiag_gui.imaging.tags import TagRow
from tests.support.dicom_files import (
    SHIPPED,
    encapsulated,
    image_dataset,
    raw_element,
    write_dicom,
    write_image,
)

RAMP = np.arange(48, dtype=np.uint16).reshape(6, 8)


def by_tag(rows: Sequence[TagRow], tag: str) -> TagRow:
    return next(row for row in rows if row.tag == tag)


def everything(rows: Sequence[TagRow]) -> list[TagRow]:
    return [each for row in rows for each in (row, *everything(row.children))]


def test_attributes_are_named_and_written_as_a_person_reads_them(tmp_path: Path) -> None:
    path = write_image(
        tmp_path / "a.dcm", RAMP, SOPClassUID=CTImageStorage, PatientName="Yamada^Tarou=山田^太郎",
        SpecificCharacterSet="ISO_IR 192", PixelSpacing=["0.50", "0.25"], FrameIncrementPointer=0x00181063,
        SliceThickness=None, StudyDate="20260102",
    )  # fmt: skip
    rows = read_tags(path)
    assert by_tag(rows, "(0010,0010)") == TagRow(
        "(0010,0010)", "Patient's Name", "PatientName", "PN", 1, "Yamada^Tarou=山田^太郎"
    )
    assert by_tag(rows, "(0028,0030)").value == "0.50\\0.25"
    assert by_tag(rows, "(0028,0030)").vm == 2
    assert by_tag(rows, "(0028,0009)").value == "(0018,1063)"
    assert by_tag(rows, "(0008,0016)").value == f"{CTImageStorage} (CT Image Storage)"
    assert by_tag(rows, "(0008,0020)").value == "20260102"
    assert by_tag(rows, "(7FE0,0010)") == TagRow(
        "(7FE0,0010)", "Pixel Data", "PixelData", "OW", 1, "96 bytes"
    )
    assert [row.tag for row in rows] == sorted(row.tag for row in rows)


def test_sequences_are_items_of_attributes(tmp_path: Path) -> None:
    inner, outer = Dataset(), Dataset()
    inner.CodeMeaning = "inner"
    outer.ConceptNameCodeSequence = [inner]
    dataset = image_dataset(RAMP, ReferencedImageSequence=[outer, Dataset()])
    row = by_tag(read_tags(write_dicom(tmp_path / "a.dcm", dataset)), "(0008,1140)")
    assert (row.value, row.vm, [item.name for item in row.children]) == ("2 items", 2, ["Item 1", "Item 2"])
    (concept,) = row.children[0].children
    assert concept.children[0].children[0].value == "inner"
    assert row.children[1].children == ()


def test_binary_private_and_compressed_are_told_by_length(tmp_path: Path) -> None:
    dataset = image_dataset(np.zeros((8, 8), np.uint8), PixelData=encapsulated([b"abcd"]))
    block = dataset.private_block(0x0029, "ACME", create=True)
    block.add_new(1, "OB", bytes(range(20)))
    block.add_new(2, "LO", "own")
    rows = read_tags(write_dicom(tmp_path / "a.dcm", dataset, JPEGBaseline8Bit))
    assert by_tag(rows, "(0029,1001)").value == "20 bytes: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f …"
    assert (by_tag(rows, "(0029,1002)").name, by_tag(rows, "(0029,1002)").value) == (
        "Private tag data",
        "own",
    )
    assert by_tag(rows, "(7FE0,0010)").value == "compressed frames"


def test_direction_marks_and_line_breaks_are_taken_out(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, PatientID="a\u202eb\nc", SpecificCharacterSet="ISO_IR 192")
    assert by_tag(read_tags(path), "(0010,0020)").value == "ab c"


def insert(path: Path, element: bytes) -> Path:
    """Put an element before the pixel data."""
    content = path.read_bytes()
    place = content.index(struct.pack("<HH2s", 0x7FE0, 0x0010, b"OW"))
    path.write_bytes(content[:place] + element + content[place:])
    return path


def test_a_long_value_is_told_by_its_length(tmp_path: Path) -> None:
    path = insert(write_image(tmp_path / "a.dcm", RAMP), raw_element(0x0040, 0xA160, b"UT", b"x" * 100_000))
    assert by_tag(read_tags(path), "(0040,A160)").value == "100,000 bytes"


def test_many_values_are_cut(tmp_path: Path) -> None:
    path = insert(
        write_image(tmp_path / "a.dcm", RAMP), raw_element(0x0040, 0xA30A, b"DS", b"1\\" * 99 + b"1 ")
    )
    row = by_tag(read_tags(path), "(0040,A30A)")
    assert row.vm == 100
    assert row.value == "1\\" * 64 + "…"


def test_rows_and_depth_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "MAX_ROWS", 60)
    items = b"\xfe\xff\x00\xe0\0\0\0\0" * 5000
    path = insert(write_image(tmp_path / "a.dcm", RAMP), raw_element(0x5200, 0x9230, b"SQ", items))
    rows = read_tags(path)
    assert len(everything(rows)) < 65
    assert rows[-1].name == "More than 60 attributes: the others are not listed"
    nested = b""
    for _ in range(30):
        nested = raw_element(
            0x0040, 0xA730, b"SQ", b"\xfe\xff\x00\xe0" + struct.pack("<L", len(nested)) + nested
        )
    rows = read_tags(insert(write_image(tmp_path / "b.dcm", RAMP), nested))
    assert "Nested too deeply: not listed" in [row.name for row in everything(rows)]


def test_an_unreadable_value_costs_only_itself(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, StudyDate="20260102")
    path.write_bytes(
        path.read_bytes().replace(
            raw_element(0x28, 0x10, b"US", b"\6\0"), raw_element(0x28, 0x10, b"FD", b"\6\0")
        )
    )
    rows = read_tags(path)
    assert by_tag(rows, "(0028,0010)").value == "(not readable)"
    assert by_tag(rows, "(0008,0020)").value == "20260102"


def test_rows_of_every_shipped_file_are_clean() -> None:
    read = 0
    for path in sorted(SHIPPED.rglob("*.dcm")):
        with contextlib.suppress(MedDiagError):
            rows = everything(read_tags(path))
            read += 1
            assert all(text.isprintable() for row in rows for text in (row.name, row.value, row.vr))
            assert any(row.tag for row in rows)
    assert read > 70


def test_what_is_no_dicom_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    with pytest.raises(NoImage, match=r"^a\.png cannot be opened: it is no DICOM file and has no tags\.$"):
        read_tags(tmp_path / "a.png")
    with pytest.raises(UnreadableImage, match=r"no such file"):
        read_tags(tmp_path / "gone")
