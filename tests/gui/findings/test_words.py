from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.findings import words
from meddiag_gui.inference.metadata import IntendedUse
from meddiag_gui.inference.prediction import FindingScore, Gate, ModelRef, Prediction, Timing
from tests.support.models import PNEUMONIA


def score(probability, call="present", operating_point=0.62):
    return FindingScore("pneumonia", PNEUMONIA, probability, operating_point, call)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("present", "Present: at or above the operating point 0.62"),
        ("absent", "Absent: below the operating point 0.62"),
        ("uncertain", "Uncertain: too near the operating point 0.62 to call"),
    ],
)
def test_the_call_names_its_operating_point(call, sentence):
    assert words.call_sentence(score(0.7, call)) == sentence


def test_a_score_that_rounds_to_its_operating_point_says_which_side_it_is_on():
    sentence = words.call_sentence(score(0.6184, "absent"))
    assert sentence == "Absent: below the operating point 0.62 (0.6184 against 0.6200)"


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_rounding_never_makes_a_certainty(probability):
    assert words.number(probability) not in {"0.00", "1.00"}


@pytest.mark.parametrize(
    ("probability", "part"), [(0.87, "about 87"), (0.001, "fewer than 1"), (0.999, "more than 99")]
)
def test_the_meaning_is_a_natural_frequency(probability, part):
    assert part in words.meaning(score(probability))


@pytest.mark.parametrize(("ms", "text"), [(120.4, "CPU, 120 ms"), (1234, "CPU, 1.23 s")])
def test_the_run_is_told_with_device_and_time(ms, text):
    prediction = Prediction(ModelRef("m", "1", "0"), "0", Gate(True), (), "CPU", Timing(0, 0, 0, ms))
    assert words.run_line(prediction) == text


def test_a_refused_image_ran_nowhere():
    prediction = Prediction(ModelRef("m", "1", "0"), "0", Gate(False), (), "not loaded", Timing(0, 0, 0, 0))
    assert words.run_line(prediction) == "Not run"


def test_intended_use_tells_population_and_exclusions():
    use = IntendedUse(
        summary="Chest radiographs.", population="Children.", exclusions=("adults", "lateral view")
    )
    assert (
        words.intended_use(use) == "Chest radiographs.\nPopulation: Children.\nNot for: adults; lateral view"
    )
