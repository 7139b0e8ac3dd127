from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from meddiag_gui.errors import NoImage
from meddiag_gui.gui.app import Program
from meddiag_gui.gui.tags.browser import TagBrowser
from meddiag_gui.gui.tags.window import TagWindow
from meddiag_gui.imaging.tags import TagRow

Start = Callable[..., Program]


def tags_of(path: Path) -> tuple[TagRow, ...]:
    """Say the file's name; what is called ``raster…`` has no tags."""
    if path.name.startswith("raster"):
        raise NoImage(f"{path.name} cannot be opened: it is no DICOM file and has no tags.")
    name = TagRow("(0010,0010)", "Patient's Name", "PatientName", "PN", 1, path.name)
    return name, TagRow("(0028,0010)", "Rows", "Rows", "US", 1, "6")


@pytest.fixture
def opened(start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> tuple[Program, TagBrowser]:
    program = start()
    feature = program.feature(TagBrowser)
    monkeypatch.setattr(feature, "_read", tags_of)
    program.session.open_paths([Path("a.dcm"), Path("b.dcm"), Path("raster.png")])
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy)
    return program, feature


def window_of(feature: TagBrowser) -> TagWindow:
    assert feature.window is not None
    return feature.window


def value(feature: TagBrowser) -> str:
    window = window_of(feature)
    row = window.model.row_at(window.model.index(0, 0))
    return row.value if row else ""


def test_the_tags_follow_the_picture_while_the_window_is_open(
    opened: tuple[Program, TagBrowser], qtbot: QtBot
) -> None:
    program, feature = opened
    assert program.control.actions["tags"].isEnabled()
    program.control.actions["tags"].trigger()
    qtbot.waitUntil(lambda: value(feature) == "a.dcm")
    assert window_of(feature).windowTitle() == "DICOM tags of a.dcm – MedDiag"
    assert window_of(feature).count.text() == "2 attributes"
    program.session.next()
    qtbot.waitUntil(lambda: value(feature) == "b.dcm")
    window_of(feature).close()
    program.session.previous()
    qtbot.waitUntil(lambda: not program.busy)
    assert value(feature) == "b.dcm"  # nobody looks
    feature.open()
    qtbot.waitUntil(lambda: value(feature) == "a.dcm")


def test_a_file_without_tags_says_so(opened: tuple[Program, TagBrowser], qtbot: QtBot) -> None:
    program, feature = opened
    feature.open()
    qtbot.waitUntil(lambda: value(feature) == "a.dcm")
    program.session.show(2)
    qtbot.waitUntil(lambda: "no DICOM file" in window_of(feature).message.text())
    assert window_of(feature).model.total == 0
    program.session.show(0)
    qtbot.waitUntil(lambda: value(feature) == "a.dcm")
    assert not window_of(feature).message.isVisible()


def test_search_and_copy_by_keys(opened: tuple[Program, TagBrowser], qtbot: QtBot) -> None:
    _, feature = opened
    feature.open()
    qtbot.waitUntil(lambda: value(feature) == "a.dcm")
    window = window_of(feature)
    qtbot.keyClicks(window.search, "patient")
    assert window.count.text() == "1 of 2"
    window.tree.setCurrentIndex(window.model.index(0, 0))
    window.tree.setFocus()
    qtbot.keyClick(window.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "a.dcm"
    window.copy_row.trigger()
    assert QGuiApplication.clipboard().text() == "(0010,0010)\tPatient's Name\ta.dcm"
    qtbot.keyClicks(window.search, "x")
    assert window.count.text() == "Nothing found"
