"""The audit log only grows, and every kind of tampering is found and named."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2

from meddiag_gui.library import audit, audit_check
from meddiag_gui.library.audit_check import Head
from meddiag_gui.library.library import Library
from meddiag_gui.library.tables.audit import TRIGGERS
from meddiag_gui.tasks import Cancelled, CancelToken


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def filled(library):
    """Five entries, written in three transactions."""
    for names in (("open", "score"), ("sign",), ("export", "amend")):
        with library.write() as session:
            for name in names:
                audit.record(session, "ada", name, "1.2.840.1", {"model": "cxr@1.0.0", "version": 1})
    return library


def checked(library, noted=()):
    with library.read() as session:
        return audit_check.verify(session, noted)


def tamper(library, *statements):
    """Alter the database as somebody would who has the file, with no regard for triggers."""
    path = library.folder / library.descriptor.database
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for name, body in TRIGGERS.items():
            connection.execute(f"CREATE TRIGGER {name} {body}")


def test_an_empty_log_is_whole(library):
    assert checked(library) == audit_check.ChainReport(0, Head(0, audit.START))


def test_entries_stand_in_their_order_and_form_a_chain(filled):
    with filled.read() as session:
        listed = list(audit.entries(session))
    assert [entry.action for entry in listed] == ["open", "score", "sign", "export", "amend"]
    assert [entry.number for entry in listed] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in listed] == [audit.START, *(entry.digest for entry in listed[:-1])]
    assert json.loads(listed[0].details) == {"model": "cxr@1.0.0", "version": 1}
    report = checked(filled)
    assert report.broken is None
    assert report.head == Head(5, listed[-1].digest)


def test_the_last_entries_can_be_asked_for_page_by_page(filled):
    with filled.read() as session:
        assert [entry.number for entry in audit.entries(session, after=1, limit=2)] == [2, 3]
        assert list(audit.entries(session, after=5)) == []


def test_an_entry_is_gone_where_its_transaction_failed(filled):
    def fail():
        with filled.write() as session:
            audit.record(session, "ada", "sign", "1.2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert checked(filled).entries == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET who = 'eve' WHERE number = 2",
        "DELETE FROM audit_entries WHERE number = 5",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET number = 4",
        "INSERT INTO audit_head VALUES (1, 0, '')",
        "REPLACE INTO audit_entries SELECT number, at, 'eve', action, subject, details, previous, digest "
        "FROM audit_entries WHERE number = 2",
        "INSERT INTO audit_entries SELECT 9, at, 'eve', action, subject, details, previous, digest "
        "FROM audit_entries WHERE number = 2",
    ],
)
def test_the_database_itself_refuses_all_but_the_next_entry(filled, statement):
    def attempt():
        with filled.write() as session:
            session.execute(text(statement))

    with pytest.raises((DBAPIError, IntegrityError)):
        attempt()
    assert checked(filled).broken is None


@pytest.mark.parametrize(
    ("statement", "number", "reason"),
    [
        ("UPDATE audit_entries SET who = 'eve' WHERE number = 2", 2, "entry 2 was altered"),
        ("UPDATE audit_entries SET details = '{}' WHERE number = 5", 5, "entry 5 was altered"),
        ("UPDATE audit_entries SET at = '2020' WHERE number = 1", 1, "entry 1 was altered"),
        ("DELETE FROM audit_entries WHERE number = 3", 3, "entry 3 is missing"),
        ("DELETE FROM audit_entries WHERE number > 3", 4, "the log ends at entry 3, but 5 were written"),
        ("DELETE FROM audit_entries", 1, "the log ends at entry 0, but 5 were written"),
        ("UPDATE audit_head SET number = 7", 6, "the log ends at entry 5, but 7 were written"),
        ("UPDATE audit_head SET digest = 'x'", 5, "the log's head does not belong to its last entry"),
        ("DELETE FROM audit_head", 5, "the log's head does not belong to its last entry"),
        (
            "UPDATE audit_entries SET previous = (SELECT digest FROM audit_entries WHERE number = 1) "
            "WHERE number = 4",
            4,
            "entry 4 does not follow the one before it",
        ),
    ],
)
def test_the_first_broken_link_is_named(filled, statement, number, reason):
    tamper(filled, statement)
    assert checked(filled).broken == audit_check.Break(number, reason)


def test_missing_guards_are_named(filled):
    with filled.write() as session:
        session.execute(text("DROP TRIGGER audit_entry_stays"))
    assert "taken out of the database" in checked(filled).broken.reason


def forge(library):
    """Compute the whole chain anew with another content: within the file nothing gives it away."""
    with library.read() as session:
        listed = list(audit.entries(session))
    statements, previous = [], audit.START
    for entry in listed:
        forged = audit.Entry(
            entry.number, entry.at, "eve", entry.action, entry.subject, entry.details, previous, ""
        )
        previous = forged.due()
        statements.append(
            f"UPDATE audit_entries SET who = 'eve', previous = '{forged.previous}', "  # noqa: S608  # our own
            f"digest = '{previous}' WHERE number = {entry.number}"
        )
    tamper(library, *statements, f"UPDATE audit_head SET digest = '{previous}'")  # noqa: S608


def test_a_chain_computed_anew_differs_from_the_head_noted_outside(filled):
    noted = checked(filled).head
    forge(filled)
    assert checked(filled).broken is None
    found = checked(filled, [noted]).broken
    assert (found.number, found.reason) == (5, "entry 5 is another than was noted outside the database")


def test_a_log_cut_off_with_its_head_is_shorter_than_was_noted(filled):
    noted = checked(filled).head
    tamper(
        filled,
        "DELETE FROM audit_entries WHERE number > 3",
        "UPDATE audit_head SET number = 3, digest = (SELECT digest FROM audit_entries WHERE number = 3)",
    )
    assert checked(filled).broken is None
    assert checked(filled, [noted]).broken.reason == "the log ends at entry 3, but 5 were written"


def test_the_noted_head_follows_the_log_but_never_covers_what_it_contradicts(filled):
    with filled.write() as session:
        first = audit_check.note_head(session, filled.folder)
        audit.record(session, "ada", "open", "1.2")
        second = audit_check.note_head(session, filled.folder)
    assert (first.number, second.number) == (5, 6)
    assert audit_check.read_note(filled.folder) == second
    assert checked(filled, [second]).broken is None
    forge(filled)
    with filled.read() as session:
        audit_check.note_head(session, filled.folder)
    assert audit_check.read_note(filled.folder) == second


def test_a_note_is_taken_anew_only_with_an_entry_that_tells_of_it(filled):
    with filled.read() as session:
        audit_check.note_head(session, filled.folder)
    old = audit_check.read_note(filled.folder)
    forge(filled)
    with filled.write() as session:
        audit_check.renew_note(session, filled.folder, "admin")
    assert audit_check.read_note(filled.folder).number == 6
    with filled.read() as session:
        last = list(audit.entries(session))[-1]
    assert (last.who, last.action) == ("admin", "renew_audit_note")
    assert json.loads(last.details) == {"noted": f"{old.number}:{old.digest}"}


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"number": 1}', '{"number": "x", "digest": 3}', "{" * 9999]
)
def test_a_damaged_note_counts_as_none(tmp_path, content):
    (tmp_path / audit_check.NOTE).write_text(content)
    assert audit_check.read_note(tmp_path) is None


def test_a_head_is_written_as_it_is_read():
    assert audit_check.parse_head(f" 12:{'AB' * 32}\n") == Head(12, "ab" * 32)
    for wrong in ("", "12", "12:abc", f"-1:{'ab' * 32}", f"1:{'xy' * 32}"):
        with pytest.raises(ValueError, match="NUMBER:DIGEST"):
            audit_check.parse_head(wrong)


@pytest.mark.parametrize(
    ("who", "action", "subject", "details"),
    [
        ("ada", "Sign", "1.2", {}), ("ada", "", "1.2", {}), ("ada", "sign off", "1.2", {}),
        ("ada", "sign", "ZHANG^WEI", {}), ("ada", "sign", "x" * 201, {}), ("a\nb", "sign", "1.2", {}),
        ("ada", "sign", "1.2", {"Key": 1}), ("ada", "sign", "1.2", {"why": "DOE^JANE"}),
        ("ada", "sign", "1.2", {"x": float("nan")}),
    ],
)  # fmt: skip
def test_what_is_no_identifier_is_not_recorded(library, who, action, subject, details):
    def attempt():
        with library.write() as session:
            audit.record(session, who, action, subject, details)

    with pytest.raises(ValueError, match=r"identifiers|plain word|JSON"):
        attempt()
    assert checked(library).entries == 0


@given(st.dictionaries(st.text(min_size=1), st.none() | st.booleans() | st.integers() | st.text()))
def test_details_have_one_form_whatever_their_order(values):
    turned = dict(reversed(values.items()))
    assert audit.canonical(values) == audit.canonical(turned)
    assert json.loads(audit.canonical(values)) == values
    assert audit.canonical(values).isascii()


def test_following_the_chain_reports_and_can_be_stopped(filled, monkeypatch):
    monkeypatch.setattr(audit_check, "_STEP", 1)
    seen, token = [], CancelToken()
    with filled.read() as session:
        audit_check.verify(session, report=seen.append, token=token)
        assert [(one.done, one.total) for one in seen] == [(n, 5) for n in range(1, 6)]
        token.cancel()
        with pytest.raises(Cancelled):
            audit_check.verify(session, token=token)
