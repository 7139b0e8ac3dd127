"""Units: other spellings, conversions with the answer from chemistry, and what cannot be converted."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.records.analytes import analytes, by_loinc, by_word
from meddiag_gui.records.model import Flag
from meddiag_gui.records.units import convert, ucum

KNOWN = analytes()


@pytest.mark.parametrize(
    ("key", "number", "unit", "expected"),
    [
        ("creatinine", 88.4, "umol/L", 88.4e-6 * 113.118 * 100),
        ("creatinine", 88.4, "µmol/L", 88.4e-6 * 113.118 * 100),
        ("glucose", 5.55, "mmol/L", 5.55e-3 * 180.156 * 100),
        ("bun", 5, "mmol/L", 5e-3 * 28.014 * 100),
        ("urea", 30, "mg/dL", 30 / 60.056 * 10),
        ("bilirubin", 20, "umol/L", 20e-6 * 584.66 * 100),
        ("cholesterol", 5, "mmol/L", 5e-3 * 386.65 * 100),
        ("ca", 2.5, "mmol/L", 2.5e-3 * 40.078 * 100),
        ("ca", 5, "meq/L", 5e-3 / 2 * 40.078 * 100),
        ("mg", 2, "mg/dL", 2 / 24.305 * 10),
        ("mg", 2, "mEq/L", 1.0),
        ("k", 4.1, "meq/L", 4.1),
        ("lactate", 18, "mg/dL", 18 / 90.08 * 10),
        ("hgb", 8, "mmol/L", 8e-3 * 16114.5 / 10),
        ("hgb", 140, "g/L", 14.0),
        ("temp", 98.6, "[degF]", 37.0),
        ("temp", 310.15, "K", 37.0),
        ("pao2", 12, "kPa", 12 / 0.133322387415),
        ("wbc", 7500, "/uL", 7.5),
        ("wbc", 7.5, "K/uL", 7.5),
        ("wbc", 7.5, "x10^9/L", 7.5),
        ("wbc", 7.5, "10^3/µL", 7.5),
        ("rbc", 4.5, "10*6/uL", 4.5),
        ("alt", 40, "IU/L", 40.0),
        ("alt", 40, "[IU]/L", 40.0),
        ("alt", 0.5, "ukat/L", 30.0),
        ("tsh", 2, "u[IU]/mL", 2.0),
        ("tsh", 2, "mU/L", 2.0),
        ("troponini", 40, "ng/L", 0.04),
        ("hct", 0.42, "L/L", 42.0),
        ("fio2", 0.5, "1", 50.0),
        ("weight", 150, "lb", 150 * 0.45359237),
        ("height", 70, "[in_i]", 177.8),
        ("hr", 70, "{beats}/min", 70.0),
        ("hr", 70, "bpm", 70.0),
        ("egfr", 60, "mL/min/{1.73_m2}", 60.0),
        ("ddimer", 0.5, "mg/L{FEU}", 500.0),
        ("gcs", 15, "{score}", 15.0),
        ("gcs", 15, "", 15.0),
        ("ph", 7.4, "[pH]", 7.4),
        ("age", 600, "mo", 50.0),
    ],
)
def test_a_value_is_brought_to_the_unit_of_its_analyte(key, number, unit, expected):
    made = convert(number, unit, KNOWN[key])
    assert made.flag is None
    assert made.unit == KNOWN[key].unit
    assert made.number == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("unit", "flag"),
    [
        ("", Flag.NO_UNIT), ("furlong", Flag.UNKNOWN_UNIT), ("mm[Hg]", Flag.OTHER_UNIT),
        ("NaN", Flag.UNKNOWN_UNIT),
        ("(" * 30, Flag.UNKNOWN_UNIT), ("x" * 5000, Flag.UNKNOWN_UNIT), ("‮mg/dL", Flag.UNKNOWN_UNIT),
        ("mg/dL; DROP TABLE", Flag.UNKNOWN_UNIT), ("10*99999/L", Flag.OTHER_UNIT),
        ("__import__", Flag.UNKNOWN_UNIT),
    ],
)  # fmt: skip
def test_what_cannot_be_converted_stays_as_given_with_a_flag(unit, flag):
    made = convert(1.5, unit, KNOWN["creatinine"])
    assert made.number == 1.5
    assert made.flag in (flag, Flag.UNKNOWN_UNIT)


def test_a_number_that_conversion_makes_infinite_stays():
    made = convert(1e308, "kg/L", KNOWN["creatinine"])
    assert (made.number, made.flag) == (1e308, Flag.IMPLAUSIBLE)


def test_a_unit_without_an_analyte_is_only_written_as_ucum_has_it():
    assert convert(3.0, "mmHg", None).unit == "mm[Hg]"
    assert convert(3.0, "wishes", None).flag is Flag.UNKNOWN_UNIT
    assert convert(3.0, "", None).flag is None


@given(st.text(max_size=30))
def test_no_text_makes_the_parser_raise(text):
    found = ucum(text)
    assert found is None or isinstance(found, str)


@given(st.floats(-1e6, 1e6), st.sampled_from(["umol/L", "mg/L", "g/dL", "mmol/L"]))
def test_conversion_is_a_straight_line_through_zero(number, unit):
    one = convert(1.0, unit, KNOWN["creatinine"]).number
    assert convert(number, unit, KNOWN["creatinine"]).number == pytest.approx(
        one * number, rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize("each", KNOWN.values(), ids=str)
def test_every_analyte_is_sound(each):
    assert ucum(each.unit) == each.unit
    assert each.bounds[0] < each.bounds[1]
    for span in (each.adults, each.women):
        if span is not None:
            assert span[0] <= span[1]
            assert each.bounds[0] <= span[0] or span[0] == 0
            assert span[1] <= each.bounds[1]
    assert all(by_loinc(code) is each for code in each.loinc)
    assert by_word(each.name) is each
    assert math.isfinite(each.mass)


def test_no_two_analytes_have_a_word_or_a_code_in_common():
    words = [word for each in KNOWN.values() for word in each.words]
    codes = [code for each in KNOWN.values() for code in each.loinc]
    assert len(words) == len(set(words))
    assert len(codes) == len(set(codes))


def test_the_42_variables_of_intensive_care_are_known():
    names = [
        "Age",
        "Albumin",
        "ALP",
        "ALT",
        "AST",
        "Bilirubin",
        "BUN",
        "Cholesterol",
        "Creatinine",
        "DiasABP",
        "FiO2",
        "GCS",
        "Glucose",
        "HCO3",
        "HCT",
        "Height",
        "HR",
        "ICUType",
        "K",
        "Lactate",
        "MAP",
        "MechVent",
        "Mg",
        "Na",
        "NIDiasABP",
        "NIMAP",
        "NISysABP",
        "PaCO2",
        "PaO2",
        "pH",
        "Platelets",
        "RespRate",
        "SaO2",
        "SysABP",
        "Temp",
        "TroponinI",
        "TroponinT",
        "Urine",
        "WBC",
        "Weight",
    ]
    assert [name for name in names if by_word(name) is None] == []


def test_general_ranges_are_for_adults_of_a_known_age():
    creatinine = KNOWN["creatinine"]
    assert creatinine.general_range("M", 40) == creatinine.adults
    assert creatinine.general_range("F", 40) == creatinine.women
    assert creatinine.general_range("", 40) is None
    assert creatinine.general_range("M", 4) is None
    assert creatinine.general_range("M", None) is None
    assert KNOWN["k"].general_range("", 40) == KNOWN["k"].adults
