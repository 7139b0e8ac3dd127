from __future__ import annotations

import numpy as np
import pytest
from pydicom import dcmread
from PySide6.QtCore import Qt

from meddiag_gui.gui.app import build
from meddiag_gui.gui.exporting.feature import Exporting
from meddiag_gui.gui.loading import open_from_disk
from meddiag_gui.gui.results.feature import Results
from meddiag_gui.imaging.windowing import Window
from tests.support.models import FakePredictor
from tests.support.results import (
    COLUMNS,
    ROWS,
    contour,
    ct_series,
    write_ct,
    write_document,
    write_presentation,
    write_report,
    write_seg,
    write_selection,
    write_structures,
)
from tests.support.scanner import PlainScanner

SQUARE = [-10, 20, 2, -6, 20, 2, -6, 22, 2, -10, 22, 2]


@pytest.fixture
def study(tmp_path):
    """Return a folder with three slices."""
    ct_series(tmp_path / "study")
    return tmp_path / "study"


@pytest.fixture
def opened(qtbot, study):
    """Open the study in a program; give program and feature."""
    programs = []

    def start():
        program = build(FakePredictor, open_from_disk, scanner=PlainScanner())
        programs.append(program)
        program.window.resize(900, 700)
        program.window.show()
        program.reading.predict_on_open = False
        results = program.feature(Results)
        program.session.open_paths([study])
        qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy, timeout=30_000)
        qtbot.waitUntil(lambda: not results.shelf.loading, timeout=30_000)
        return program, results

    yield start
    for program in programs:
        program.window.close()
        program.shut_down()


def masks(program, group="results"):
    return program.window.view.display.masks.masks(group)


def sources(study):
    return sorted(study.glob("ct*"))


def write_two_segments(study):
    values = np.zeros((3, ROWS, COLUMNS, 2), np.uint8)
    values[:, 1:3, 2:5, 0] = values[:, 4, 4, 1] = 1
    return write_seg(study / "seg", sources(study), values)


def test_segments_are_drawn_and_switched_off_one_by_one(opened, study, qtbot):
    write_two_segments(study)
    program, results = opened()
    assert [mask.name for mask in masks(program)] == ["Liver", "Cyst"]
    assert results.panel.isVisible()
    item = results.panel.tree.topLevelItem(0)
    item.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert [mask.name for mask in masks(program)] == ["Cyst"]
    results.shelf.set_color(results.shelf.results[0], 1, (1, 2, 3))
    results.panel.slider.setValue(80)
    assert (masks(program)[0].color, masks(program)[0].opacity) == ((1, 2, 3), 0.8)
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert masks(program) == ()


def test_one_key_hides_all_results_and_shows_them_again(opened, study, qtbot):
    write_structures(study / "rt", [contour(SQUARE, "1.2.826.1.2.1")])
    program, _ = opened()
    actions = program.control.actions
    bare = program.window.view.grab().toImage()
    actions["results_shown"].trigger()
    hidden = program.window.view.grab().toImage()
    assert hidden != bare
    actions["results_shown"].trigger()
    assert program.window.view.grab().toImage() == bare


def test_the_next_image_gets_its_own_drawing(opened, study, qtbot):
    write_two_segments(study)
    program, _ = opened()
    program.session.go(2)
    qtbot.waitUntil(lambda: program.session.picture.image.path.name == "ct3.dcm", timeout=30_000)
    assert len(masks(program)) == 2


def test_a_presentation_state_sets_the_window_until_the_user_does(opened, study, qtbot):
    write_presentation(
        study / "pr", sources(study), ShutterShape="CIRCULAR", CenterOfCircularShutter=[3, 3],
        RadiusOfCircularShutter=2, ImageRotation=90,
    )  # fmt: skip
    program, results = opened()
    view = program.window.view
    assert view.display.voi == Window(40, 80)
    assert view.display.placement.turned == 90
    assert masks(program, "shutter")[0].values.any()
    view.display.set_window(Window(7, 9))
    program.session.go(1)
    qtbot.waitUntil(lambda: program.session.picture.image.path.name == "ct2.dcm", timeout=30_000)
    assert view.display.voi == Window(7, 9)
    results.panel.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert view.display.voi == view.picture.image.voi
    assert masks(program, "shutter") == ()


