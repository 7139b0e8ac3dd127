"""The language of the window: which one, Qt's own words in it, and the menu where it is chosen."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QActionGroup, QFontDatabase
from PySide6.QtWidgets import QApplication, QMenu

from meddiag_gui import language
from meddiag_gui.gui.feature import Feature
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.settings_keeper import SettingsKeeper

_log = logging.getLogger(__name__)
_WRITING = {
    QLocale.Script.SimplifiedHanScript: QFontDatabase.WritingSystem.SimplifiedChinese,
    QLocale.Script.TraditionalHanScript: QFontDatabase.WritingSystem.TraditionalChinese,
    QLocale.Script.JapaneseScript: QFontDatabase.WritingSystem.Japanese,
    QLocale.Script.KoreanScript: QFontDatabase.WritingSystem.Korean,
}  # which not every system has a font for


def speak(application: QApplication, wanted: str) -> None:
    """Speak a language from now on, in Qt's own dialogs too; called before any widget is made.

    Parameters
    ----------
    wanted
        The setting; empty for the system's language. Where there is no font for it, English is spoken.
    """
    chosen = wanted or language.best(QLocale.system().uiLanguages())
    writing = _WRITING.get(QLocale(chosen).script())
    if writing is not None and not QFontDatabase.families(writing):
        _log.warning("There is no font for the language %s; the program speaks English.", chosen)
        chosen = language.SOURCE
    language.use(chosen)
    for former in application.findChildren(QTranslator):
        application.removeTranslator(former)
        former.setParent(None)
    if language.in_use() == language.SOURCE:
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(chosen), "qtbase", "_", folder):
        application.installTranslator(translator)


def own_name(name: str) -> str:
    """Return what a language calls itself."""
    return QLocale(name).nativeLanguageName() if name != language.SOURCE else "English"


class Languages(Feature):
    """Chooses the language of the next start: what is on the screen was said already."""

    def __init__(self, window: MainWindow, keeper: SettingsKeeper) -> None:
        super().__init__(window)
        self._window, self._keeper = window, keeper
        self.menu = QMenu(tr("Language"), window)
        self._group = QActionGroup(self)
        for name in ("", *language.languages()):
            action = self._group.addAction(own_name(name) if name else tr("As the system"))
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == keeper.settings.language)
            action.triggered.connect(functools.partial(self._choose, name))
            self.menu.addAction(action)

    def fill_menus(self, menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:  # noqa: D102
        menus["View"].addMenu(self.menu)

    def _choose(self, name: str) -> None:
        self._keeper.change(language=name)
        self._keeper.save()
        self._window.statusBar().showMessage(tr("The language changes when MedDiag starts again."), 10_000)
