"""Text out of files, made safe to show: one line, no control or direction marks."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from meddiag_gui.language import tr

MAX_CHARACTERS = 1024
MAX_LINES = 1000

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_text(text: str) -> str:
    """Keep what a person can read on one line.

    Line breaks and tabs become a space, control and bidirectional marks vanish, and the text is cut at
    `MAX_CHARACTERS`. It is still plain text, not HTML: whoever shows it must escape it.
    """
    if text.isascii() and text.isprintable():  # as most is
        return " ".join(text[: 2 * MAX_CHARACTERS].split())[:MAX_CHARACTERS]
    kept = []
    for character in text[: 2 * MAX_CHARACTERS]:
        category = unicodedata.category(character)
        if character in "\n\r\t\v\f\x85" or category in ("Zl", "Zp"):
            kept.append(" ")
        elif category == "Cs":  # half of a surrogate pair cannot be written as UTF-8
            kept.append("\ufffd")
        elif category != "Cc" and character not in _BIDI:
            kept.append(character)
    return " ".join("".join(kept).split())[:MAX_CHARACTERS]


def clean_lines(text: str) -> str:
    """Keep what a person can read, line by line as `clean_text` does, at most `MAX_LINES` lines."""
    return "\n".join(clean_text(line) for line in text.splitlines()[:MAX_LINES]).strip()


def printable(text: str) -> str:
    """Escape what could move the cursor, break the line or turn the direction of a terminal's text."""
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp") else ascii(char)[1:-1]
        for char in text
    )


def path_text(path: Path) -> str:
    """Write a path as valid Unicode, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def harmless_cell(text: str) -> str:
    """Mark a table's cell as text where a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def cannot_be_opened(path: Path, reason: object) -> str:
    """Return the sentence that names a file, by its name only, and why it is not shown."""
    return tr("{name} cannot be opened: {reason}.", name=clean_text(path.name), reason=str(reason))
