"""From stored values to what they mean: modality transform, VOI, palette, spacing, padding, polarity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage, RTDoseStorage, XRayAngiographicImageStorage

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.modality import ModalityTransform
from meddiag_gui.imaging.image import PixelSpacing, RadiographImage
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.windowing import VoiLut, Window
from tests.support.dicom_files import image_dataset, write_dicom, write_image

RAMP = np.arange(48, dtype=np.uint16).reshape(6, 8)


def item(**attributes: Any) -> Dataset:
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def lut(entries: list[int], first: int = 0, bits: int = 16, **attributes: Any) -> Dataset:
    """Make a LUT item whose VRs are set by hand: the standard lets them be US, SS or OW."""
    made = item(**attributes)
    made.add_new("LUTDescriptor", "SS" if first < 0 else "US", [len(entries) % 65536, first, bits])
    made.add_new("LUTData", "OW", np.array(entries, np.uint16).tobytes())
    return made


def opened(tmp_path: Path, pixels: np.ndarray = RAMP, **attributes: Any) -> RadiographImage:
    return open_image(write_image(tmp_path / "a.dcm", pixels, **attributes))


# --- modality -----------------------------------------------------------------------------------------


def test_ct_in_hounsfield_units(tmp_path: Path) -> None:
    image = opened(tmp_path, SOPClassUID=CTImageStorage, RescaleSlope=1, RescaleIntercept=-1024)
    assert image.pixels.dtype == np.int16
    assert np.array_equal(image.pixels, RAMP.astype(int) - 1024)
    assert image.unit == "HU"


@pytest.mark.parametrize(
    ("slope", "intercept", "kind"),
    [("2", "0", np.uint8), ("1", "-10", np.int8), ("1000", "0", np.uint16), ("-1", "0", np.int8),
     ("100000", "0", np.uint32), ("-100000", "0", np.int32), ("0.5", "0", np.float32)],
)  # fmt: skip
def test_smallest_type_that_holds_the_values(tmp_path: Path, slope: str, intercept: str, kind: type) -> None:
    image = opened(tmp_path, RescaleSlope=slope, RescaleIntercept=intercept)
    assert image.pixels.dtype == kind
    assert np.array_equal(image.pixels, RAMP * float(slope) + float(intercept))


@given(
    st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=20),
    st.integers(-1000, 1000).filter(bool),
    st.integers(-100_000, 100_000),
)
def test_whole_rescale_is_exact(values: list[int], slope: int, intercept: int) -> None:
    got = ModalityTransform(float(slope), float(intercept)).apply(np.array(values, np.int32))
    assert got.tolist() == [value * slope + intercept for value in values]


def test_rescale_in_functional_groups_of_each_frame(tmp_path: Path) -> None:
    def groups(intercept: int) -> Dataset:
        transform = item(RescaleSlope=1, RescaleIntercept=intercept, RescaleType="HU")
        window = item(WindowCenter=intercept, WindowWidth=400)
        return item(PixelValueTransformationSequence=[transform], FrameVOILUTSequence=[window])

    shared = item(PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.7])])
    dataset = image_dataset(
        np.stack([RAMP, RAMP]), Modality="CT", SharedFunctionalGroupsSequence=[shared],
        PerFrameFunctionalGroupsSequence=[groups(-1024), groups(-500)],
    )  # fmt: skip
    path = write_dicom(tmp_path / "enhanced.dcm", dataset)
    for frame, intercept in enumerate([-1024, -500]):
        image = open_image(path, frame)
        assert np.array_equal(image.pixels, RAMP.astype(int) + intercept)
        assert image.unit == "HU"
        assert image.voi == Window(intercept, 400)
        assert image.spacing == PixelSpacing(0.5, 0.7, "PixelSpacing")


def test_modality_lut_comes_before_rescale(tmp_path: Path) -> None:
    table = lut([5, 10, 20, 40], first=2, ModalityLUTType="OD")
    image = opened(tmp_path, ModalityLUTSequence=[table], RescaleSlope=3)
    assert image.pixels[0].tolist() == [5, 5, 5, 10, 20, 40, 40, 40]
    assert image.unit == "OD"


def test_modality_lut_of_angiography_is_not_for_display(tmp_path: Path) -> None:
    image = opened(tmp_path, SOPClassUID=XRayAngiographicImageStorage, ModalityLUTSequence=[lut([9, 8, 7])])
    assert np.array_equal(image.pixels, RAMP)


def test_modality_lut_of_signed_values(tmp_path: Path) -> None:
    values = (RAMP.astype(np.int16) - 3)[:1]
    image = opened(tmp_path, values, ModalityLUTSequence=[lut([7, 8, 9], first=-1)])
    assert image.pixels[0].tolist() == [7, 7, 7, 8, 9, 9, 9, 9]


@pytest.mark.parametrize(("slope", "intercept"), [("abc", "0"), ("0", "0"), ("1", "x"), ("1e999", "0")])
def test_unreadable_rescale_is_not_left_out(tmp_path: Path, slope: str, intercept: str) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP, RescaleSlope="11111", RescaleIntercept="22222")
    data = path.read_bytes().replace(b"11111", slope.ljust(5).encode())
    path.write_bytes(data.replace(b"22222", intercept.ljust(5).encode()))
    with pytest.raises(UnreadableImage, match="Rescale"):
        open_image(path)


def test_empty_rescale_is_none(tmp_path: Path) -> None:
    image = opened(tmp_path, RescaleSlope="", RescaleIntercept="")
    assert np.array_equal(image.pixels, RAMP)


@pytest.mark.parametrize(("stated", "unit"), [("OD", "OD"), ("US", ""), (None, "")])
def test_unit_is_the_rescale_type(tmp_path: Path, stated: str | None, unit: str) -> None:
    assert opened(tmp_path, RescaleSlope=1, RescaleIntercept=0, RescaleType=stated).unit == unit


def test_pet_and_dose_have_their_units(tmp_path: Path) -> None:
    pet = opened(tmp_path, Modality="PT", Units="BQML", RescaleSlope="0.25", RescaleIntercept=0)
    assert pet.unit == "BQML"
    dose = opened(tmp_path, SOPClassUID=RTDoseStorage, DoseGridScaling="0.001", DoseUnits="GY")
    assert dose.unit == "Gy"
    assert dose.pixels[5, 7] == pytest.approx(0.047)


# --- VOI ------------------------------------------------------------------------------------------------


def test_windows_of_the_file_in_its_order(tmp_path: Path) -> None:
    image = opened(
        tmp_path, WindowCenter=[40, 300], WindowWidth=[80, 1500],
        WindowCenterWidthExplanation=["SOFT", "BONE"],
    )  # fmt: skip
    assert image.vois == (Window(40, 80, "LINEAR", "SOFT"), Window(300, 1500, "LINEAR", "BONE"))


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_voi_function(tmp_path: Path, function: str) -> None:
    image = opened(tmp_path, WindowCenter=20, WindowWidth=10, VOILUTFunction=function)
    assert image.voi == Window(20, 10, function)


@pytest.mark.parametrize(
    "attributes",
    [
        {"WindowCenter": 20, "WindowWidth": 0},
        {"WindowCenter": 20, "WindowWidth": -5},
        {"WindowCenter": 20, "WindowWidth": 5, "VOILUTFunction": "CUBIC"},
    ],
)
def test_invalid_window_gives_way_and_is_said(tmp_path: Path, attributes: dict[str, Any]) -> None:
    image = opened(tmp_path, **attributes)
    assert "window is not valid" in image.notices[0]
    assert image.voi.explanation == "percentiles 0.5 to 99.5"


def test_narrow_window_of_fractions(tmp_path: Path) -> None:
    assert opened(tmp_path, WindowCenter="0.3", WindowWidth="0.5").voi == Window(0.3, 0.5, "LINEAR_EXACT")


def test_voi_lut(tmp_path: Path) -> None:
    image = opened(
        tmp_path, VOILUTSequence=[lut([0, 1000, 4095], first=10, bits=12, LUTExplanation="THORAX")]
    )
    voi = image.voi
    assert isinstance(voi, VoiLut)
    assert voi.explanation == "THORAX"
    assert voi.apply(np.array([0, 10, 11, 12, 500])) == pytest.approx([0, 0, 1000 / 4095, 1, 1])


def test_voi_lut_with_negative_first_value(tmp_path: Path) -> None:
    image = opened(tmp_path, RescaleSlope=1, RescaleIntercept=-5, VOILUTSequence=[lut([0, 65535], first=-2)])
    assert image.voi.apply(np.array([-5, -2, -1, 3])).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("pixels", "rescale"),
    [(RAMP.astype(np.int16), {}), (RAMP + 1100, {"RescaleSlope": 1, "RescaleIntercept": -1024})],
)
def test_a_negative_first_value_counts_though_no_pixel_of_this_image_is_negative(
    tmp_path: Path, pixels: np.ndarray, rescale: dict[str, Any]
) -> None:
    ramp = lut(list(range(0, 65536, 32)), first=-1000)
    image = opened(tmp_path, pixels, VOILUTSequence=[ramp], **rescale)
    assert image.pixels.min() >= 0
    assert image.voi.bounds == (-1000, 1047)
    assert image.voi.apply(np.array([0, 24])) == pytest.approx(np.array([32000, 32768]) / 65535)


def test_voi_lut_of_65536_entries(tmp_path: Path) -> None:
    entries = list(range(65536))
    image = opened(tmp_path, VOILUTSequence=[lut(entries)])
    assert image.voi.apply(np.array([0, 32768, 65535])) == pytest.approx([0, 32768 / 65535, 1])


def test_8_bit_voi_lut_packed_in_words(tmp_path: Path) -> None:
    table = lut([0, 0, 0, 0], bits=8)
    table.LUTData = bytes([10, 20, 30, 255])
    image = opened(tmp_path, VOILUTSequence=[table])
    assert image.voi.apply(np.arange(4)) == pytest.approx(np.array([10, 20, 30, 255]) / 255)


def test_short_voi_lut_is_left_out_and_said(tmp_path: Path) -> None:
    table = lut([1, 2, 3])
    table.LUTDescriptor = [500, 0, 16]
    image = opened(tmp_path, VOILUTSequence=[table], WindowCenter=20, WindowWidth=10)
    assert image.vois == (Window(20, 10),)
    assert "look-up table" in image.notices[0]


def test_default_window_ignores_a_few_hot_pixels(tmp_path: Path) -> None:
    pixels = np.full((100, 100), 1000, np.uint16)
    pixels[50:] = 2000
    pixels[0, :3] = 65535
    image = opened(tmp_path, pixels)
    assert image.voi.bounds == (1000, 2000)


def test_default_window_leaves_padding_out(tmp_path: Path) -> None:
    pixels = np.tile(np.array([0, 0, 1000, 2000], np.uint16), (4, 1))
    image = opened(tmp_path, pixels, PixelPaddingValue=0)
    assert image.voi.bounds == (1000, 2000)
    assert image.to_unit()[0].tolist() == [0, 0, 0, 1]


# --- polarity, padding, spacing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME2", None, False),
        ("MONOCHROME1", None, True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME2", "IDENTITY", False),
    ],
)
def test_polarity(tmp_path: Path, photometric: str, shape: str | None, inverted: bool) -> None:
    image = opened(
        tmp_path, PhotometricInterpretation=photometric, PresentationLUTShape=shape, WindowCenter=24,
        WindowWidth=48,
    )  # fmt: skip
    assert np.array_equal(image.pixels, RAMP)
    assert image.inverted is inverted
    unit = image.to_unit()
    assert bool(unit[0, 0] > unit[-1, -1]) is inverted


def test_padding_range_in_modality_values(tmp_path: Path) -> None:
    values = RAMP.astype(np.int16) - 10
    image = opened(
        tmp_path,
        values,
        RescaleSlope=2,
        RescaleIntercept=100,
        PixelPaddingValue=-10,
        PixelPaddingRangeLimit=-8,
    )
    assert image.padding == (80, 84)
    mask = image.valid_mask()
    assert mask is not None
    assert int((~mask).sum()) == 3


def test_padding_of_floating_point_pixels(tmp_path: Path) -> None:
    values = np.array([[-1.5, 2.5]], np.float32)
    dataset = image_dataset(
        values, PixelData=None, FloatPixelData=values.tobytes(), FloatPixelPaddingValue=-1.5
    )
    assert open_image(write_dicom(tmp_path / "f.dcm", dataset)).padding == (-1.5, -1.5)


def test_padding_of_the_wrong_sign(tmp_path: Path) -> None:
    dataset = image_dataset(np.full((2, 2), -2000, np.int16))
    dataset.add_new("PixelPaddingValue", "US", 63536)
    assert open_image(write_dicom(tmp_path / "a.dcm", dataset)).padding == (-2000, -2000)


@pytest.mark.parametrize("source", ["PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"])
def test_spacing_is_row_then_column_and_says_its_source(tmp_path: Path, source: str) -> None:
    image = opened(tmp_path, **{source: [0.2, 0.1]})
    # nothing says whether a projection's only Pixel Spacing was corrected for magnification
    doubt = "not stated" if source == "PixelSpacing" else ""
    assert image.spacing == PixelSpacing(0.2, 0.1, source, doubt)


def test_calibrated_spacing_comes_before_the_detectors(tmp_path: Path) -> None:
    image = opened(tmp_path, PixelSpacing=[0.2, 0.2], ImagerPixelSpacing=[0.3, 0.3])
    assert image.spacing == PixelSpacing(0.2, 0.2, "PixelSpacing")


@pytest.mark.parametrize("spacing", [[0, 0], [-1, 1], [0.2]])
def test_invalid_spacing_is_left_out_and_said(tmp_path: Path, spacing: list[float]) -> None:
    image = opened(tmp_path, PixelSpacing=spacing)
    assert image.spacing is None
    assert "spacing" in image.notices[0]


def test_pixels_that_are_not_square_are_said(tmp_path: Path) -> None:
    assert "not square" in opened(tmp_path, PixelAspectRatio=[4, 3]).notices[0]
    assert opened(tmp_path, PixelAspectRatio=[1, 1]).notices == ()


# --- palettes -------------------------------------------------------------------------------------------


def palette(tables: list[list[int]], first: int = 0, bits: int = 16, **attributes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"PhotometricInterpretation": "PALETTE COLOR"}
    for name, table in zip(("Red", "Green", "Blue"), tables, strict=True):
        made[f"{name}PaletteColorLookupTableDescriptor"] = [len(table), first, bits]
        made[f"{name}PaletteColorLookupTableData"] = np.array(table, np.uint16).tobytes()
    return made | attributes


INDICES = np.array([[0, 1, 2, 3]], np.uint8)


def test_palette_of_16_bits_takes_the_high_byte(tmp_path: Path) -> None:
    tables = [[0x0000, 0x1234, 0xFFFF], [0x4000, 0x8000, 0x0100], [0xFF00, 0, 0x0F00]]
    image = opened(tmp_path, INDICES, **palette(tables))
    assert image.pixels[0].tolist() == [[0, 64, 255], [18, 128, 0], [255, 1, 15], [255, 1, 15]]


def test_palette_whose_entries_are_bytes(tmp_path: Path) -> None:
    image = opened(tmp_path, INDICES, **palette([[1, 2, 3, 250]] * 3))
    assert image.pixels[0, :, 0].tolist() == [1, 2, 3, 250]


def test_palette_that_starts_above_zero(tmp_path: Path) -> None:
    image = opened(tmp_path, INDICES, **palette([[0x1000, 0x2000]] * 3, first=2))
    assert image.pixels[0, :, 0].tolist() == [16, 16, 16, 32]


def test_segmented_palette(tmp_path: Path) -> None:
    segments = [0, 2, 0, 0x1000, 1, 2, 0x3000]  # two values, then a line of two steps to 0x3000
    attributes = palette([[0] * 4] * 3)
    for name in ("Red", "Green", "Blue"):
        attributes[f"{name}PaletteColorLookupTableData"] = None
        attributes[f"Segmented{name}PaletteColorLookupTableData"] = np.array(segments, np.uint16).tobytes()
    image = opened(tmp_path, INDICES, **attributes)
    assert image.pixels[0, :, 0].tolist() == [0, 16, 32, 48]


@pytest.mark.parametrize("segments", [[2, 1, 0, 0], [1, 2, 5], [9, 1, 1], [0, 500, 1], [0, 1, 1, 2, 9]])
def test_damaged_segmented_palette(tmp_path: Path, segments: list[int]) -> None:
    attributes = palette([[0] * 4] * 3)
    attributes["RedPaletteColorLookupTableData"] = None
    attributes["SegmentedRedPaletteColorLookupTableData"] = np.array(segments, np.uint16).tobytes()
    with pytest.raises(UnreadableImage, match="RedPalette"):
        opened(tmp_path, INDICES, **attributes)


def test_short_palette_is_not_shown_as_indices(tmp_path: Path) -> None:
    attributes = palette([[1, 2, 3, 4]] * 3) | {"RedPaletteColorLookupTableDescriptor": [256, 0, 16]}
    with pytest.raises(UnreadableImage, match="4 of 256"):
        opened(tmp_path, INDICES, **attributes)
    with pytest.raises(UnreadableImage, match="GreenPalette"):
        opened(tmp_path, INDICES, **palette([[1]] * 3) | {"GreenPaletteColorLookupTableDescriptor": None})
