"""Others' results as highdicom and pydicom write them, over a CT series whose every pixel is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import highdicom as hd
import numpy as np
from highdicom.sr import CodedConcept
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import RTStructureSetStorage, generate_uid

from tests.support.dicom_files import write_dicom, write_image
from tests.support.volumes import item

ROWS, COLUMNS = 6, 8
SPACING = (0.5, 0.8)
STEP = 2.0  # mm between slices
_PERSON = {"PatientID": "P-1", "PatientName": "Doe^Jane", "PatientBirthDate": "19600101", "PatientSex": "F"}
_STUDY = {
    "StudyInstanceUID": "1.2.826.1", "StudyDate": "20240131", "StudyTime": "101500", "StudyID": "1",
    "AccessionNumber": "", "ReferringPhysicianName": "",
}  # fmt: skip
MAKER = {
    "manufacturer": "Test", "manufacturer_model_name": "Test", "software_versions": "1",
    "device_serial_number": "1",
}  # fmt: skip


def write_ct(path: Path, number: int, **attributes: Any) -> Path:
    """Write slice ``number`` of an axial CT series, at ``z = 2 * number`` mm, each pixel of its number."""
    given = _PERSON | _STUDY | {
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2", "SOPInstanceUID": f"1.2.826.1.2.{number}",
        "Modality": "CT",
        "SeriesInstanceUID": "1.2.826.1.2", "SeriesNumber": 3, "InstanceNumber": number,
        "FrameOfReferenceUID": "1.2.826.1.9", "PositionReferenceIndicator": "", "PixelSpacing": list(SPACING),
        "SliceThickness": STEP, "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
        "ImagePositionPatient": [-10, 20, STEP * number], "Manufacturer": "Test", "RescaleSlope": 1,
        "RescaleIntercept": 0, "PatientOrientation": ["L", "P"],
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
    }  # fmt: skip
    return write_image(path, np.full((ROWS, COLUMNS), number, np.int16), **(given | attributes))


def ct_series(folder: Path, count: int = 3) -> list[Path]:
    """Write slices 1 to ``count``."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_ct(folder / f"ct{number}.dcm", number) for number in range(1, count + 1)]


def uid() -> dict[str, Any]:
    """Fresh identifiers of an instance for highdicom."""
    return {
        "series_instance_uid": generate_uid(), "series_number": 9, "sop_instance_uid": generate_uid(),
        "instance_number": 1,
    }  # fmt: skip


def write_seg(
    path: Path, sources: Sequence[Path], masks: np.ndarray, kind: str = "BINARY", **more: Any
) -> Path:
    """Write a segmentation of masks ``(slices, rows, columns, segments)``."""
    described = [
        hd.seg.SegmentDescription(
            number, name, codes.SCT.Organ, codes.SCT.Liver, "MANUAL",
            display_color=hd.color.CIELabColor.from_rgb(*color),
        )
        for number, (name, color) in enumerate((("Liver", (200, 100, 50)), ("Cyst", (0, 120, 255))), 1)
    ][: masks.shape[-1]]  # fmt: skip
    images = [dcmread(source) for source in sources]
    hd.seg.Segmentation(images, masks, kind, described, **uid(), **MAKER, **more).save_as(path)
    return path


def write_structures(path: Path, contours: Sequence[Dataset], **attributes: Any) -> Path:
    """Write a structure set with one region, ``Heart``, red."""
    given = _PERSON | _STUDY | {
        "SOPClassUID": RTStructureSetStorage, "SOPInstanceUID": generate_uid(), "Modality": "RTSTRUCT",
        "StructureSetLabel": "Plan", "SeriesInstanceUID": generate_uid(),
        "StructureSetROISequence": [
            item(ROINumber=7, ROIName="Heart", ReferencedFrameOfReferenceUID="1.2.826.1.9",
                 ROIGenerationAlgorithm="MANUAL")
        ],
        "ROIContourSequence": [
            item(ReferencedROINumber=7, ROIDisplayColor=[255, 0, 0], ContourSequence=list(contours))
        ],
    }  # fmt: skip
    return write_dicom(path, item(**(given | attributes)))


