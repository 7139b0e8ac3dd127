"""A language in which everything that was looked up stands in brackets: what has none was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QWidget,
)

from meddiag_gui import language

OPEN, CLOSE = "⟦", "⟧"
_LOOKED_UP = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_KEYS = re.compile(
    r"\b(Ctrl|Shift|Alt|Esc|Del|Home|End|PgUp|PgDown|Left|Right|Up|Down|Tab|Return|Backspace|F\d+)\b"
)

_OF_QT = ("ScrollLeftButton", "ScrollRightButton")


class _Brackets(dict[str, str]):
    """A catalogue that knows every sentence."""

    def get(self, key: str, default: str | None = None) -> str:
        return f"{OPEN}{key}{CLOSE}" if key.strip() else key

    def __bool__(self) -> bool:
        return True


def speak_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put everything that is looked up from now on into brackets."""
    monkeypatch.setattr(language, "_catalogue", _Brackets())


def bare_words(text: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """Words of a text that were not looked up; they lie in each other where a value is a sentence."""
    text = text.upper() if text.isupper() else text
    before = ""
    while before != text:
        before, text = text, _LOOKED_UP.sub(" ", text)
    for name in allowed:
        text = text.replace(name, " ")
    return _WORD.findall(_KEYS.sub(" ", text))


def texts(root: QObject) -> Iterator[tuple[str, str]]:
    """Everything that a widget and all in it show or read out, with where it stands.

    Left out is what Qt's own catalogue speaks, and plots, whose menus are switched off.
    """
    if root.objectName() in _OF_QT or type(root).__module__.startswith("pyqtgraph"):
        return
    for text in filter(None, _texts_of(root)):
        yield f"{type(root).__name__} {root.objectName()}".strip(), text
    for part in root.children():
        yield from texts(part)


def _texts_of(part: QObject) -> Iterator[str]:
    if isinstance(part, QLabel | QAbstractButton | QAction):
        yield part.text()
    if isinstance(part, QWidget):
        yield from (part.toolTip(), part.windowTitle(), part.accessibleName())
    if isinstance(part, QAction):
        yield part.toolTip()
    if isinstance(part, QMenu | QGroupBox):
        yield part.title()
    if isinstance(part, QLineEdit):
        yield part.placeholderText()
    if isinstance(part, QComboBox):
        yield from (part.itemText(place) for place in range(part.count()))
    if isinstance(part, QTabWidget):
        yield from (part.tabText(place) for place in range(part.count()))
    if isinstance(part, QHeaderView) and part.model() is not None and not part.isHidden():
        for place in range(part.count()):
            said = part.model().headerData(place, part.orientation(), Qt.ItemDataRole.DisplayRole)
            yield said if isinstance(said, str) else ""


def record_painting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep every text that is painted from now on."""
    painted: list[str] = []
    draw = QPainter.drawText

    def keep(painter: QPainter, *arguments: object) -> object:
        painted.extend(one for one in arguments if isinstance(one, str))
        return draw(painter, *arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", keep)
    return painted
