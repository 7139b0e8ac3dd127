"""Header text, ages, and headers that mean harm."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import DeflatedExplicitVRLittleEndian

from meddiag_gui.errors import MedDiagError, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom import reading
from meddiag_gui.imaging.dicom.header import age_in_years
from meddiag_gui.imaging.image import ImageHeader
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.text import MAX_CHARACTERS, clean_text
from tests.support.dicom_files import image_dataset, raw_element, shipped, write_dicom, write_image

RAMP = np.arange(48, dtype=np.uint16).reshape(6, 8)


def header_of(tmp_path: Path, **attributes: Any) -> ImageHeader:
    return open_image(write_image(tmp_path / "a.dcm", RAMP, **attributes)).header


def test_what_the_file_says(tmp_path: Path) -> None:
    header = header_of(
        tmp_path, PatientName="Doe^Jane", PatientID="P-1", PatientSex="F", PatientBirthDate="20200101",
        Modality="DX", BodyPartExamined="CHEST", ViewPosition="AP", ImageLaterality="U", StudyDate="20240131",
        StudyDescription="Thorax", SeriesDescription="AP erect", BurnedInAnnotation="NO", Manufacturer="ACME",
        StudyInstanceUID="1.2", SeriesInstanceUID="1.2.3",
    )  # fmt: skip
    assert (header.patient_name, header.patient_id, header.patient_sex) == ("Doe^Jane", "P-1", "F")
    assert (header.modality, header.body_part, header.view_position) == ("DX", "CHEST", "AP")
    assert (header.study_uid, header.series_uid, header.sop_instance_uid) == ("1.2", "1.2.3", "1.2.3")
    assert (header.study_date, header.study_description) == ("20240131", "Thorax")
    assert (header.laterality, header.manufacturer, header.bits_stored) == ("U", "ACME", 16)


def test_a_silent_file_gives_empty_text(tmp_path: Path) -> None:
    header = header_of(tmp_path)
    assert (header.patient_name, header.body_part, header.patient_age_years) == ("", "", None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chrFren.dcm", "Buc^Jérôme"),
        ("chrGerm.dcm", "Äneas^Rüdiger"),
        ("chrGreek.dcm", "Διονυσιος"),
        ("chrRuss.dcm", "Люкceмбypг"),
        ("chrX1.dcm", "Wang^XiaoDong=王^小東"),
        ("chrX2.dcm", "Wang^XiaoDong=王^小东"),
        ("chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        ("chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동"),
    ],
)
def test_names_in_every_character_set(name: str, expected: str) -> None:
    assert open_image(shipped(name)).header.patient_name == expected


def test_text_is_one_clean_line(tmp_path: Path) -> None:
    header = header_of(
        tmp_path,
        SpecificCharacterSet="ISO_IR 192",
        PatientID="A\r\nB\x07",
        StudyDescription="\u202eabc\u2028d\u200f",
    )
    assert header.patient_id == "A B"
    assert header.study_description == "abc d"


@given(st.text())
def test_clean_text_is_printable_and_settled(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned == clean_text(cleaned)
    assert len(cleaned.splitlines()) <= 1
    assert len(cleaned) <= MAX_CHARACTERS
    assert "\u202e" not in cleaned
    cleaned.encode("utf-8")


def test_unknown_character_set_does_not_stop_the_picture(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, SpecificCharacterSet="ISO_IR 100", PatientName="M\xfcller")
    path.write_bytes(path.read_bytes().replace(b"ISO_IR 100", b"ISO_IR 999"))
    image = open_image(path)
    assert np.array_equal(image.pixels, RAMP)
    assert image.header.patient_name.startswith("M")


@pytest.mark.parametrize(
    ("age", "years"),
    [("003Y", 3), ("018M", 1.5), ("026W", 26 * 7 / 365.25), ("010D", 10 / 365.25), ("000Y", 0), ("64Y", 64)],
)
def test_patient_age(age: str, years: float) -> None:
    dataset = Dataset()
    dataset.PatientAge = age
    assert age_in_years(dataset) == pytest.approx(years)


@pytest.mark.parametrize(
    ("birth", "study", "years"),
    [
        ("20200101", "20230101", 3),
        ("2020.01.01", "20230101", 3),
        ("20230102", "20230101", None),
        ("20209901", "20230101", None),
        ("", "20230101", None),
        ("20200101", "", None),
    ],
)
def test_age_from_dates(birth: str, study: str, years: float | None) -> None:
    dataset = Dataset()
    dataset.PatientBirthDate, dataset.StudyDate, dataset.PatientAge = birth, study, "XYZ"
    found = age_in_years(dataset)
    assert found == (None if years is None else pytest.approx(years, abs=0.01))


# --- encodings ------------------------------------------------------------------------------------------


def bare(path: Path, **attributes: Any) -> bytes:
    """Return a data set alone: explicit VR little endian, no preamble, no file meta information."""
    whole = write_image(path, RAMP, **attributes).read_bytes()
    return whole[whole.index(b"\x08\x00\x16\x00UI") :]


def meta(syntax: str) -> bytes:
    uid = syntax.encode() + b"\0" * (len(syntax) % 2)
    return bytes(128) + b"DICM" + raw_element(2, 0x10, b"UI", uid)


@pytest.mark.parametrize("name", ["bare", "no syntax"])
def test_syntax_is_recognised_where_it_is_not_stated(tmp_path: Path, name: str) -> None:
    prefix = b"" if name == "bare" else bytes(128) + b"DICM" + raw_element(2, 0x12, b"UI", b"1.2\0")
    path = tmp_path / "a.dcm"
    path.write_bytes(prefix + bare(tmp_path / "b.dcm"))
    image = open_image(path)
    assert np.array_equal(image.pixels, RAMP)
    assert "transfer syntax" in image.notices[0]


@pytest.mark.parametrize("stated", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.2"])
def test_data_set_in_another_encoding_than_stated(tmp_path: Path, stated: str) -> None:
    path = tmp_path / "a.dcm"
    path.write_bytes(meta(stated) + bare(tmp_path / "b.dcm"))
    image = open_image(path)
    assert np.array_equal(image.pixels, RAMP)
    assert "not encoded as" in image.notices[0]


def test_deflated_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bomb = engine.compress(bytes(2**24)) + engine.flush()
    path = tmp_path / "bomb.dcm"
    path.write_bytes(meta(DeflatedExplicitVRLittleEndian) + bomb)
    monkeypatch.setattr(reading, "MAX_INFLATED_BYTES", 2**20)
    with pytest.raises(UnsupportedImage, match="inflates to more than 1 MiB"):
        open_image(path)


def test_deflated_cut_or_damaged(tmp_path: Path) -> None:
    whole = write_image(tmp_path / "a.dcm", RAMP, DeflatedExplicitVRLittleEndian).read_bytes()
    path = tmp_path / "b.dcm"
    path.write_bytes(whole[:-40])
    with pytest.raises(UnreadableImage, match="cut short"):
        open_image(path)
    path.write_bytes(whole[:-100] + b"\xff" * 100)
    with pytest.raises(UnreadableImage, match="deflated"):
        open_image(path)


# --- hostile --------------------------------------------------------------------------------------------

NESTED = struct.pack("<HH2sHL", 7, 0x1001, b"SQ", 0, 0xFFFFFFFF) + b"\xfe\xff\x00\xe0\xff\xff\xff\xff"


@pytest.mark.parametrize("vr", [b"SQ", b"UN"])
def test_thousands_of_open_nested_sequences(tmp_path: Path, vr: bytes) -> None:
    path = tmp_path / "deep.dcm"
    path.write_bytes(
        meta("1.2.840.10008.1.2.1") + NESTED.replace(b"SQ", vr) * 5000 + bare(tmp_path / "b.dcm")
    )
    with pytest.raises(UnreadableImage, match="too deeply"):
        open_image(path)


@pytest.mark.parametrize("tag", [(0x0007, 0x1001), (0x0028, 0x3010)])
def test_thousands_of_closed_nested_sequences(tmp_path: Path, tag: tuple[int, int]) -> None:
    value = b""
    for _ in range(2000):
        value = raw_element(*tag, b"SQ", b"\xfe\xff\x00\xe0" + struct.pack("<L", len(value)) + value)
    data = bare(tmp_path / "b.dcm")
    place = 0 if tag[0] == 7 else data.index(b"\xe0\x7f\x10\x00")
    path = tmp_path / "deep.dcm"
    path.write_bytes(meta("1.2.840.10008.1.2.1") + data[:place] + value + data[place:])
    assert np.array_equal(open_image(path).pixels, RAMP)


def test_too_many_items_are_not_parsed(tmp_path: Path) -> None:
    items = raw_element(0x0028, 0x3000, b"SQ", b"\xfe\xff\x00\xe0\0\0\0\0" * 600_000)
    data = bare(tmp_path / "b.dcm")
    place = data.index(b"\xe0\x7f\x10\x00")
    path = tmp_path / "wide.dcm"
    path.write_bytes(meta("1.2.840.10008.1.2.1") + data[:place] + items + data[place:])
    with pytest.raises(UnreadableImage, match="ModalityLUTSequence"):
        open_image(path)


@pytest.mark.parametrize("vr", [b"UT", b"OB", b"UN"])
@pytest.mark.parametrize("element", [0x0005, 0x0007])
def test_absurd_length_is_not_allocated(tmp_path: Path, vr: bytes, element: int) -> None:
    path = tmp_path / "long.dcm"
    false = raw_element(0x0008, element, vr, b"", length=0xFFFFFFF0)
    path.write_bytes(meta("1.2.840.10008.1.2.1") + false + bare(tmp_path / "b.dcm"))
    with pytest.raises(UnreadableImage, match="cut short"):
        open_image(path)


def test_absurd_number_of_frames(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, NumberOfFrames=2_000_000_000)
    with pytest.raises(UnreadableImage, match="header needs"):
        open_image(path)


@pytest.mark.parametrize("vr", [b"UI", b"SQ", b"PN", b"OB", b"FD", b"AT", b"IS", b"ZZ"])
@pytest.mark.parametrize("keyword", ["Rows", "RescaleSlope", "WindowCenter", "PatientAge", "NumberOfFrames"])
def test_wrong_vr_is_survived(tmp_path: Path, vr: bytes, keyword: str) -> None:
    dataset = image_dataset(RAMP, RescaleSlope="1", WindowCenter="20", WindowWidth="10", NumberOfFrames="1")
    dataset.PatientAge = "003Y"
    path = write_dicom(tmp_path / "a.dcm", dataset)
    element = dataset[keyword]
    tag = struct.pack("<HH", element.tag.group, element.tag.element)
    path.write_bytes(path.read_bytes().replace(tag + element.VR.encode(), tag + vr, 1))
    try:
        image = open_image(path)
    except MedDiagError as error:
        assert str(error).startswith("a.dcm cannot be opened: ")  # noqa: PT017
    else:
        assert np.array_equal(image.pixels, RAMP)


@given(st.data())
def test_any_damage_opens_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(shipped("MR_small_RLE.dcm").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(132, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.dcm"
    path.write_bytes(whole)
    try:
        assert open_image(path).pixels.size > 0
    except MedDiagError as error:
        assert str(error).startswith("damaged.dcm cannot be opened: ")  # noqa: PT017


def test_nothing_of_the_header_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, recwarn: Any
) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, PatientID="SECRET-7", PatientName="Secret^Name")
    path.write_bytes(path.read_bytes().replace(b"1.2.3\0", b"Secret", 1))
    open_image(path)
    assert "ecret" not in caplog.text
    assert not [warning for warning in recwarn if "ecret" in str(warning.message)]


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"Modality": "CT"}, "calibrated to the patient"),
        (
            {"Modality": "DX", "ImagerPixelSpacing": [0.143, 0.143]},
            "at the detector, larger than the anatomy",
        ),
        ({"Modality": "DX", "ImagerPixelSpacing": [0.16, 0.16]}, "calibrated to the patient"),
        (
            {"Modality": "DX", "NominalScannedPixelSpacing": [0.143, 0.143]},
            "whether calibrated is not stated",
        ),
        ({"Modality": "CR"}, "whether calibrated is not stated"),
        ({"Modality": "CR", "PixelSpacingCalibrationType": "FIDUCIAL"}, "calibrated to the patient"),
    ],
)
def test_a_projection_is_calibrated_only_where_the_file_says_so(tmp_path, attributes, words):
    path = write_image(
        tmp_path / "a.dcm", np.zeros((4, 4), np.uint8), PixelSpacing=[0.143, 0.143], **attributes
    )
    spacing = open_image(path).spacing
    assert spacing.words == words
    assert (spacing.row_mm, spacing.source) == (0.143, "PixelSpacing")
