"""The hint at the lower edge finds room in a narrow view."""

from __future__ import annotations

from PySide6.QtGui import QFont

from meddiag_gui.gui.measuring.graphics import broken
from meddiag_gui.gui.viewer.graphics import text_size

WORDS = "Brush: paint to add   [ ] size   Esc ends"


def test_a_hint_is_broken_at_its_gaps_and_loses_no_word(qapp) -> None:
    font = QFont()
    whole = text_size(font, [WORDS]).width()
    assert broken(WORDS, font, whole) == [WORDS]
    lines = broken(WORDS, font, whole - 1)
    assert lines == ["Brush: paint to add   [ ] size", "Esc ends"]
    assert broken(WORDS, font, 1) == ["Brush: paint to add", "[ ] size", "Esc ends"]