def test_of_two_presentation_states_for_an_image_one_is_on(opened, study, qtbot):
    for name in ("pr1", "pr2"):
        write_presentation(study / name, sources(study))
    _, results = opened()
    first, second = results.shelf.results
    assert [results.shelf.is_shown(one) for one in (first, second)] == [True, False]
    results.panel.tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
    assert [results.shelf.is_shown(one) for one in (first, second)] == [False, True]


def test_a_report_is_listed_drawn_and_read(opened, study, qtbot):
    write_report(study / "sr", sources(study)[0])
    program, results = opened()
    assert "Length: 12.5 mm" in results.panel.details.text()
    results.panel.button.click()
    window = next(w for w in program.window.children() if type(w).__name__ == "ReportWindow")
    texts = window.tree.findItems("12.5 mm", Qt.MatchFlag.MatchRecursive, 1)
    assert [item.text(0) for item in texts] == ["Length"]
    window.close()


def test_key_images_are_gone_through(opened, study, qtbot):
    write_selection(study / "ko", sources(study)[1:])
    program, results = opened()
    assert "For Teaching: 2 images" in results.panel.details.text()
    visited = []
    for _ in range(3):
        program.control.actions["next_key_image"].trigger()
        visited.append(program.session.place)
    assert visited == [1, 2, 1]


def test_what_is_not_open_and_what_is_anothers_is_said(opened, study, qtbot, tmp_path):
    other = write_ct(tmp_path / "other", 8, PatientID="P-2")
    write_report(study / "sr", other)
    write_structures(study / "rt", [contour(SQUARE, "1.2.826.1.2.1")], PatientID="P-3")
    _, results = opened()
    assert "The image that it refers to is not open." in results.panel.details.text()
    assert "It is not drawn: its patient ID is not that of the image." in results.panel.details.text()
    assert results.panel.here.text() == "It is not drawn: its patient ID is not that of the image."


def test_a_damaged_result_is_named_and_the_rest_is_there(opened, study, qtbot):
    write_structures(study / "rt", [contour(SQUARE, "1.2.826.1.2.1")])
    write_document(study / "bad", b"MZ program")
    write_document(study / "doc", b"%PDF-1.4 x")
    _, results = opened()
    kinds = {result.origin.kind for result in results.shelf.results}
    assert kinds == {"structures", "document"}
    assert "bad cannot be opened: its document is no PDF." in results.panel.details.text()


def test_a_document_is_saved_as_it_is(opened, study, qtbot, tmp_path, monkeypatch):
    write_document(study / "doc", b"%PDF-1.4 x")
    program, results = opened()
    target = tmp_path / "letter.pdf"
    saver = program.feature(Exporting).saver
    monkeypatch.setattr(saver, "ask_file", lambda title, name, kind, write: saver.write(write, target))
    results.panel.button.click()
    qtbot.waitUntil(lambda: not saver.busy, timeout=30_000)
    assert target.read_bytes() == b"%PDF-1.4 x"
    assert saver.panel.words.text() == "Saved: letter.pdf"


def test_the_panel_is_hidden_where_there_is_nothing(opened, study, qtbot):
    _, results = opened()
    assert results.panel.isHidden()


def test_results_without_their_images_are_listed_and_said(study, qtbot, opened):
    write_report(study / "sr", sources(study)[0])
    for source in sources(study):
        source.unlink()
    program = build(FakePredictor, open_from_disk, scanner=PlainScanner())
    program.window.show()
    program.session.open_paths([study])
    panel = program.feature(Results).panel
    qtbot.waitUntil(lambda: not program.busy and not panel.isHidden(), timeout=30_000)
    assert program.window.failure.text == (
        "study holds results of others, but none of the images that they belong to."
    )
    assert "The image that it refers to is not open." in panel.details.text()
    program.window.close()
    program.shut_down()


def test_overlay_planes_of_the_file_have_a_key_of_their_own(opened, study, qtbot):
    dataset = dcmread(sources(study)[0])
    plane = {0x10: ("US", ROWS), 0x11: ("US", COLUMNS), 0x50: ("SS", [1, 1]), 0x3000: ("OW", b"\xff" * 6)}
    for element, (vr, value) in plane.items():
        dataset.add_new((0x6000, element), vr, value)
    dataset.save_as(sources(study)[0])
    program, _ = opened()
    (mask,) = masks(program, "overlay")
    assert mask.values.all()
    program.control.actions["overlay_planes"].trigger()
    assert masks(program, "overlay") == ()
