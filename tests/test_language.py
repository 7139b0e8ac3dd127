from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui import language
from meddiag_gui.language import (
    best,
    english,
    fields,
    in_use,
    languages,
    learn,
    mark,
    read_catalogue,
    retell,
    sayings,
    tr,
    tr_n,
    use,
)

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1"><context><name>a</name>'


def catalogue(folder: Path, *messages: tuple[str, str], name: str = "tl") -> Path:
    """Write a catalogue of an invented language."""
    body = "".join(
        f"<message><source>{source}</source><translation>{said}</translation></message>"
        for source, said in messages
    )
    (folder / "translations").mkdir(parents=True, exist_ok=True)
    file = folder / "translations" / f"meddiag_{name}.ts"
    file.write_text(f"{HEAD}{body}</context></TS>", "utf-8")
    return file


@pytest.fixture
def folder(own_home: Path) -> Iterator[Path]:
    """The user's folder; English again at the end."""
    yield own_home / "data"
    use("en")


def test_english_is_said_as_it_stands() -> None:
    assert (tr("Open {name}", name="a{b}"), in_use()) == ("Open a{b}", "en")
    assert (tr_n("{n} study", "{n} studies", 1), tr_n("{n} study", "{n} studies", 0)) == (
        "1 study",
        "0 studies",
    )
    assert (tr("100 {percent"), mark("x"), english("never said"), retell("x")) == (
        "100 {percent", "x", "never said", "x",
    )  # fmt: skip


def test_a_language_is_added_by_a_file(folder: Path) -> None:
    catalogue(folder, ("Open {name}", "jaDmoH {name}"), ("{n} studies", "{n} nughey"))
    assert "tl" in languages()
    use("tl")
    assert in_use() == "tl"
    assert (tr("Open {name}", name="a"), tr_n("{n} study", "{n} studies", 3)) == ("jaDmoH a", "3 nughey")
    assert tr("What no catalogue knows") == "What no catalogue knows"
    use("xx")
    assert (in_use(), tr("Open {name}", name="a")) == ("en", "Open a")


def test_the_user_s_own_words_count(folder: Path) -> None:
    catalogue(folder, ("Quit", "离开"), name="zh_CN")
    use("zh_CN")
    assert (tr("Quit"), tr("Undo")) == ("离开", "撤销")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Open {name}", "Open"),  # a value lost
        ("Open {name}", "Open {nam}"),  # another value
        ("Open", "Open {0.__class__}"),  # one that reaches into the program
        ("{n:.2f} mm", "{n} mm"),  # written in another way
        ("Open {name}", "Open {name"),  # braces that do not fit
        ("Open {name}", "Open {name!r}"),
    ],
)
def test_a_sentence_that_would_fail_stays_english(folder: Path, source: str, said: str, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        assert read_catalogue(catalogue(folder, (source, said), ("Quit", "bav"))) == {"Quit": "bav"}
    assert "1 sentences of meddiag_tl.ts" in caplog.text


@pytest.mark.parametrize(
    "content", ["", "<TS>", "no XML", "<TS><message/><message><source>a</source></message></TS>"]
)
def test_a_damaged_catalogue_costs_only_itself(folder: Path, content: str) -> None:
    catalogue(folder).write_text(content)
    assert read_catalogue(folder / "translations" / "meddiag_tl.ts") == {}
    use("tl")
    assert in_use() == "en"


def test_unfinished_and_huge_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = catalogue(folder, ("Quit", "bav"))
    file.write_text(file.read_text().replace("<translation>", '<translation type="unfinished">'))
    assert read_catalogue(file) == {}
    monkeypatch.setattr(language, "_LARGEST", 10)
    assert read_catalogue(catalogue(folder, ("Quit", "bav"))) == {}
    assert read_catalogue(folder / "none.ts") == {}


def test_what_is_no_catalogue_is_passed_over(folder: Path) -> None:
    before = languages()
    catalogue(folder, ("Quit", "bav"), name="")
    catalogue(folder, ("Quit", "bav"), name="..xx")
    (folder / "translations" / "meddiag_ab.ts").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "translations" / "meddiag_cd.ts")
    assert languages() == before
    use("cd")
    assert in_use() == "en"


