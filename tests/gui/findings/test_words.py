from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.findings import point_words, words
from meddiag_gui.gui.findings.stability import spread_words
from meddiag_gui.inference.metadata import Calibration, FindingSpec, IntendedUse, Reference
from meddiag_gui.inference.prediction import FindingScore, Gate, ModelRef, Prediction, Timing
from meddiag_gui.inference.stability import Spread
from tests.support.models import PNEUMONIA


def score(probability, call="present", operating_point=0.62):
    return FindingScore("pneumonia", PNEUMONIA, probability, operating_point, call)


def spec_with(positive, negative):
    return FindingSpec(
        name="pneumonia", code=PNEUMONIA, operating_point=0.5, operating_point_rule="", saliency_scale=1.0,
        calibration=Calibration(method="platt", slope=1.0, intercept=0.0),
        reference=Reference(positive=positive, negative=negative),
    )  # fmt: skip


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


@pytest.mark.parametrize(
    ("probability", "sentence"),
    [
        (0.9, "Conformal set: present at 80 %, 90 %, 95 % coverage"),
        (0.05, "Conformal set: present or absent at 95 %; absent at 80 %, 90 % coverage"),
        (0.18, "Conformal set: present or absent at 80 %, 90 %, 95 % coverage"),
    ],
)
def test_conformal_sets_are_told_widest_coverage_first(probability, sentence):
    positive, negative = tuple(0.02 * i for i in range(1, 50)), tuple(0.005 * i for i in range(50))
    assert point_words.conformal(spec_with(positive, negative), probability) == sentence


def test_a_set_without_any_call_says_that_the_score_is_unusual():
    apart = spec_with((0.9,) * 50, (0.1,) * 50)
    assert "neither (unusual for both) at 80 %, 90 %, 95 %" in point_words.conformal(apart, 0.5)


def test_copies_that_agree_give_one_number_and_no_certainty():
    told = spread_words(Spread("pneumonia", 8, 0.9996, 0.0002, 0.9991, 0.9998, 1956.0))
    assert told == "pneumonia on 8 slightly altered copies: > 0.99, SD 0.00 (1.96 s)."


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
