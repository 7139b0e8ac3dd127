from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from meddiag_gui.gui.viewer.captions import corners, orientation_caution, pixel_words, window_words
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL, FLIP_VERTICAL, TURN_RIGHT, Placement
from meddiag_gui.imaging.image import ImageHeader, PixelSpacing
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from meddiag_gui.imaging.windowing import VoiLut, Window
from tests.support.images import coordinate_image, image_of

PLACEMENT = Placement(60, 40, viewport=(120, 80))


def test_the_corners_say_who_what_and_how():
    header = ImageHeader(
        modality="DX", patient_name="Doe^Jane^M", patient_id="P-1", patient_sex="F", patient_age_years=4.0,
        body_part="CHEST", view_position="PA", study_date="20240131", study_description="Thorax",
    )  # fmt: skip
    image = coordinate_image(header=header, spacing=PixelSpacing(0.2, 0.1, "ImagerPixelSpacing"))
    texts = corners(image, Window(50, 100), True, PLACEMENT)
    assert texts.top_left == ("Doe, Jane M", "P-1", "F 4 y")
    assert texts.top_right == ("2024-01-31", "Thorax", "DX CHEST PA")
    assert texts.bottom_left == ("Inverted", "C 50 W 100 LINEAR", "Zoom 200 %")
    assert texts.bottom_right[:2] == ("60 × 40 px", "0.1 × 0.2 mm/px, ImagerPixelSpacing")
    assert "larger than the anatomy" in texts.bottom_right[2]
    assert texts.caution == ""


def test_without_spacing_there_are_no_millimetres():
    image = coordinate_image()
    assert corners(image, image.voi, False, PLACEMENT).bottom_right[1] == "No spacing: no millimetres"
    scaled = replace(image, regions=(UltrasoundRegion(0, 0, 9, 9, 0.1, 0.1, "mm", "mm"),))
    lines = corners(scaled, image.voi, False, PLACEMENT).bottom_right
    assert lines[1] == "Millimetres in each ultrasound region"
    assert "mm" not in pixel_words(image, 3.5, 2.5)


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (0.5, "6 months"),
        (23.9 / 12, "23 months"),
        (2191 / 365.25, "5 y"),
        (6 * 365 / 365.25, "5 y"),
        (3.0, "3 y"),
    ],
)
def test_an_age_is_in_whole_years_or_months_lived(years, words):
    image = coordinate_image(header=ImageHeader(patient_age_years=years))
    assert corners(image, image.voi, False, PLACEMENT).top_left == (words,)


def test_line_breaks_and_direction_marks_of_a_header_are_gone():
    header = ImageHeader(patient_name="Doe\n<b>\u202eevil</b>^Jane")
    image = coordinate_image(header=header)
    assert corners(image, image.voi, False, PLACEMENT).top_left == ("Doe <b>evil</b>, Jane",)


@pytest.mark.parametrize(
    ("changes", "caution"),
    [
        ((), ""),
        ((TURN_RIGHT,), "Turned by 90°"),
        ((FLIP_HORIZONTAL,), "Mirrored: left and right are swapped"),
        ((FLIP_HORIZONTAL, TURN_RIGHT), "Mirrored: left and right are swapped, turned by 90°"),
        ((FLIP_VERTICAL,), "Mirrored: left and right are swapped, turned by 180°"),
        ((FLIP_VERTICAL, FLIP_HORIZONTAL), "Turned by 180°"),
    ],
)
def test_a_picture_not_as_in_its_file_says_so(changes, caution):
    placement = PLACEMENT
    for change in changes:
        placement = placement.oriented(change)
    assert orientation_caution(placement) == caution


def test_pixel_words_name_column_row_value_unit_and_place():
    image = coordinate_image(unit="HU", spacing=PixelSpacing(0.5, 0.2, "PixelSpacing"))
    assert pixel_words(image, 10.0, 20.0) == "column 10  row 20   2010 HU   2.0 × 10.0 mm"


@pytest.mark.parametrize(("x", "y"), [(-0.1, 5), (60.0, 5), (5, 40.0), (5, -3)])
def test_outside_the_image_there_is_nothing_to_say(x, y):
    assert pixel_words(coordinate_image(), x, y) == ""


def test_padding_and_colour_pixels_are_named():
    pixels = np.full((4, 4), -2000, np.int16)
    assert "-2000 (padding)" in pixel_words(image_of(pixels, padding=(-2000, -2000)), 1, 1)
    color = np.tile(np.array([1, 2, 3], np.uint8), (4, 4, 1))
    assert "R 1  G 2  B 3" in pixel_words(image_of(color, vois=(Window(1, 2),)), 1, 1)


def test_a_table_is_named_by_its_explanation_and_range():
    table = VoiLut(-10, np.arange(21, dtype=np.uint16), 8, "BREAST")
    assert window_words(table) == "VOI LUT BREAST -10 to 10"


def test_brief_texts_still_say_who_where_in_the_stack_and_what_the_millimetres_rest_on():
    header = ImageHeader(
        modality="DX", patient_name="Doe^Jane", patient_id="P-1", study_date="20240131",
        study_description="Thorax", body_part="CHEST", series_description="PA upright",
    )  # fmt: skip
    image = coordinate_image(header=header, spacing=PixelSpacing(0.2, 0.2, "ImagerPixelSpacing"))
    texts = corners(image, Window(50, 100), True, PLACEMENT, "3 / 7", brief=True)
    assert texts.top_left == ("Doe, Jane", "P-1")
    assert texts.top_right == ("2024-01-31", "PA upright", "Image 3 / 7")
    assert texts.bottom_left == ("Inverted", "C 50 W 100", "Zoom 200 %")
    assert texts.bottom_right == ("0.2 mm/px", "at detector")
    assert corners(coordinate_image(), image.voi, False, PLACEMENT, brief=True).bottom_right == ("no mm",)
