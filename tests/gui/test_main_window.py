from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from meddiag_gui.gui.help import RESEARCH_USE
from meddiag_gui.gui.reading import Phase
from tests.gui.conftest import listed
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor
from tests.support.scans import FakeScanner


def drop(window, *urls):
    data = QMimeData()
    data.setUrls(list(urls))
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted()


def test_dropped_files_and_folders_are_opened(start, qtbot, tmp_path):
    (tmp_path / "folder").mkdir()
    for name in ("a.dcm", "folder/b.dcm"):
        (tmp_path / name).write_bytes(b"x")
    program = start()
    urls = [QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.dcm", "folder")]
    assert drop(program.window, *urls)
    qtbot.waitUntil(lambda: program.window.view.display is not None)
    assert listed(program) == ["a.dcm", "b.dcm"]
    assert program.window.windowTitle() == "a.dcm – MedDiag"


def test_a_dropped_web_address_is_refused_in_words(start):
    program = start()
    drop(program.window, QUrl("https://example.org/a.dcm"))
    assert program.window.failure.text.startswith("Only files on this computer")
    assert program.session.stacks == ()


def test_a_file_that_cannot_be_read_is_told_without_a_box_and_in_the_list(start, qtbot):
    program = start()
    program.session.open_paths([Path("/home/anna/bad.dcm"), Path("b.dcm")])
    qtbot.waitUntil(lambda: bool(program.window.failure.text))
    assert program.window.failure.text == "bad.dcm is cut short."
    assert QApplication.activeModalWidget() is None
    item = program.window.series.list.item(0)
    assert item.text() == "bad.dcm"
    assert item.foreground().color().name() == "#df7b6c"
    program.control.actions["next"].trigger()
    qtbot.waitUntil(lambda: program.window.view.display is not None)
    assert program.window.failure.text == ""


def test_reservations_about_the_image_stand_above_it_and_go_with_it(start, qtbot):
    def open_image(path, frame):
        notices = ("The spacing is measured at the detector.",) if path.name == "a.dcm" else ()
        return coordinate_image(sha256=path.name, path=path, notices=notices)

    program = start(open_image=open_image)
    program.session.open_paths([Path("a.dcm"), Path("b.dcm")])
    qtbot.waitUntil(lambda: program.window.cell.notice.text == "The spacing is measured at the detector.")
    program.session.next()
    assert program.window.cell.notice.text == ""


def test_the_scroll_bar_stands_beside_a_stack_only_and_follows_and_leads(start, qtbot):
    program = start(scanner=FakeScanner(as_slices=True))
    bar, session = program.window.cell.scroll_bar, program.session
    assert not bar.isVisible()
    session.open_paths([Path(name) for name in "abcd"])
    qtbot.waitUntil(lambda: session.count == 4 and session.picture is not None)
    assert (bar.isVisible(), bar.minimum(), bar.maximum()) == (True, 0, 3)
    session.forward()
    assert bar.value() == 1
    bar.setValue(3)
    qtbot.waitUntil(lambda: program.window.view.display.position == "4 / 4")
    program.window.view.scrolled.emit(-1)
    assert (session.place, bar.value()) == (2, 2)


def test_an_image_that_cannot_be_read_takes_the_one_before_it_off_the_screen(start, qtbot):
    program = start(scanner=FakeScanner(as_slices=True))
    program.session.open_paths([Path("a"), Path("bad"), Path("c")])
    qtbot.waitUntil(lambda: program.session.count == 3 and program.session.picture is not None)
    program.session.forward()
    qtbot.waitUntil(lambda: bool(program.window.failure.text))
    assert program.window.view.display is None
    program.session.forward()
    qtbot.waitUntil(lambda: program.window.view.display is not None)
    assert program.window.failure.text == ""


def test_the_map_reaches_the_view_only_while_it_is_wanted(start, qtbot):
    program = start(FakePredictor(0.9))
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.reading.influence.saliency is not None)
    with_map = program.window.view.grab().toImage()
    program.control.actions["overlay"].trigger()
    assert program.window.view.grab().toImage() != with_map
    program.control.actions["overlay"].trigger()
    assert program.window.view.grab().toImage() == with_map


def test_research_use_only_stands_in_the_window_and_cannot_be_closed(start):
    program = start()
    label = next(la for la in program.window.statusBar().findChildren(QLabel) if la.text() == RESEARCH_USE)
    assert label.isVisible()
    for action in program.control.actions.values():
        if action.objectName() not in {"quit", "open", "open_folder", "demo"}:
            action.trigger()
    assert label.isVisible()


def test_clicking_a_name_in_the_list_opens_it(start, qtbot):
    program = start()
    program.session.open_paths([Path("a.dcm"), Path("b & <b>c.dcm")])
    qtbot.waitUntil(lambda: program.window.series.list.count() == 2)
    row = program.window.series.list.visualItemRect(program.window.series.list.item(1))
    qtbot.mouseClick(program.window.series.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    qtbot.waitUntil(lambda: program.session.index == 1 and program.session.picture is not None)
    assert program.window.series.list.item(1).text() == "b & <b>c.dcm"


@pytest.mark.parametrize("held", [False, True])
def test_closing_ends_every_thread_also_while_the_model_runs(start, qtbot, held):
    model = FakePredictor(held=held)
    program = start(model)
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(model.started.is_set)
    program.window.close()
    program.shut_down()
    assert not program.inference.busy
    assert program.reading.phase is not Phase.RUNNING
