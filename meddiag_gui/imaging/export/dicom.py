"""New DICOM objects about images: secondary captures and key object selections, written by highdicom."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from meddiag_gui import __version__
from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.dicom.reading import parse
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr

MAKER = "MedDiag"
COMMENT = "Research use only, not for diagnosis"
_NEEDED = {  # type 2 attributes of patient and study that a sloppy file may lack
    "PatientID": "", "PatientName": "", "PatientBirthDate": "", "PatientSex": "", "AccessionNumber": "",
    "StudyID": "", "StudyDate": "", "StudyTime": "", "ReferringPhysicianName": "", "Manufacturer": "",
}  # fmt: skip


def secondary_capture(source: Path, picture: NDArray[np.uint8], *, identified: bool, frame: int = 0) -> bytes:
    """Make a Secondary Capture (PS3.3 A.8.1) of a picture of an image, in its study.

    Parameters
    ----------
    picture
        ``(rows, columns, 3)`` RGB as it is to be seen.
    identified
        Whether texts in it name the patient.
    frame
        Frame of the source that it shows, from 0.

    Raises
    ------
    ExportError
        If the source is no DICOM image that a new object can refer to.
    """
    from highdicom.sc import SCImage

    header = header_of(source)
    made: Any = SCImage.from_ref_dataset(
        header, picture, "RGB", 8, "PATIENT", series_instance_uid=generate_uid(), series_number=9000,
        sop_instance_uid=generate_uid(), instance_number=1, manufacturer=MAKER,
        patient_orientation=("L", "F"), transfer_syntax_uid=ExplicitVRLittleEndian,
        manufacturer_model_name=MAKER, software_versions=__version__,
    )  # fmt: skip
    made.PatientOrientation = None  # the picture may be turned, or show several things
    made.ImageType = ["DERIVED", "SECONDARY"]
    stated = header.get("BurnedInAnnotation") == "YES"
    made.BurnedInAnnotation = "YES" if identified or stated else "NO"
    made.SeriesDescription = f"{MAKER}: capture"
    made.DerivationDescription = f"Picture of the screen. {COMMENT}."
    made.ImageComments = COMMENT
    reference = Dataset()
    reference.ReferencedSOPClassUID = header.SOPClassUID
    reference.ReferencedSOPInstanceUID = header.SOPInstanceUID
    if int(header.get("NumberOfFrames") or 1) > 1:
        reference.ReferencedFrameNumber = frame + 1
    made.SourceImageSequence = [reference]
    return as_bytes(made)


def key_objects(sources: Sequence[Path], remark: str = "") -> bytes:
    """Make a Key Object Selection (PS3.3 A.35.4) of images of one study and patient.

    Raises
    ------
    ExportError
        If the images are not of one study and patient, or one is no DICOM image.
    """
    from highdicom.ko import KeyObjectSelection, KeyObjectSelectionDocument
    from pydicom.sr.codedict import codes

    headers = [header_of(source) for source in sources]
    if len({(one.StudyInstanceUID, one.PatientID) for one in headers}) != 1:
        raise ExportError(
            tr("Key images can only be saved together if they are of one study of one patient.")
        )
    content = KeyObjectSelection(codes.DCM.OfInterest, headers, description=remark or None)
    made = KeyObjectSelectionDocument(
        headers, content, series_instance_uid=generate_uid(), series_number=9001,
        sop_instance_uid=generate_uid(), instance_number=1, manufacturer=MAKER,
    )  # fmt: skip
    made.SeriesDescription = f"{MAKER}: key images ({COMMENT.lower()})"
    return as_bytes(made)


def header_of(source: Path) -> Dataset:
    """Header of a DICOM image, with what highdicom needs of patient and study.

    Raises
    ------
    ExportError
        If it is no DICOM file with the identifiers of an image.
    """
    name = clean_text(source.name)
    with open_file(source) as stream:
        size = source.stat().st_size
        if sniff(stream.read(HEAD_BYTES), size) != "dicom":
            raise ExportError(
                tr("{name} is no DICOM image, so that no DICOM object can refer to it.", name=name)
            )
        stream.seek(0)
        dataset = _parsed(stream, size)
    for keyword in ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        if not dataset.get(keyword):
            raise ExportError(
                tr(
                    "{name} has no {keyword}, so that no DICOM object can refer to it.",
                    name=name,
                    keyword=keyword,
                )
            )
    for keyword, empty in _NEEDED.items():
        if keyword not in dataset:
            setattr(dataset, keyword, empty)
    return dataset


@guarded
def _parsed(stream: Any, size: int) -> Dataset:
    return parse(stream, size).dataset


def as_bytes(made: Dataset) -> bytes:
    """Write a data set as a DICOM file."""
    stream = BytesIO()
    made.save_as(stream, enforce_file_format=True)
    return stream.getvalue()
