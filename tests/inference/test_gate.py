from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.gate import SuppliedContext, check_input
from tests.support.images import image_of
from tests.support.models import fake_bundle

GOOD = ImageHeader(modality="DX", body_part="CHEST", view_position="AP", patient_age_years=3.0)


RAMP = np.arange(10_000, dtype=np.uint16).reshape(100, 100)


def image(**changes: Any) -> RadiographImage:
    return image_of(RAMP, header=replace(GOOD, **changes))


def test_inside_the_intended_use_passes_without_reservation(bundle: ModelBundle) -> None:
    gate = check_input(image(), bundle.metadata)
    assert gate.passed
    assert gate.reasons == ()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"modality": "MR"}, "MR"),
        ({"body_part": "HIP"}, "HIP"),
        ({"view_position": "LL"}, "LL"),
        ({"patient_age_years": 59.0}, "59"),
        ({"patient_age_years": 6.0}, "age"),
        ({"patient_age_years": 0.5}, "0.5"),
    ],
)
def test_what_is_known_to_be_outside_refuses(bundle: ModelBundle, changes: dict[str, Any], word: str) -> None:
    gate = check_input(image(**changes), bundle.metadata)
    assert not gate.passed
    assert len(gate.reasons) == 1
    assert word in gate.reasons[0]


def test_what_is_unknown_is_a_reservation_and_can_be_supplied(bundle: ModelBundle) -> None:
    silent = image(modality="OT", body_part="", view_position="", patient_age_years=None)
    gate = check_input(silent, bundle.metadata)
    assert gate.passed
    assert len(gate.reasons) == 4
    supplied = check_input(silent, bundle.metadata, SuppliedContext(3.0, "pa", "chest"))
    assert supplied.passed
    assert len(supplied.reasons) == 1
    refused = check_input(silent, bundle.metadata, SuppliedContext(40.0, "LL"))
    assert not refused.passed
    assert len(refused.reasons) == 2


def test_the_files_own_word_is_never_overruled(bundle: ModelBundle) -> None:
    gate = check_input(image(patient_age_years=59.0), bundle.metadata, SuppliedContext(age_years=3.0))
    assert not gate.passed


def test_a_phantom_is_scored_with_a_word_of_warning(bundle: ModelBundle) -> None:
    gate = check_input(image(quality_control="YES"), bundle.metadata)
    assert gate.passed
    assert len(gate.reasons) == 1
    assert "phantom" in gate.reasons[0]
    assert check_input(image(quality_control="NO"), bundle.metadata).reasons == ()


def test_a_tiny_image_is_refused(bundle: ModelBundle) -> None:
    tiny = image_of(np.zeros((40, 200), np.uint16), header=GOOD)
    assert "200×40" in check_input(tiny, bundle.metadata).reasons[0]


def test_a_model_without_age_limits_asks_for_none() -> None:
    metadata = fake_bundle().metadata
    unknown = image(view_position="PA", patient_age_years=None)
    assert check_input(unknown, metadata).reasons == ()


@given(age=st.floats(0, 120))
def test_age_is_inside_exactly_from_one_to_under_six(age: float) -> None:
    metadata = replace(
        fake_bundle().metadata, input=replace(fake_bundle().metadata.input, age_years=(1, 6), views=("AP",))
    )
    assert check_input(image(patient_age_years=age), metadata).passed == (1 <= age < 6)


@pytest.mark.parametrize("pixels", [np.zeros((100, 100), np.uint16), np.full((100, 100, 3), 7, np.uint8)])
def test_an_even_picture_is_refused_whatever_its_header_says(bundle: ModelBundle, pixels: np.ndarray) -> None:
    gate = check_input(image_of(pixels, header=GOOD), bundle.metadata)
    assert not gate.passed
    assert "even grey" in gate.reasons[0]


@pytest.mark.parametrize(("share", "passed"), [(0.0, True), (0.1, True), (0.3, False), (1.0, False)])
def test_a_colour_picture_is_refused_a_grey_one_with_coloured_marks_is_not(
    bundle: ModelBundle, share: float, passed: bool
) -> None:
    pixels = np.repeat((RAMP // 40).astype(np.uint8)[..., None], 3, axis=2)
    pixels[: round(100 * share)] = (200, 30, 30)
    gate = check_input(image_of(pixels, header=GOOD), bundle.metadata)
    assert gate.passed == passed
    assert passed or "colour" in gate.reasons[0]


def test_burned_in_text_is_a_reservation(bundle: ModelBundle) -> None:
    gate = check_input(image(burned_in_annotation="YES"), bundle.metadata)
    assert gate.passed
    assert "burned into the picture" in gate.reasons[0]


@pytest.mark.parametrize(("shape", "passed"), [((100, 250), True), ((250, 100), True), ((100, 251), False)])
def test_a_strip_shows_no_whole_chest(bundle: ModelBundle, shape: tuple[int, int], passed: bool) -> None:
    ramp = np.arange(shape[0] * shape[1], dtype=np.uint16).reshape(shape)
    gate = check_input(image_of(ramp, header=GOOD), bundle.metadata)
    assert gate.passed == passed
    assert passed or "251×100 pixels is too narrow" in gate.reasons[0]
