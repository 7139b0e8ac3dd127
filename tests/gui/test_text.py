from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui import language
from meddiag_gui.errors import UnreadableImage
from meddiag_gui.gui.text import (
    date,
    file_name,
    finding_name,
    menu_text,
    person_name,
    plain,
    sentence_for,
    time_left,
)


def test_plain_text_is_one_line_and_bounded():
    assert plain("a\nb\u202ec\x00d") == "a bcd"
    assert plain("x" * 200, 10) == "x" * 9 + "…"


def test_a_menu_shows_an_ampersand_and_a_label_the_name_only():
    assert menu_text("b & c.dcm") == "b && c.dcm"
    assert file_name(Path("/home/anna/a.dcm")) == "a.dcm"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Mary^Dr^Jr", "Doe, Jane Mary"),
        ("Yamada^Tarou=山田^太郎", "Yamada, Tarou"),
        ("^Jane", "Jane"),
        ("", ""),
    ],
)
def test_person_names_are_written_as_read(name, words):
    assert person_name(name) == words


@pytest.mark.parametrize(
    ("value", "words"), [("20240131", "2024-01-31"), ("2024.01.31", "2024.01.31"), ("", "")]
)
def test_dates_are_written_as_iso(value, words):
    assert date(value) == words


def test_an_error_meant_for_the_user_stands_as_it_is():
    assert sentence_for(UnreadableImage("a.dcm is cut short."), "opening a.dcm") == "a.dcm is cut short."


def test_other_errors_never_show_their_own_words(caplog):
    sentence = sentence_for(KeyError("Jane Doe"), "opening a.dcm")
    assert sentence == "An internal error (KeyError) came up while opening a.dcm."
    assert caplog.records[0].exc_info[0] is KeyError
    assert sentence_for(MemoryError(), "opening a.dcm") == "There is too little memory for opening a.dcm."
    full = OSError(28, "No space left on device", "/home/jane/settings.json")
    assert sentence_for(full, "saving the settings") == (
        "The system stopped saving the settings: No space left on device."
    )


def test_a_finding_is_known_however_its_first_letter_is_written(monkeypatch):
    monkeypatch.setattr(language, "_catalogue", {"Pneumonia": "肺炎"})
    assert [finding_name(name) for name in ("Pneumonia", "pneumonia", "rib fracture")] == [
        "肺炎",
        "肺炎",
        "rib fracture",
    ]


def test_the_time_left_is_told_only_where_it_is_known():
    assert (time_left(None), time_left(0), time_left(75)) == ("", "", ", 1 min 15 s left")
