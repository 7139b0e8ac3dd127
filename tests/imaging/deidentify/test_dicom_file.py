"""Identities planted in every corner of a file are nowhere in the bytes that leave."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import JPEGBaseline8Bit

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.dicom_file import DicomFile
from meddiag_gui.imaging.deidentify.examine import Examined
from meddiag_gui.imaging.deidentify.options import Dates, Options
from meddiag_gui.imaging.deidentify.pseudonyms import Pseudonyms
from tests.support.dicom_files import image_dataset, write_dicom

PSEUDONYMS = Pseudonyms(b"only for tests, at least 32 bytes long")
CLEAN = Examined((), ())
SEEDS = (
    "Wiśniewska", "Agnieszka", "王小东", "Zweitname", "MRN4471920", "ALT-99812", "ACC7730011", "19610412",
    "Ordensmeister", "Überweiser", "Kraskowitz", "Hauptstrasse", "Krankenhaus", "STATION77", "GERAET4711",
    "0171-5550199", "Krzeszowice", "Bezirksamt", "Geheimstudie", "Vorbefund", "Plakette9", "Kettenglied",
    "Brustwirbel-Wiśniewska",
)  # fmt: skip
ENCODINGS = ("utf-8", "latin-1", "iso8859-2", "gb18030", "utf-16-le", "utf-16-be")


def seeded(**attributes: object) -> Dataset:
    """Make a file that names one patient wherever a file can."""
    dataset = image_dataset(np.arange(64 * 48, dtype=np.uint16).reshape(48, 64))
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName, dataset.PatientID = "Wiśniewska^Agnieszka^Zweitname=王小东", "MRN4471920"
    dataset.OtherPatientIDs, dataset.AccessionNumber = ["ALT-99812", "MRN4471920"], "ACC7730011"
    dataset.PatientBirthDate, dataset.PatientSex, dataset.PatientAge = "19610412", "F", "093Y"
    dataset.ReferringPhysicianName, dataset.OperatorsName = "Überweiser^Kraskowitz", "Ordensmeister"
    dataset.PatientAddress, dataset.InstitutionName = "Hauptstrasse 5, Krzeszowice", "Krankenhaus Krzeszowice"
    dataset.StationName, dataset.DeviceSerialNumber = "STATION77", "GERAET4711"
    dataset.PatientTelephoneNumbers, dataset.PatientComments = "0171-5550199", "Vorbefund of 12.04.1961"
    dataset.StudyDescription, dataset.SeriesDescription = "Geheimstudie Wiśniewska", "CHEST PA"
    dataset.ImageComments = "asked for by Bezirksamt"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.826.0.1.77.1", "1.2.826.0.1.77.2"
    dataset.StudyDate, dataset.StudyTime, dataset.AcquisitionDateTime = (
        "20240301",
        "101500",
        "20240301101500.000",
    )
    dataset.KVP = "120"
    dataset.BodyPartExamined = "CHEST"
    dataset.AcquisitionDeviceProcessingCode = "Wiśniewska"  # not in the profile's table, and repeats the name
    dataset.ViewCodeSequence = [Dataset()]
    dataset.ViewCodeSequence[0].CodeMeaning = "Brustwirbel-Wiśniewska"
    item = Dataset()
    item.PatientID, item.PersonName = "MRN4471920", "Kettenglied"
    inner = Dataset()
    inner.TextValue, inner.ReferencedSOPInstanceUID = "Wiśniewska again", "1.2.826.0.1.77.9"
    item.ReferencedImageSequence = Sequence([inner])
    dataset.RequestAttributesSequence = Sequence([item])
    dataset.SourceImageSequence = Sequence([inner])
    block = dataset.private_block(0x0029, "Plakette9", create=True)
    block.add_new(0x01, "LO", "MRN4471920")
    block.add_new(0x02, "OB", "Wiśniewska".encode("utf-16-le"))
    dataset.add_new(0x60000010, "US", 48)
    dataset.add_new(0x60000022, "LO", "MRN4471920")
    dataset.add_new(0x60003000, "OB", b"\xff" * 384)
    dataset.add_new(0x00880200, "SQ", [image_dataset(np.zeros((8, 8), np.uint8), PatientID="MRN4471920")])
    dataset.add_new(0xFFFCFFFC, "OB", b"Agnieszka")
    dataset.add_new(0x00091001, "UN", b"MRN4471920")  # private, without its creator
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def cleaned(path: Path, options: Options | None = None, examined: Examined = CLEAN) -> tuple[bytes, Dataset]:
    """De-identify a file and read what came out."""
    with path.open("rb") as stream:
        file = DicomFile(path, "0" * 64, stream, path.stat().st_size, options or Options())
        data, _ = file.cleaned(PSEUDONYMS, examined)
    return data, dcmread(BytesIO(data))


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = write_dicom(tmp_path / "Wiśniewska MRN4471920.dcm", seeded())
    data = bytearray(path.read_bytes())
    data[:20] = "Wiśniewska".encode().ljust(20, b"\0")  # the preamble, which nobody looks at
    path.write_bytes(data + b"Agnieszka behind the end")
    return path


EVERYTHING = Options(
    Dates.SHIFT, device=False, patient_characteristics=True, descriptors=True, structured_content=True
)


@pytest.mark.parametrize("options", [Options(), EVERYTHING], ids=["basic", "many kept"])
def test_nothing_that_was_planted_is_in_the_bytes(original: Path, options: Options) -> None:
    data, _ = cleaned(original, options)
    found = set()
    for seed in SEEDS:
        for encoding in ENCODINGS:
            try:
                if seed.encode(encoding) in data:
                    found.add((seed, encoding))
            except UnicodeEncodeError:
                continue
    assert not found
    assert data[:128] == b"\0" * 128


def test_what_tells_the_picture_stays(original: Path) -> None:
    _, result = cleaned(original)
    assert result.Modality == "CR"
    assert result.BodyPartExamined == "CHEST"
    assert result.KVP == 120
    assert np.array_equal(result.pixel_array, np.arange(64 * 48, dtype=np.uint16).reshape(48, 64))


def test_patient_and_uids_get_the_same_pseudonyms_every_time(original: Path) -> None:
    _, first = cleaned(original)
    _, second = cleaned(original)
    assert first.PatientID == second.PatientID == str(first.PatientName)
    assert first.PatientID.startswith("P-")
    assert first.SOPInstanceUID == second.SOPInstanceUID == first.file_meta.MediaStorageSOPInstanceUID
    assert first.StudyInstanceUID == PSEUDONYMS.uid("1.2.826.0.1.77.1")
    assert first.SourceImageSequence[0].ReferencedSOPInstanceUID == PSEUDONYMS.uid("1.2.826.0.1.77.9")


def test_the_file_says_what_was_done(original: Path) -> None:
    _, result = cleaned(original, Options(Dates.SHIFT, descriptors=True))
    assert result.PatientIdentityRemoved == "YES"
    assert result.LongitudinalTemporalInformationModified == "MODIFIED"
    codes = {item.CodeValue for item in result.DeidentificationMethodCodeSequence}
    assert codes == {"113100", "113101", "113105", "113107"}
    assert result.BurnedInAnnotation == "NO"


def test_without_options_dates_go_and_with_them_they_move_together(original: Path) -> None:
    _, basic = cleaned(original)
    assert not basic.get("StudyDate")
    assert "AcquisitionDateTime" not in basic or not str(basic.AcquisitionDateTime).startswith("2024")
    _, moved = cleaned(original, Options(Dates.SHIFT))
    assert moved.StudyDate < "20240301"
    assert str(moved.AcquisitionDateTime)[:8] == moved.StudyDate
    assert not moved.get("PatientBirthDate")
    _, kept = cleaned(original, Options(Dates.KEEP))
    assert kept.StudyDate == "20240301"
    assert not kept.get("PatientBirthDate")


def test_what_a_site_keeps_is_kept_and_no_more(original: Path) -> None:
    _, result = cleaned(
        original, Options(device=True, patient_characteristics=True, descriptors=True, uids=True)
    )
    assert result.StationName == "STATION77"
    assert result.PatientSex == "F"
    assert result.PatientAge == "090Y"  # higher ones tell who it is
    assert result.SeriesDescription == "CHEST PA"
    assert not result.get("StudyDescription")  # it repeats the name
    assert result.StudyInstanceUID == "1.2.826.0.1.77.1"
    assert not str(result.get("InstitutionName", "")).startswith("Kranken")


def test_a_text_that_no_table_names_is_blanked_where_it_repeats_the_name(original: Path) -> None:
    with original.open("rb") as stream:
        file = DicomFile(original, "0" * 64, stream, original.stat().st_size, Options())
        _, outcome = file.cleaned(PSEUDONYMS, CLEAN)
    assert "AcquisitionDeviceProcessingCode" in outcome.repeats
    assert "ViewCodeSequence.CodeMeaning" in outcome.repeats
    assert outcome.actions["removed"] > 5


def test_boxes_are_black_in_every_frame_and_nothing_else_changes(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(20, 4000, (3, 40, 50)).astype(np.uint16)
    path = write_dicom(tmp_path / "a.dcm", image_dataset(pixels))
    _, result = cleaned(path, examined=Examined((Box(5, 6, 15, 12),), ()))
    expected = pixels.copy()
    expected[:, 6:12, 5:15] = pixels[0].min()
    assert np.array_equal(result.pixel_array, expected)
    assert result.ImageType[0] == "DERIVED"


def test_in_monochrome1_black_is_the_highest_value(tmp_path: Path) -> None:
    pixels = np.arange(100, dtype=np.uint16).reshape(10, 10)
    path = write_dicom(tmp_path / "a.dcm", image_dataset(pixels, PhotometricInterpretation="MONOCHROME1"))
    _, result = cleaned(path, examined=Examined((Box(0, 0, 3, 3),), ()))
    assert (result.pixel_array[:3, :3] == 99).all()


def test_overlays_hidden_in_unused_bits_do_not_leave(tmp_path: Path) -> None:
    pixels = np.full((10, 10), 7, np.uint16)
    pixels[2:4] |= 0x8000
    dataset = image_dataset(pixels, BitsStored=12, HighBit=11)
    dataset.add_new(0x60000100, "US", 16)
    dataset.add_new(0x60000102, "US", 15)
    _, result = cleaned(write_dicom(tmp_path / "a.dcm", dataset))
    assert (np.frombuffer(result.PixelData, "<u2") == 7).all()


def test_bytes_behind_the_pixels_do_not_leave(tmp_path: Path) -> None:
    dataset = image_dataset(np.full((10, 10), 7, np.uint16))
    dataset.PixelData = dataset.PixelData + b"MRN4471920"
    data, result = cleaned(write_dicom(tmp_path / "a.dcm", dataset))
    assert b"MRN4471920" not in data
    assert len(result.PixelData) == 200


def test_comments_in_compressed_streams_do_not_leave_and_pixels_stay_bit_for_bit(tmp_path: Path) -> None:
    import imagecodecs

    stream = imagecodecs.jpeg8_encode(np.arange(64, dtype=np.uint8).reshape(8, 8), level=95)
    comment = b"MRN4471920 Kettenglied"
    marked = (
        stream[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + stream[2:] + b"Agnieszka"
    )
    dataset = image_dataset(np.zeros((8, 8), np.uint8))
    dataset.PixelData = encapsulate([marked])
    dataset["PixelData"].is_undefined_length = True
    path = write_dicom(tmp_path / "a.dcm", dataset, JPEGBaseline8Bit)
    data, result = cleaned(path)
    assert comment not in data
    assert b"Agnieszka" not in data
    assert result.file_meta.TransferSyntaxUID == JPEGBaseline8Bit
    assert np.array_equal(result.pixel_array, imagecodecs.jpeg8_decode(stream))


def test_documents_and_reports_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    document = Dataset()
    document.SOPClassUID, document.SOPInstanceUID, document.Modality = (
        "1.2.840.10008.5.1.4.1.1.104.1",
        "1.2.3",
        "DOC",
    )
    document.EncapsulatedDocument = b"%PDF Wi\xc5\x9bniewska"
    report = Dataset()
    report.SOPClassUID, report.SOPInstanceUID, report.Modality = (
        "1.2.840.10008.5.1.4.1.1.88.11",
        "1.2.4",
        "SR",
    )
    report.PatientName = "Kettenglied^A"
    item = Dataset()
    item.ValueType, item.TextValue = "TEXT", "Pleural effusion on the left, told Kettenglied"
    other = Dataset()
    other.ValueType, other.TextValue = "TEXT", "Pleural effusion, Dr Brzezicki"
    report.ContentSequence = [item, other]
    for dataset, options, reason in (
        (document, Options(), "document"),
        (report, Options(), "report"),
        (report, Options(structured_content=True), ""),
    ):
        path = write_dicom(tmp_path / "a.dcm", dataset)
        with path.open("rb") as stream:
            file = DicomFile(path, "0" * 64, stream, path.stat().st_size, options)
            assert reason in file.reason_to_leave_out()
            assert bool(reason) == bool(file.reason_to_leave_out())
    data, result = cleaned(path, Options(structured_content=True))
    assert b"Kettenglied" not in data
    assert b"Brzezicki" not in data
    assert "Pleural effusion" in result.ContentSequence[1].TextValue


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = write_dicom(tmp_path / "a.dcm", seeded())
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(UnreadableImage), path.open("rb") as stream:
        DicomFile(path, "0" * 64, stream, path.stat().st_size, Options())