def contour(points: Sequence[float], source: str | None = None, form: str = "CLOSED_PLANAR") -> Dataset:
    """Make a contour of numbers in mm, on the image with the UID if given."""
    refs = [item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID=source)]
    return item(
        ContourGeometricType=form,
        NumberOfContourPoints=len(points) // 3,
        ContourData=list(points),
        ContourImageSequence=refs if source else None,
    )


def write_presentation(path: Path, sources: Sequence[Path], **attributes: Any) -> Path:
    """Write a grayscale presentation state of a window 40/80; attributes are added by keyword."""
    images = [dcmread(source) for source in sources]
    voi = hd.pr.SoftcopyVOILUTTransformation(window_center=40.0, window_width=80.0)
    layer = hd.pr.GraphicLayer("MARKS", 1, display_color=hd.color.CIELabColor.from_rgb(0, 255, 0))
    arrow = hd.pr.GraphicObject("POLYLINE", np.array([[1.0, 1.0], [4.0, 3.0]]), "PIXEL")
    note = hd.pr.TextObject("look here", "PIXEL", anchor_point=(4.0, 3.0))
    drawn = hd.pr.GraphicAnnotation(images, layer, graphic_objects=[arrow], text_objects=[note])
    state = hd.pr.GrayscaleSoftcopyPresentationState(
        images, **uid(), **MAKER, content_label="TEACHING", graphic_layers=[layer],
        graphic_annotations=[drawn], voi_lut_transformations=[voi],
    )  # fmt: skip
    for keyword, value in attributes.items():
        setattr(state, keyword, value)
    state.save_as(path)
    return path


def write_report(path: Path, source: Path, **more: Any) -> Path:
    """Write a TID 1500 report: one lesion of 12.5 mm with a line on the image."""
    image = dcmread(source)
    selected = hd.sr.SourceImageForRegion(image.SOPClassUID, image.SOPInstanceUID)
    region = hd.sr.ImageRegion("POLYLINE", np.array([[1.0, 2.0], [5.0, 2.0]]), selected)
    length = hd.sr.Measurement(codes.SCT.Length, 12.5, codes.UCUM.Millimeter)
    group = hd.sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        hd.sr.TrackingIdentifier(generate_uid(), "Lesion 1"), referenced_region=region,
        finding_type=codes.SCT.Nodule, measurements=[length],
        finding_sites=[hd.sr.FindingSite(codes.SCT.Lung)],
    )  # fmt: skip
    observer = hd.sr.PersonObserverIdentifyingAttributes("Reader^A")
    context = hd.sr.ObservationContext(
        observer_person_context=hd.sr.ObserverContext(codes.DCM.Person, observer)
    )
    content = hd.sr.MeasurementReport(context, CodedConcept("P5-09051", "SRT", "Chest CT"), [group])
    report = hd.sr.ComprehensiveSR([image], content[0], **uid(), manufacturer="Test", **more)
    report.save_as(path)
    return path


def write_selection(path: Path, sources: Sequence[Path]) -> Path:
    """Write a key object selection for teaching, with a remark."""
    images = [dcmread(source) for source in sources]
    content = hd.ko.KeyObjectSelection(codes.DCM.ForTeaching, images, description="Fine example")
    hd.ko.KeyObjectSelectionDocument(images, content, **uid()).save_as(path)
    return path


def write_document(path: Path, content: bytes, **attributes: Any) -> Path:
    """Write an encapsulated PDF."""
    given = _PERSON | _STUDY | {
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.104.1", "SOPInstanceUID": generate_uid(), "Modality": "DOC",
        "SeriesInstanceUID": generate_uid(), "DocumentTitle": "Letter",
        "MIMETypeOfEncapsulatedDocument": "application/pdf", "EncapsulatedDocumentLength": len(content),
        "EncapsulatedDocument": content + b"\0" * (len(content) % 2),
    }  # fmt: skip
    return write_dicom(path, item(**(given | attributes)))
