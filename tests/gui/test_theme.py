from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QToolBar, QToolButton

from meddiag_gui import paths
from meddiag_gui.gui import theme
from meddiag_gui.settings import Settings, load_settings, save_settings


@pytest.fixture(autouse=True)
def dark_again(qapp):
    yield
    qapp.setProperty("light", False)
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


def luminance(color):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_all_words_can_be_read(look):
    for words in ("text", "dim", "accent", "caution", "failure"):
        for ground in ("ground", "raised"):
            assert contrast(getattr(look, words), getattr(look, ground)) >= 4.5, (words, ground)
    assert contrast(look.text, look.field) >= 7
    assert contrast(look.bright, look.selected) >= 4.5
    assert contrast(look.caution, look.alert) >= 4.5


def test_the_sheet_names_only_colors_that_there_are():
    sheet = (paths.resources() / "theme" / "sheet.qss").read_text("utf-8")
    assert set(re.findall(r"@(\w+)", sheet)) <= {*asdict(theme.DARK), "check", "more"}


def test_where_the_window_is_too_narrow_for_the_toolbar_one_sees_that_it_goes_on(qapp, qtbot):
    for light in (False, True):
        theme.apply(qapp, light=light)
        bar = QToolBar()
        qtbot.addWidget(bar)
        for name in "abcdefgh":
            bar.addAction(name * 9)
        bar.resize(120, 30)
        bar.show()
        more = bar.findChild(QToolButton, "qt_toolbar_ext_button").grab().toImage()
        ground = theme.colors().ground
        shades = {more.pixelColor(x, y).name() for x in range(more.width()) for y in range(more.height())}
        assert max(contrast(shade, ground) for shade in shades) >= 3


def test_the_look_dresses_the_palette_the_sheet_and_the_icons(qapp):
    seen = {}
    for light in (False, True):
        theme.apply(qapp, light=light)
        pixel = theme.icon("layout").pixmap(36).toImage().pixelColor(18, 18)
        seen[light] = (qapp.palette().color(QPalette.ColorRole.Window), theme.colors(), pixel.lightness())
        assert "@" not in qapp.styleSheet()
    assert seen[False][:2] == (QColor(theme.DARK.ground), theme.DARK)
    assert seen[True][:2] == (QColor(theme.LIGHT.ground), theme.LIGHT)
    assert seen[False][2] > 150 > seen[True][2]


def test_the_light_look_is_switched_and_remembered_and_the_picture_stays_on_black(start, qapp, qtbot):
    program = start()
    program.control.actions["light"].trigger()
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.ground)
    assert program.window.view.grab().toImage().pixelColor(5, 5) == QColor("#000000")
    program.window.close()
    program.shut_down()
    assert load_settings().light_theme
    theme.apply(qapp)
    again = start()
    assert theme.colors() is theme.LIGHT
    assert again.control.actions["light"].isChecked()


def test_a_start_in_the_dark_look_changes_nothing(start, qapp):
    save_settings(Settings())
    theme.apply(qapp)
    before = qapp.styleSheet()
    start()
    assert qapp.styleSheet() == before
