"""What is done with each attribute: PS3.15 Table E.1-1, its options, and stricter rules beyond it.

The table itself comes from dicom-anonymizer, which follows the standard's editions. That package applies it
to the outermost level only and knows no options, so how it is applied stands here and in `attributes`.
"""

from __future__ import annotations

import functools
from enum import Enum

from pydicom.datadict import tag_for_keyword
from pydicom.tag import BaseTag

from meddiag_gui.imaging.deidentify.options import Dates, Options

EDITION = "2026c"
"""Of PS3.15, whose table is applied."""


class Action(Enum):
    """What becomes of one attribute; the letters are those of Table E.1-1a."""

    KEEP = "K"
    REMOVE = "X"
    EMPTY = "Z"
    DUMMY = "D"
    UID = "U"
    CLEAN = "C"
    SHIFT = "shift"


def _tags(*keywords: str) -> frozenset[int]:
    found = {keyword: tag_for_keyword(keyword) for keyword in keywords}
    missing = [keyword for keyword, tag in found.items() if tag is None]
    if missing:
        raise KeyError(f"no such attributes: {missing}")
    return frozenset(tag for tag in found.values() if tag is not None)


# fmt: off
_DEVICE = _tags(
    "StationName", "DeviceSerialNumber", "DeviceUID", "DetectorID", "GantryID", "PlateID", "CassetteID",
    "GeneratorID", "PerformedStationAETitle", "PerformedStationName", "PerformedStationNameCodeSequence",
    "ScheduledStationAETitle", "ScheduledStationName", "ScheduledStationNameCodeSequence",
    "SourceManufacturer", "SourceSerialNumber", "XRayDetectorID", "XRaySourceID",
    "TransducerIdentificationSequence", "DeviceDescription", "DeviceLabel", "LongDeviceDescription",
    "ManufacturerDeviceIdentifier", "UniqueDeviceIdentifier", "UDISequence", "LensSerialNumber",
)
_INSTITUTION = _tags(
    "InstitutionName", "InstitutionAddress", "InstitutionCodeSequence", "InstitutionalDepartmentName",
    "InstitutionalDepartmentTypeCodeSequence",
)
_PATIENT = _tags(
    "PatientAge", "PatientSex", "PatientSize", "PatientWeight", "EthnicGroup", "PatientSexNeutered",
    "SmokingStatus", "PregnancyStatus",
)
_PATIENT_TEXTS = _tags("Allergies", "PatientState", "PreMedication", "SpecialNeeds")
_DESCRIPTORS = _tags(
    "StudyDescription", "SeriesDescription", "ProtocolName", "PerformedProcedureStepDescription",
    "RequestedProcedureDescription", "ScheduledProcedureStepDescription", "AcquisitionProtocolDescription",
    "AcquisitionDeviceProcessingDescription", "AdmittingDiagnosesDescription", "DerivationDescription",
    "ImageComments", "FrameComments", "ContrastBolusAgent", "StudyComments",
    "SeriesDescriptionCodeSequence", "ReasonForStudy", "ReasonForTheRequestedProcedure",
    "RequestedContrastAgent", "AcquisitionComments", "ContentLabel", "ContentDescription", "SegmentLabel",
    "SegmentDescription", "StructureSetLabel", "StructureSetName", "ROIName", "ROIDescription",
    "VisitComments", "RequestedProcedureComments", "IdentifyingComments",
)
_CONTENT = _tags("ContentSequence", "AcquisitionContextSequence", "TextValue")
_BORN = _tags("PatientBirthDate", "PatientBirthTime", "PatientBirthDateInAlternativeCalendar",
              "PatientDeathDateInAlternativeCalendar", "PatientAlternativeCalendar")
_BINARY = _tags(  # values that make a picture right, and hold no text
    "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData", "BluePaletteColorLookupTableData",
    "AlphaPaletteColorLookupTableData", "SegmentedRedPaletteColorLookupTableData",
    "SegmentedGreenPaletteColorLookupTableData", "SegmentedBluePaletteColorLookupTableData",
    "SegmentedAlphaPaletteColorLookupTableData", "LUTData", "ShadowStyle", "VectorGridData",
    "PointCoordinatesData", "TrianglePointIndexList", "LongPrimitivePointIndexList", "ShutterOverlayGroup",
)
# fmt: on
_DATES = ("DA", "DT", "TM")
_BYTES = ("OB", "OD", "OF", "OL", "OV", "OW")
_FREE_TEXT = ("LT", "ST", "UT")


def action_for(tag: BaseTag, vr: str, options: Options) -> Action:
    """Tell what becomes of an attribute.

    Parameters
    ----------
    tag
        Of a data set at any depth.
    vr
        Its value representation; ``UN`` where it is not known.
    """
    if tag.is_private or tag.element == 0 or tag.group & 0xFF00 in (0x5000, 0x6000):
        return Action.REMOVE  # curves and overlays may hold writing (PS3.15 E.3.3); group lengths are stale
    return _by_option(tag, vr, options) or _table().get(int(tag)) or _unnamed(tag, vr)


def _by_option(tag: int, vr: str, options: Options) -> Action | None:
    """Look an attribute up in the columns of options; None where they leave it to the basic profile."""
    if vr in _DATES and tag not in _BORN and options.dates is not Dates.REMOVE:
        return Action.KEEP if options.dates is Dates.KEEP else Action.SHIFT
    if options.uids and vr == "UI":
        return Action.KEEP
    kept = (
        (options.device, _DEVICE),
        (options.institution, _INSTITUTION),
        (options.patient_characteristics, _PATIENT),
    )
    if any(wanted and tag in tags for wanted, tags in kept):
        return Action.KEEP
    cleaned = (
        (options.patient_characteristics, _PATIENT_TEXTS),
        (options.descriptors, _DESCRIPTORS),
        (options.structured_content, _CONTENT),
    )
    if any(wanted and tag in tags for wanted, tags in cleaned):
        return Action.CLEAN
    return None


def _unnamed(tag: int, vr: str) -> Action:
    """Judge an attribute that the table does not name: what can carry an identity does not stay."""
    if vr in _DATES or vr in _FREE_TEXT or vr == "UN":
        return Action.REMOVE
    if vr in ("PN", "AE"):
        return Action.EMPTY
    if vr == "UI":
        return Action.UID
    if vr in _BYTES:
        return Action.KEEP if tag in _BINARY else Action.REMOVE
    return Action.KEEP


@functools.cache
def _table() -> dict[int, Action]:
    """Actions of the basic profile by tag; of alternatives, the one that always conforms.

    ``X/Z`` is emptied, ``X/D``, ``Z/D`` and ``X/Z/D`` get a dummy: a required attribute must not vanish.
    """
    from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as edition

    rows = (
        (Action.DUMMY, (*edition.D_TAGS, *edition.Z_D_TAGS, *edition.X_D_TAGS, *edition.X_Z_D_TAGS)),
        (Action.EMPTY, (*edition.Z_TAGS, *edition.X_Z_TAGS)),
        (Action.REMOVE, edition.X_TAGS),
        (Action.UID, (*edition.U_TAGS, *edition.X_Z_U_STAR_TAGS)),
    )
    return {
        tag[0] << 16 | tag[1]: action
        for action, tags in rows
        for tag in tags
        if len(tag) == 2  # repeating groups are all removed
    }
