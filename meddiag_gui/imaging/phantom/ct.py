"""The phantom as a CT series: the same bodies, sampled on a grid and written as slices (PS3.3 A.3)."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.phantom.bodies import Floats
from meddiag_gui.imaging.phantom.materials import ATTENUATION, WATER, Part
from meddiag_gui.imaging.phantom.study import IDENTITY, SEED, VERSION, make_uid
from meddiag_gui.imaging.phantom.thorax import thorax
from meddiag_gui.language import tr
from meddiag_gui.paths import user_cache
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

SPACING = (2.5, 1.0, 1.0)
"""Distance of slices, rows and columns in mm."""
ACROSS, DEEP, HIGH = (-115.0, 116.0), (152.0, 4.0), (112.0, -140.0)
"""Of the bodies' x, z and y axis in mm: from the first column, row and slice towards the last."""
NOISE_HU = 22.0  # before the blur, which leaves less than half of it
INTERCEPT = -1024
WINDOWS = ((40, 400, "Soft tissue"), (-550, 1500, "Lung"), (400, 1800, "Bone"))


def demo_ct(
    folder: Path | None = None, *, report: Report = no_report, token: CancelToken | None = None
) -> Path:
    """Return the folder of the CT slices, made in ``folder`` (the user's cache unless given) if need be.

    Raises
    ------
    OSError
        If the folder cannot be written.
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    place = folder or user_cache() / "demo"
    target = place / f"ct-phantom-{VERSION}"
    if not target.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=place, prefix=".ct-"))
        try:
            for number, content in enumerate(slice_files(), 1):
                token.check()
                (made / f"{number:03}.dcm").write_bytes(content)
                report(Progress(number, len(_axis(HIGH, SPACING[0])), tr("Computing the CT phantom")))
            made.rename(target)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    return target


def slice_files() -> Iterator[bytes]:
    """Compute the slices from the feet up, each as a DICOM file; the same bytes every time."""
    parts = [part for part in thorax(SEED) if part.material != "lead"]  # the marker lies on the film
    rng = np.random.default_rng(SEED)
    for number, height in enumerate(_axis(HIGH, SPACING[0])):
        values = hounsfield(parts, float(height)) + rng.normal(0, NOISE_HU, _shape())
        stored = np.clip(np.rint(_blurred(values)) - INTERCEPT, 0, 4095).astype(np.uint16)
        yield _as_dicom(stored, number, float(height))


def hounsfield(parts: Sequence[Part], height: float) -> Floats:
    """CT numbers ``(rows, columns)`` of the slice at a height (y of the bodies, in mm), front row first."""
    x, z = _axis(ACROSS, SPACING[2]), _axis(DEEP, SPACING[1])
    total = np.full(_shape(), ATTENUATION["air"])
    for part in parts:
        center, reach = part.body.center, part.body.reach
        columns = np.flatnonzero(np.abs(x - center[0]) <= reach)
        rows = np.flatnonzero(np.abs(z - center[2]) <= reach)
        if abs(height - center[1]) > reach or not columns.size or not rows.size:
            continue
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        points = np.stack(np.broadcast_arrays(x[box[1]], height, z[box[0]][:, None]), axis=-1)
        inside = part.body.contains(points)
        for other in part.without if inside.any() else ():
            inside &= ~other.contains(points)
        if part.host == "lung":  # vessels overlap where they fork, and end in what is no lung
            total[box] = np.maximum(total[box], ATTENUATION[part.material] * inside)
        else:
            total[box] += part.contrast * inside
    return 1000 * (total / WATER - 1)


def _shape() -> tuple[int, int]:
    return len(_axis(DEEP, SPACING[1])), len(_axis(ACROSS, SPACING[2]))


def _axis(ends: tuple[float, float], step: float) -> Floats:
    first, last = ends
    return np.arange(first, last, step if last > first else -step)


def _blurred(image: Floats) -> Floats:
    """Mean with the neighbours, 1 : 2 : 1 along each axis: a soft reconstruction kernel."""
    for axis in (0, 1):
        image = (2 * image + np.roll(image, 1, axis) + np.roll(image, -1, axis)) / 4
    return image


def _as_dicom(pixels: NDArray[np.uint16], number: int, height: float) -> bytes:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    own = {
        "SOPClassUID": CTImageStorage, "SOPInstanceUID": make_uid(f"ct {number}"),
        "StudyInstanceUID": make_uid("ct study"), "SeriesInstanceUID": make_uid("ct series"),
        "FrameOfReferenceUID": make_uid("frame"), "InstanceNumber": number + 1,
        # The bodies' axes are those of a film: x to the patient's left, y to the feet, z to the front.
        "ImagePositionPatient": [ACROSS[0], -DEEP[0], -height],
        "Rows": pixels.shape[0], "Columns": pixels.shape[1], "PixelData": pixels.astype("<u2").tobytes(),
    }  # fmt: skip
    for keyword, value in {**IDENTITY, **_ACQUISITION, **own}.items():
        setattr(ds, keyword, value)
    buffer = io.BytesIO()
    ds.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


_ACQUISITION: dict[str, object] = {
    "Modality": "CT",
    "QualityControlImage": "YES",
    "ImageType": ["DERIVED", "PRIMARY", "AXIAL"],
    "DerivationDescription": "Computed from geometric bodies; no X-rays and no patient",
    "SeriesNumber": 2,
    "BodyPartExamined": "CHEST",
    "PatientPosition": "HFS",
    "PositionReferenceIndicator": "",
    "AcquisitionNumber": 1,
    "KVP": "",
    "SliceThickness": SPACING[0],
    "PixelSpacing": list(SPACING[1:]),
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsAllocated": 16,
    "BitsStored": 12,
    "HighBit": 11,
    "PixelRepresentation": 0,
    "RescaleIntercept": INTERCEPT,
    "RescaleSlope": 1,
    "RescaleType": "HU",
    "WindowCenter": [center for center, _, _ in WINDOWS],
    "WindowWidth": [width for _, width, _ in WINDOWS],
    "WindowCenterWidthExplanation": [name for _, _, name in WINDOWS],
    "LossyImageCompression": "00",
    "BurnedInAnnotation": "NO",
}
