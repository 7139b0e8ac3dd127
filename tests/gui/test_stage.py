"""The middle of the window: one page on the screen, and what is common to all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.stage import Stage
from meddiag_gui.gui.viewer.view import ImageView


class FakePage(QWidget):
    hovered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.view = ImageView(self)
        self.annotated: bool | None = None

    def set_annotated(self, annotated: bool) -> None:
        self.annotated = annotated


def test_the_view_is_that_of_the_page_on_the_screen(qtbot: QtBot) -> None:
    first, other = FakePage(), FakePage()
    stage = Stage(first)
    qtbot.addWidget(stage)
    stage.add_page(other)
    assert stage.view is first.view
    stage.show_page(other)
    assert stage.view is other.view
    stage.show_first()
    assert stage.view is first.view


def test_a_page_added_later_has_the_corner_texts_of_the_others(qtbot: QtBot) -> None:
    first, other = FakePage(), FakePage()
    stage = Stage(first)
    qtbot.addWidget(stage)
    stage.set_annotated(False)
    stage.add_page(other)
    assert (first.annotated, other.annotated) == (False, False)
    stage.set_annotated(True)
    assert (first.annotated, other.annotated) == (True, True)


def test_every_page_tells_of_the_pixel_under_the_pointer(qtbot: QtBot) -> None:
    first, other = FakePage(), FakePage()
    stage = Stage(first)
    qtbot.addWidget(stage)
    stage.add_page(other)
    told: list[str] = []
    stage.hovered.connect(told.append)
    first.hovered.emit("12 HU")
    other.hovered.emit("")
    assert told == ["12 HU", ""]


def test_a_page_that_is_not_on_the_screen_needs_no_room(qtbot: QtBot) -> None:
    first, wide = FakePage(), FakePage()
    QVBoxLayout(wide).addWidget(QPushButton("x" * 400))
    stage = Stage(first)
    qtbot.addWidget(stage)
    narrow = stage.minimumSizeHint().width()
    stage.add_page(wide)
    assert stage.minimumSizeHint().width() == narrow
    stage.show_page(wide)
    assert stage.minimumSizeHint().width() > narrow
    stage.show_first()
    assert stage.minimumSizeHint().width() == narrow
