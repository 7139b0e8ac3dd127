from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QFontDatabase

from meddiag_gui import language
from meddiag_gui.gui.languages import Languages, own_name, speak
from tests.gui.conftest import Start


@pytest.fixture
def spoken(qapp) -> Iterator[None]:
    yield
    speak(qapp, "en")


def test_qt_speaks_the_language_too(qapp, spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["a font"])
    speak(qapp, "zh_CN")
    assert language.in_use() == "zh_CN"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    speak(qapp, "en")
    assert (language.in_use(), QCoreApplication.translate("QPlatformTheme", "Cancel")) == ("en", "Cancel")


def test_no_language_is_spoken_that_no_font_can_write(qapp, spoken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    speak(qapp, "zh_CN")
    assert (language.in_use(), qapp.findChildren(QTranslator)) == ("en", [])


def test_an_unknown_language_is_english(qapp, spoken) -> None:
    speak(qapp, "../../etc")
    assert language.in_use() == "en"


def test_languages_call_themselves_by_their_own_name() -> None:
    assert (own_name("en"), own_name("zh_CN")) == ("English", "简体中文")


def test_the_choice_is_kept_for_the_next_start(start: Start, qtbot) -> None:
    program = start()
    menu = program.feature(Languages).menu
    entries = {action.data(): action for action in menu.actions()}
    assert [data for data, action in entries.items() if action.isChecked()] == [""]
    entries["zh_CN"].trigger()
    assert program.keeper.settings.language == "zh_CN"
    assert language.in_use() == "en"
    assert "starts again" in program.window.statusBar().currentMessage()
    qtbot.waitUntil(lambda: not program.busy)
