from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from PySide6.QtGui import QGuiApplication

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.gui.app import build
from meddiag_gui.gui.exporting.feature import Exporting
from meddiag_gui.gui.exporting.key_store import KeyStore, hash_of
from meddiag_gui.gui.exporting.rendering import pixels_of, render
from meddiag_gui.gui.loading import open_from_disk
from meddiag_gui.tasks import CancelToken, no_report
from tests.support.models import FakePredictor
from tests.support.results import ct_series
from tests.support.scanner import PlainScanner


@pytest.fixture
def opened(qtbot, tmp_path):
    """Open three slices in a program; give program and feature."""
    ct_series(tmp_path / "study")
    program = build(FakePredictor, open_from_disk, scanner=PlainScanner())
    program.window.resize(900, 700)
    program.window.show()
    program.reading.predict_on_open = False
    program.session.open_paths([tmp_path / "study"])
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy, timeout=30_000)
    yield program, program.feature(Exporting)
    program.window.close()
    program.shut_down()


@pytest.fixture
def answer(opened, monkeypatch, tmp_path):
    """Let the dialogs be answered at once; give what they suggested."""
    _, exporting = opened
    asked = []

    def file(title, suggested, kind, write):
        asked.append(suggested)
        exporting.saver.write(write, tmp_path / suggested)

    monkeypatch.setattr(exporting.saver, "ask_file", file)
    monkeypatch.setattr(
        exporting.saver, "ask_folder", lambda title, write: exporting.saver.write(write, tmp_path / "out")
    )
    return asked


def saved(qtbot, exporting):
    qtbot.waitUntil(lambda: not exporting.saver.busy, timeout=30_000)
    return exporting.saver.panel.words.text()


def test_a_copy_names_the_patient_only_if_that_is_wanted(opened):
    program, exporting = opened
    pictures = {}
    for named in (False, True):
        program.control.actions["export_named"].setChecked(named)
        exporting.handlers()["export_named"](named)
        program.control.actions["copy_view"].trigger()
        pictures[named] = pixels_of(QGuiApplication.clipboard().image())
    differs = (pictures[True] != pictures[False]).any(axis=2)
    assert differs[:150].any()  # the corners at the top
    assert not differs[150:].any()


def test_a_bare_picture_has_no_texts(opened):
    program, _ = opened
    view = program.window.view
    bare = pixels_of(render(view, view.display, annotated=False, named=True))
    assert len(np.unique(bare.reshape(-1, 3), axis=0)) <= 2  # one grey, and black around it


def test_the_view_is_saved_under_a_name_that_says_nothing(opened, answer, qtbot, tmp_path):
    program, exporting = opened
    program.control.actions["save_view"].trigger()
    assert saved(qtbot, exporting) == "Saved: view.png"
    picture = Image.open(tmp_path / "view.png")
    assert picture.size == (program.window.view.width(), program.window.view.height())
    assert "Research use only" in picture.info["Comment"]


def test_a_capture_is_a_picture_of_the_view(opened, answer, qtbot, tmp_path):
    program, exporting = opened
    program.control.actions["save_capture"].trigger()
    assert saved(qtbot, exporting) == "Saved: capture.dcm"
    made = dcmread(tmp_path / "capture.dcm")
    assert made.BurnedInAnnotation == "NO"
    view = program.window.view
    expected = pixels_of(render(view, view.display, annotated=True, named=False))
    np.testing.assert_array_equal(made.pixel_array, expected)


def test_a_series_is_saved_as_pictures_and_as_a_volume(opened, answer, qtbot, tmp_path):
    program, exporting = opened
    program.control.actions["save_series"].trigger()
    saved(qtbot, exporting)
    assert len(json.loads((tmp_path / "out" / "series.json").read_text())["images"]) == 3
    program.control.actions["save_volume"].trigger()
    assert saved(qtbot, exporting) == "Saved: volume.nii.gz"
    program.control.actions["save_series"].trigger()
    assert "out is not empty" in saved(qtbot, exporting)


def test_key_images_are_marked_listed_shown_and_saved(opened, answer, qtbot, tmp_path):
    program, exporting = opened
    mark = program.control.actions["key_image"]
    mark.trigger()
    program.session.go(2)
    qtbot.waitUntil(lambda: program.session.picture.image.path.name == "ct3.dcm", timeout=30_000)
    assert not mark.isChecked()
    mark.trigger()
    assert [path.name for path, _ in exporting.keys.refs] == ["ct1.dcm", "ct3.dcm"]
    panel = exporting._panel
    panel.list.setCurrentRow(0)
    panel.list.itemClicked.emit(panel.list.item(0))
    qtbot.waitUntil(lambda: program.session.picture.image.path.name == "ct1.dcm", timeout=30_000)
    assert mark.isChecked()
    panel.save_selection.emit()
    assert saved(qtbot, exporting) == "Saved: key-images.dcm"
    assert dcmread(tmp_path / "key-images.dcm").Modality == "KO"
    panel.save_pictures.emit()
    saved(qtbot, exporting)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0001.png", "0002.png"]
    mark.trigger()
    assert len(exporting.keys.refs) == 1


def test_key_images_survive_the_program(opened, qtbot, tmp_path):
    program, _ = opened
    program.control.actions["key_image"].trigger()
    qtbot.waitUntil(lambda: not program.busy, timeout=30_000)
    again = build(FakePredictor, open_from_disk, scanner=PlainScanner())
    again.reading.predict_on_open = False
    again.session.open_paths([tmp_path / "study"])
    keys = again.feature(Exporting).keys
    qtbot.waitUntil(lambda: bool(keys.refs), timeout=30_000)
    assert [path.name for path, _ in keys.refs] == ["ct1.dcm"]
    keys.mark(keys.refs[0], False)
    qtbot.waitUntil(lambda: not again.busy, timeout=30_000)
    assert KeyStore().load() == {}
    again.window.close()
    again.shut_down()


def test_damaged_marks_are_set_aside_and_name_no_image(tmp_path):
    store = KeyStore(tmp_path / "keys.json")
    store.save({hash_of("1.2.3"): [0]}, report=no_report, token=CancelToken())
    assert "1.2.3" not in (tmp_path / "keys.json").read_text()
    assert store.load() == {hash_of("1.2.3"): [0]}
    for damaged in ("[]", "{", '{"marks": {"a": ["x"]}}'):
        (tmp_path / "keys.json").write_text(damaged)
        assert store.load() == {}
        assert (tmp_path / "keys.json.bad").read_text() == damaged


def test_writing_can_be_cancelled_and_a_failure_is_said(opened, qtbot, tmp_path):
    _, exporting = opened

    def forever(target, *, report, token: CancelToken):
        while True:
            token.check()

    def fail(target, *, report, token):
        raise UnreadableImage("a.dcm cannot be opened: it is empty.")

    exporting.saver.write(forever, tmp_path / "x")
    assert exporting.saver.panel.isVisible()
    exporting.saver.panel.button.click()
    assert saved(qtbot, exporting) == "Writing was stopped."
    exporting.saver.write(fail, tmp_path / "x")
    assert saved(qtbot, exporting) == "a.dcm cannot be opened: it is empty."
