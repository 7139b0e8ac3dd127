from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QScrollArea

from meddiag_gui import paths
from meddiag_gui.gui.actions import ACTIONS, tool_tip
from meddiag_gui.gui.help import HelpWindow, key_rows


def test_no_two_actions_share_a_key_or_a_name():
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.shortcuts)
    keys.update(str(number) for number in range(1, 10))  # the window presets
    assert [key for key, count in keys.items() if count > 1] == []
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)


def test_every_key_is_one_that_qt_knows():
    assert all(not QKeySequence(key).isEmpty() for spec in ACTIONS for key in spec.shortcuts)


def test_every_icon_is_there():
    icons = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    assert {spec.icon for spec in ACTIONS if spec.icon} <= icons


def test_the_tip_tells_words_keys_and_more():
    spec = next(spec for spec in ACTIONS if spec.id == "demo")
    assert tool_tip(spec) == "Open the demo study (Ctrl+D)\nA phantom, not a patient"


def test_the_page_of_keys_tells_every_action_that_has_one(qtbot):
    told = {words for rows in key_rows().values() for _, words in rows}
    assert {spec.text for spec in ACTIONS if spec.shortcuts} <= told
    assert "Zoom to the pointer" in told
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    help_window.show_page(HelpWindow.ABOUT)
    assert help_window.isVisible()
    assert not help_window.isModal()


def test_no_words_of_the_page_of_keys_are_cut_off(qtbot):
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    help_window.show_page(HelpWindow.KEYS)
    area = help_window.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.widget().width() > 0)
    assert area.horizontalScrollBar().maximum() == 0
    labels = area.findChildren(QLabel)
    assert labels
    assert all(label.width() >= label.sizeHint().width() for label in labels)
