from __future__ import annotations

import csv
import io

import pytest

from meddiag_gui.imaging.image import PixelSpacing
from meddiag_gui.imaging.measure.annotation import Annotation
from meddiag_gui.imaging.measure.figures import Quantity, measure
from meddiag_gui.imaging.measure.words import as_csv, as_text, label_lines, summary, value_words
from tests.support.images import coordinate_image

DETECTOR = PixelSpacing(0.5, 0.5, "ImagerPixelSpacing")
LENGTH = Annotation("length", ((0, 0), (30, 40)))
BOX = Annotation("rectangle", ((10, 5), (20, 9)))
CTR = Annotation("ctr", ((20, 10), (44, 10), (5, 20), (55, 20)))
TEXT = Annotation("text", ((5, 5),), "=HYPERLINK(1)")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity("Length", 12.345, "mm"), "12.3 mm"),
        (Quantity("Angle", 12.345, "°"), "12.3°"),
        (Quantity("CTR", 0.4849, digits=2), "0.48"),
        (Quantity("Mean", -1000.26, "HU", None), "-1000.3 HU"),
        (Quantity("Mean", 40.1234, "HU", None), "40.12 HU"),
        (Quantity("Max", 70000.0, "", None), "70000"),
        (Quantity("Mean", 0.0012345, "mm2/s", None), "0.001234 mm2/s"),
        (Quantity("Angle", None, "°"), "–°"),
    ],
)
def test_numbers_have_the_digits_they_deserve(quantity, words):
    assert value_words(quantity) == words


def lines(annotation, **changes):
    return label_lines(annotation, measure(annotation, coordinate_image(**changes)))


def test_a_label_says_what_its_millimetres_are_worth_where_that_is_not_the_patient():
    assert lines(LENGTH) == ("50.0 px",)
    assert lines(LENGTH, spacing=PixelSpacing(0.5, 0.5, "PixelSpacing")) == ("25.0 mm",)
    assert lines(LENGTH, spacing=DETECTOR) == ("25.0 mm", "at the detector")


def test_the_labels_of_regions_ratios_points_and_words():
    assert lines(BOX, unit="HU") == (
        "Mean 664.5 HU   SD 111.8 HU", "Min 510 HU   Max 819 HU", "Area 40.0 px²   Perimeter 28.0 px",
    )  # fmt: skip
    assert lines(CTR) == ("CTR 0.48", "Heart 24.0 px", "Chest 50.0 px")
    assert lines(Annotation("point", ((7, 3),)), unit="HU") == ("307 HU",)
    assert lines(TEXT) == ("=HYPERLINK(1)",)


def measured(*annotations, **changes):
    image = coordinate_image(**changes)
    return [(annotation, measure(annotation, image)) for annotation in annotations]


def test_a_line_of_the_list_has_the_chief_value():
    assert [summary(*one) for one in measured(LENGTH, BOX, CTR, TEXT, unit="HU")] == [
        "50.0 px", "Mean 664.5 HU", "0.48", "=HYPERLINK(1)",
    ]  # fmt: skip
    assert summary(*measured(Annotation("point", ((99, 3),)))[0]) == "outside the image"


def test_text_for_a_report_names_kind_value_and_calibration():
    assert as_text(measured(LENGTH, CTR, spacing=DETECTOR)).splitlines() == [
        "Length: 25.0 mm (at the detector, larger than the anatomy)",
        "Cardiothoracic ratio: 0.48, Heart 12.0 mm, Chest 25.0 mm (at the detector, larger than the anatomy)",
    ]
    assert as_text(measured(TEXT)) == "Text: =HYPERLINK(1)"


def test_the_table_has_unrounded_values_and_no_formulas():
    rows = list(csv.DictReader(io.StringIO(as_csv(measured(LENGTH, BOX, TEXT, unit="-HU")))))
    assert rows[0] == {
        "Number": "1", "Kind": "Length", "Quantity": "Length", "Value": "50.0", "Unit": "px",
        "Calibration": "no spacing: no millimetres", "Note": "",
    }  # fmt: skip
    deviation = next(row for row in rows if row["Quantity"] == "SD")
    assert float(deviation["Value"]) == pytest.approx(111.84, abs=0.01)
    assert deviation["Unit"] == "'-HU"
    assert rows[-1]["Value"] == "'=HYPERLINK(1)"
