"""Who, what and when: the attributes that the window shows and the input gate asks for."""

from __future__ import annotations

import re
from datetime import date

from pydicom.dataset import Dataset
from pydicom.uid import UID

from meddiag_gui.imaging.dicom.attributes import BadAttribute, number, numbers, text
from meddiag_gui.imaging.dicom.functional import frame_group
from meddiag_gui.imaging.dicom.layout import PixelLayout
from meddiag_gui.imaging.dicom.playback import read_frame_ms, read_sweeps
from meddiag_gui.imaging.image import ImageHeader, PixelSpacing, SpacingDoubt, SpacingSource
from meddiag_gui.language import tr

_PADDING_PREFIX = {"integer": "", "float": "Float", "double": "DoubleFloat"}
_AGE = re.compile(r"(\d{1,4}) ?([DWMY])")
_DAYS = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}
_SPACINGS: tuple[SpacingSource, ...] = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")
_PROJECTIONS = frozenset(("CR", "DX", "IO", "MG", "PX", "RF", "RG", "XA"))


def read_header(dataset: Dataset, syntax: UID, layout: PixelLayout) -> ImageHeader:
    """Collect the header of an image, all text decoded by its character set and cleaned."""
    return ImageHeader(
        modality=text(dataset, "Modality"),
        photometric=layout.photometric,
        transfer_syntax=str(syntax),
        sop_class_uid=text(dataset, "SOPClassUID"),
        sop_instance_uid=text(dataset, "SOPInstanceUID"),
        study_uid=text(dataset, "StudyInstanceUID"),
        series_uid=text(dataset, "SeriesInstanceUID"),
        frame_of_reference=text(dataset, "FrameOfReferenceUID"),
        patient_name=text(dataset, "PatientName"),
        patient_id=text(dataset, "PatientID"),
        patient_sex=text(dataset, "PatientSex"),
        patient_birth_date=text(dataset, "PatientBirthDate"),
        patient_age_years=age_in_years(dataset),
        body_part=text(dataset, "BodyPartExamined"),
        view_position=text(dataset, "ViewPosition"),
        laterality=text(dataset, "ImageLaterality") or text(dataset, "Laterality"),
        patient_orientation=text(dataset, "PatientOrientation"),
        study_date=text(dataset, "StudyDate"),
        study_description=text(dataset, "StudyDescription"),
        series_description=text(dataset, "SeriesDescription"),
        burned_in_annotation=text(dataset, "BurnedInAnnotation"),
        quality_control=text(dataset, "QualityControlImage"),
        manufacturer=text(dataset, "Manufacturer"),
        bits_stored=layout.bits_stored,
        frames=layout.frames or 1,
        frame_ms=read_frame_ms(dataset, layout.frames or 1),
        sweeps=read_sweeps(dataset),
    )


def age_in_years(dataset: Dataset) -> float | None:
    """Age at the study: Patient's Age (0010,1010), else from birth date and study date; None if neither."""
    match = _AGE.fullmatch(text(dataset, "PatientAge").upper())
    if match:
        return int(match[1]) * _DAYS[match[2]] / _DAYS["Y"]
    born = _date(text(dataset, "PatientBirthDate"))
    seen = next(filter(None, (_date(text(dataset, key)) for key in ("StudyDate", "AcquisitionDate"))), None)
    if born is None or seen is None or seen < born:
        return None
    return (seen - born).days / _DAYS["Y"]


def _date(stated: str) -> date | None:
    digits = stated.replace(".", "")  # ACR-NEMA wrote 1997.04.24
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else None
    except ValueError:
        return None


def read_spacing(dataset: Dataset, frame: int) -> tuple[PixelSpacing | None, tuple[str, ...]]:
    """Pixel spacing and where it comes from; a notice where it is invalid, or pixels are not square."""
    group = frame_group(dataset, frame, "PixelMeasuresSequence")
    notices: list[str] = []
    for source in _SPACINGS:
        try:
            found = numbers(group if source == "PixelSpacing" else dataset, source)
        except BadAttribute:
            found = (0.0,)
        if not found:
            continue
        if len(found) == 2 and min(found) > 0:
            doubt = _doubt(dataset, found) if source == "PixelSpacing" else ""
            return PixelSpacing(found[0], found[1], source, doubt), tuple(notices)
        notices.append(tr("The file's pixel spacing is not valid and was left out."))
    ratio = read_aspect_ratio(dataset)
    if ratio != 1:
        notices.append(
            tr("The pixels are not square: their height is {ratio:.4g} times their width.", ratio=ratio)
        )
    return None, tuple(notices)


def _doubt(dataset: Dataset, spacing: tuple[float, ...]) -> SpacingDoubt:
    """What PS3.3 10.7.1.1 makes of the Pixel Spacing (0028,0030) of a projection image.

    Equal to that of detector or film it was not corrected for magnification, unless the file says so
    (Pixel Spacing Calibration Type (0028,0A02)); beside another value it was; alone it may be either.
    """
    if text(dataset, "Modality") not in _PROJECTIONS or text(dataset, "PixelSpacingCalibrationType"):
        return ""
    for source in _SPACINGS[1:]:
        try:
            other = numbers(dataset, source)
        except BadAttribute:
            continue
        if len(other) == 2:
            same = all(abs(a - b) <= 1e-4 * b for a, b in zip(spacing, other, strict=True))
            return ("at the detector" if source == "ImagerPixelSpacing" else "not stated") if same else ""
    return "not stated"


def read_aspect_ratio(dataset: Dataset) -> float:
    """Pixel Aspect Ratio (0028,0034): vertical over horizontal size; 1 where none is validly stated."""
    try:
        found = numbers(dataset, "PixelAspectRatio")
    except BadAttribute:
        return 1.0
    return found[0] / found[1] if len(found) == 2 and min(found) > 0 else 1.0


def read_padding(dataset: Dataset, layout: PixelLayout) -> tuple[float, float] | None:
    """Inclusive range of *stored* values that are no image (PS3.3 C.7.5.1.1.2)."""
    try:
        prefix = f"{_PADDING_PREFIX[layout.kind]}PixelPadding"
        found = [number(dataset, prefix + end) for end in ("Value", "RangeLimit")]
    except BadAttribute:
        return None
    if found[0] is None:
        return None
    ends = [_as_stored(end, layout) for end in found if end is not None]
    return min(ends), max(ends)


def _as_stored(number_in_header: float, layout: PixelLayout) -> float:
    """Undo a VR of the wrong sign: the value has as many bits as a pixel's cell."""
    if layout.kind != "integer":
        return number_in_header
    if layout.signed and number_in_header >= 2 ** (layout.bits_allocated - 1):
        return number_in_header - float(2**layout.bits_allocated)
    if not layout.signed and number_in_header < 0:
        return number_in_header + float(2**layout.bits_allocated)
    return number_in_header


def is_inverted(dataset: Dataset, layout: PixelLayout) -> bool:
    """Whether the least value is meant to be white: MONOCHROME1, or Presentation LUT Shape INVERSE."""
    if layout.photometric == "MONOCHROME1":
        return True
    return layout.photometric == "MONOCHROME2" and text(dataset, "PresentationLUTShape").upper() == "INVERSE"
