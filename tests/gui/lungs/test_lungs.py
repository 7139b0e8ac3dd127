"""Lung fields in the window: outlined after the score, drawn over their own image only, told in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from meddiag_gui.errors import BundleError
from meddiag_gui.gui.lungs import words
from meddiag_gui.gui.lungs.feature import LungFields
from meddiag_gui.gui.reading import Phase
from meddiag_gui.imaging.image import PixelSpacing
from meddiag_gui.inference.appearance import OTHER, SENTENCES
from meddiag_gui.inference.lungs import measure_lungs
from tests.support.images import image_of
from tests.support.models import FakePredictor
from tests.support.outlines import lung_picture, two_lungs
from tests.support.segmenters import FakeSegmenter


def open_image(path: Path, frame: int = 0):
    mask = two_lungs(200, 160)
    spacing = PixelSpacing(0.5, 0.5, "ImagerPixelSpacing")
    return image_of(lung_picture(mask), sha256=f"sha-{path.name}", path=path, frame=frame, spacing=spacing)


def opened(start, qtbot, segmenter=None, name="a.dcm", predictor=None):
    program = start(predictor, open_image, segmenter=segmenter)
    program.session.open_paths([Path(name)])
    qtbot.waitUntil(lambda: program.reading.phase is not Phase.IDLE and not program.busy)
    return program, program.feature(LungFields)


def said(feature) -> str:
    return "\n".join(label.text() for label in feature.controls.findChildren(QLabel) if not label.isHidden())


def drawn(program) -> list[str]:
    display = program.window.view.display
    return [mask.name for mask in display.masks.masks("model")] if display is not None else []


def test_lungs_are_measured_after_the_score_without_being_drawn(start, qtbot) -> None:
    predictor, segmenter = FakePredictor(), FakeSegmenter()
    program, feature = opened(start, qtbot, segmenter, predictor=predictor)
    assert (predictor.asked, segmenter.asked) == (["sha-a.dcm"], ["sha-a.dcm"])
    assert "Right lung" in said(feature)
    assert "mm²" in said(feature)
    assert "at the detector" in said(feature)
    assert "fake-lungs 1.0.0" in said(feature)
    assert drawn(program) == []


def test_the_score_never_waits_for_the_outline(start, qtbot) -> None:
    predictor, segmenter = FakePredictor(held=True), FakeSegmenter()
    program = start(predictor, open_image, segmenter=segmenter)
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(predictor.started.is_set)
    assert segmenter.asked == []
    predictor.release()
    qtbot.waitUntil(lambda: segmenter.asked == ["sha-a.dcm"])
    assert program.reading.phase is Phase.DONE


def test_key_and_switch_draw_and_are_remembered(start, qtbot) -> None:
    program, feature = opened(start, qtbot)
    program.control.actions["lungs"].trigger()
    assert drawn(program) == ["Lungs"]
    layer = program.window.view.display.masks.masks("model")[0]
    assert (layer.opacity, layer.outline) == (0.0, True)
    program.control.actions["lungs_filled"].trigger()
    assert program.window.view.display.masks.masks("model")[0].opacity > 0
    assert program.keeper.settings.show_lungs
    assert program.keeper.settings.fill_lungs
    feature.controls.shown_wanted.emit(False)
    assert drawn(program) == []
    assert not program.control.actions["lungs"].isChecked()


def test_the_outline_goes_with_its_image(start, qtbot) -> None:
    program, feature = opened(start, qtbot)
    program.control.actions["lungs"].trigger()
    program.session.open_paths([Path("b.dcm")])
    qtbot.waitUntil(lambda: feature._outlining.outline is not None and not program.busy)
    qtbot.waitUntil(lambda: feature._outlining.outline.segmentation.image_sha256 == "sha-b.dcm")
    assert drawn(program) == ["Lungs"]
    assert program.window.view.picture.image is feature._outlining.image


def test_where_the_model_does_not_run_by_itself_the_key_asks_for_the_outline(start, qtbot) -> None:
    segmenter = FakeSegmenter()
    program = start(None, open_image, segmenter=segmenter)
    program.reading.predict_on_open = False
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy)
    feature = program.feature(LungFields)
    assert (segmenter.asked, words.NONE_YET in said(feature)) == ([], True)
    program.control.actions["lungs"].trigger()
    qtbot.waitUntil(lambda: drawn(program) == ["Lungs"])


def test_a_refusal_says_why_and_draws_nothing(start, qtbot) -> None:
    program, feature = opened(start, qtbot, FakeSegmenter(refusal="The modality is CT."))
    program.control.actions["lungs"].trigger()
    assert words.REFUSED in said(feature)
    assert "The modality is CT." in said(feature)
    assert drawn(program) == []


def test_there_is_no_part_on_lungs_where_none_can_be_outlined(start, qtbot) -> None:
    program, feature = opened(start, qtbot, FakeSegmenter(refusal="The modality is CT."))
    assert feature.controls.isHidden()
    program.control.actions["lungs"].trigger()
    assert not feature.controls.isHidden()


def test_no_lungs_are_outlined_in_a_picture_that_is_no_chest(start, qtbot) -> None:
    segmenter = FakeSegmenter()
    program, feature = opened(start, qtbot, segmenter, predictor=FakePredictor(refusal=SENTENCES[OTHER]))
    assert (segmenter.asked, feature.controls.isHidden()) == ([], True)
    program.control.actions["lungs"].trigger()
    assert segmenter.asked == []
    assert SENTENCES[OTHER] in said(feature)
    program.reading.override()
    qtbot.waitUntil(lambda: "Right lung" in said(feature))
    assert SENTENCES[OTHER] in said(feature)


def test_a_patient_whom_the_score_is_not_for_has_lungs_all_the_same(start, qtbot) -> None:
    _, feature = opened(start, qtbot, predictor=FakePredictor(refusal="The patient's age is 54 years."))
    qtbot.waitUntil(lambda: "Right lung" in said(feature))
    assert not feature.controls.isHidden()


def test_a_missing_model_is_said_once_and_tried_again_on_request(start, qtbot) -> None:
    segmenter = FakeSegmenter(error=BundleError("No segmentation model is installed."))
    program, feature = opened(start, qtbot, segmenter)
    assert "No segmentation model is installed." in said(feature)
    assert len(segmenter.asked) == 1
    segmenter.error = None
    program.control.actions["lungs"].trigger()
    qtbot.waitUntil(lambda: drawn(program) == ["Lungs"])


def test_what_makes_an_outline_doubtful_is_said(start, qtbot) -> None:
    mask = np.zeros((200, 160), np.bool_)
    mask[0:120, 20:80] = True
    _, feature = opened(start, qtbot, FakeSegmenter(mask))
    assert "Only one lung field is to be seen." in said(feature)
    assert "Cut off at the top of the image" in said(feature)


def test_areas_in_words() -> None:
    mask = two_lungs(200, 160, right=0.09)
    pixels = int(mask.sum())
    bare = words.area_lines(measure_lungs(mask, image_of(lung_picture(mask))))
    assert bare[-1] == "No pixel spacing: no millimetres."
    assert "pixels" in bare[0]
    spaced = image_of(lung_picture(mask), spacing=PixelSpacing(2.0, 1.0, "PixelSpacing"))
    measured = measure_lungs(mask, spaced)
    assert measured.right.area_mm2 + measured.left.area_mm2 == pytest.approx(2 * pixels)
    assert words.area_lines(measured)[-1] == "Millimetres: calibrated to the patient."