def test_two_sentences_are_told_again_one_by_one(folder: Path) -> None:
    catalogue(folder, ("It is {what} today.", "{what}!"), ("Nothing else", "pagh"), ("All is well.", "maj."))
    use("tl")
    assert retell("It is cold today. All is well. Nobody knows.") == "cold! maj. Nobody knows."


def test_entities_do_not_eat_the_memory(folder: Path) -> None:
    file = catalogue(folder)
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    file.write_text(
        f'<!DOCTYPE TS [<!ENTITY a0 "ha">{bomb}]><TS><message><source>&a11;</source></message></TS>'
    )
    assert read_catalogue(file) == {}


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["zh-CN"], "zh_CN"), (["zh-Hans-CN", "zh"], "zh_CN"), (["en-GB"], "en"), (["C"], "en"), ([], "en"),
        (["xx", "zh"], "zh_CN"), (["de-DE", "en", "zh"], "en"),
    ],
)  # fmt: skip
def test_the_system_s_wishes_are_heard_in_their_order(wanted: list[str], spoken: str) -> None:
    assert best(wanted) == spoken


def test_what_was_said_is_known_in_english(folder: Path) -> None:
    catalogue(folder, ("{name} cannot be opened: {reason}.", "{reason}! {name}"), ("it is empty", "chIm"))
    use("tl")
    said = tr("{name} cannot be opened: {reason}.", name="a", reason=tr("it is empty"))
    assert (said, english(said)) == ("chIm! a", "a cannot be opened: it is empty.")
    wrapped = tr("{name} cannot be opened: {reason}.", name="b", reason=ValueError(tr("it is empty")))
    assert english(wrapped) == "b cannot be opened: it is empty."


def test_what_was_kept_is_told_again(folder: Path) -> None:
    catalogue(
        folder,
        ("{name} cannot be opened: {reason}.", "{reason}! {name}"),
        ("it is cut at {x:.1f} mm", "{x:.1f} mm"),
        ("it is empty", "chIm"),
        ("{a}: {b}", "{b} {a}"),  # too few words of its own to be known by
    )
    use("tl")
    assert retell("a.dcm cannot be opened: it is empty.") == "chIm! a.dcm"
    assert retell("a.dcm cannot be opened: it is cut at 2.5 mm.") == "2.5 mm! a.dcm"
    assert retell("Doe: Jane") == "Doe: Jane"
    use("en")
    assert retell("it is empty") == "it is empty"


def test_another_process_hands_its_english_over(folder: Path) -> None:
    catalogue(folder, ("it is empty", "chIm"))
    use("tl")
    sayings()
    assert tr("it is empty") == "chIm"
    handed = sayings()
    assert (handed, english("chIm")) == ({"chIm": "it is empty"}, "chIm")
    learn(handed)
    assert english("chIm") == "it is empty"


def test_what_is_remembered_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_REMEMBERED", 3)
    catalogue(folder, ("n {n}", "m {n}"))
    use("tl")
    for n in range(10):
        tr("n {n}", n=n)
    assert (english("m 9"), english("m 0")) == ("n 9", "m 0")
    sayings()


@given(st.text(), st.dictionaries(st.sampled_from("abc"), st.text(), min_size=1))
def test_without_a_catalogue_a_sentence_is_its_own(text: str, values: dict[str, str]) -> None:
    assert tr(text) == text
    plain = text.replace("{", "").replace("}", "") + "".join(f"{{{name}}}" for name in values)
    assert tr(plain, **values) == plain.format(**values)


@given(st.text())
def test_the_values_of_any_text_are_told(text: str) -> None:
    found = fields(text)
    assert found is None or len(found) <= text.count("{")


def test_the_reading_process_speaks_as_its_parent(folder: Path, tmp_path: Path) -> None:
    from meddiag_gui.errors import UnreadableImage
    from meddiag_gui.imaging.isolated.process import ReadingProcess

    empty = tmp_path / "a.dcm"
    empty.write_bytes(b"")
    use("zh_CN")
    process = ReadingProcess(60.0)
    try:
        with pytest.raises(UnreadableImage) as raised:
            process.ask("image", empty)
    finally:
        process.close()
    assert str(raised.value) == "a.dcm 无法打开：它是空的。"
    assert english(str(raised.value)) == "a.dcm cannot be opened: it is empty."
