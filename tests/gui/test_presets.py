from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt

from meddiag_gui.imaging.windowing import Window
from tests.support.images import image_of


def open_ct(path, frame):
    pixels = np.arange(-1000, 1000, dtype=np.int16).reshape(40, 50)
    vois = (Window(-500, 1400, explanation="A & B"), Window(60, 200, explanation="SECOND"))
    return image_of(pixels, vois=vois, unit="HU", path=path, sha256=path.name)


def shown(program):
    menu = next(a.menu() for a in program.window.menuBar().actions() if a.text() == "Window")
    return [a for a in menu.actions() if a.isVisible() and a.data() is not None]


def test_the_menu_offers_what_the_picture_has_and_keys_choose_it(start, qtbot):
    program = start(open_image=open_ct)
    assert shown(program) == []
    program.session.open_paths([Path("ct")])
    qtbot.waitUntil(lambda: program.session.picture is not None)
    entries = shown(program)
    assert [entry.text() for entry in entries[:3]] == ["A && B", "Lung", "Mediastinum"]
    assert [entry.shortcut().toString() for entry in entries[:3]] == ["1", "2", "3"]
    qtbot.keyClick(program.window.view, Qt.Key.Key_2)
    assert program.window.view.display.voi == Window(-600, 1500, explanation="Lung")
    second = next(entry for entry in entries if entry.text() == "SECOND")
    assert second.shortcut().isEmpty()
    second.trigger()
    assert program.window.view.display.voi.center == 60
