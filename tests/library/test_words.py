"""Names are found in any script, without case and accents, and never make FTS5 stumble."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from meddiag_gui.library.words import fold, match_of, spellings


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Wang^Xiǎo=王^小东", "wang xiao 王 小 东"),
        ("MÜLLER^Jörg", "muller jorg mueller joerg"),
        ("Łukasz Strauß", "lukasz strauss"),
        ("Ng\u0303\u0301", "ng"),
        ("김영희", "김 영 희"),
        ("Ἀχιλλεύς", "αχιλλευσ"),
        ("İstanbul", "istanbul"),
        ("", ""),
        ("^^^=", ""),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_query_has_both_spellings_of_an_umlaut() -> None:
    assert spellings("Mü") == ("mu", "mue")
    assert match_of("Mü") == '("mu"* OR "mue"*)'
    assert match_of("--") == ""


@given(st.text(max_size=30))
def test_what_is_folded_stays_so(text: str) -> None:
    once = fold(text)
    assert set(fold(once).split()) == set(once.split())


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_name_is_found_by_itself(name: str, other: str) -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute('CREATE VIRTUAL TABLE t USING fts5(w, tokenize="unicode61 remove_diacritics 0")')
    connection.execute("INSERT INTO t VALUES (?)", (fold(name),))
    query, foreign = match_of(name), match_of(other)
    if query:
        assert connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (query,)).fetchone() == (1,)
    if foreign:
        connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (foreign,)).fetchone()
    connection.close()
