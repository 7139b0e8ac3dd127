"""The lock: after a time without input, opened by what protects the library; nothing is seen meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.library.desk import LibraryDesk, State
from meddiag_gui.gui.library.feature import LibraryKeeping
from meddiag_gui.gui.library.guard import Asks, Guard
from meddiag_gui.library import audit, users
from meddiag_gui.library.encryption import encrypt
from meddiag_gui.library.idle import IdleState
from meddiag_gui.library.library import Library
from tests.support.library_program import opened

PASSPHRASE = "correct horse"  # noqa: S105  (of a library that the test makes)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    """Stretch passphrases less: the tests are not attacked."""
    from meddiag_gui.library import keys

    monkeypatch.setattr(keys.wrap, "__defaults__", (4,))
    monkeypatch.setattr(users, "COST", 4)
    monkeypatch.setattr(keys, "recall", lambda identity: None)


@pytest.fixture
def program(start, library):
    return start(open_image=opened)


def begin(program, qtbot):
    keeping = program.feature(LibraryKeeping)
    keeping.start()
    desk = keeping._desk
    qtbot.waitUntil(lambda: desk.state in (State.OPEN, State.LOCKED) and not desk.busy)
    return keeping.guard, keeping.lock_page


def with_administrator(library):
    with Library.open(library) as opened_library, opened_library.write() as session:
        users.add(session, "root", "ada", users.Role.ADMINISTRATOR, "secret1")


def test_without_users_and_passphrase_a_key_opens_it(program, qtbot):
    guard, page = begin(program, qtbot)
    assert not guard.locked
    program.control.actions["lock"].trigger()
    assert page.isVisible()
    assert page.geometry() == program.window.rect()
    assert not page.secret.isVisible()
    qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    assert not page.isVisible()


def test_nothing_beside_the_lock_can_be_seen_or_reached(program, qtbot):
    guard, page = begin(program, qtbot)
    program.control.actions["help"].trigger()
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.session.picture is not None)
    guard.lock()
    assert not program.window.help.isVisible()
    assert program.window.windowTitle() == "MedDiag"
    assert not program.window.centralWidget().isEnabled()
    assert not program.window.acceptDrops()
    shown = program.session.viewports
    qtbot.keyClick(page.open, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)  # a layout of 2 × 2
    assert program.session.viewports == shown
    guard.open()
    assert program.window.help.isVisible()
    assert program.window.centralWidget().isEnabled()


def test_a_user_signs_in_and_signs_by_that_name(start, library, qtbot, at):
    with_administrator(library)
    program = start(open_image=opened)
    guard, page = begin(program, qtbot)
    qtbot.waitUntil(lambda: guard.locked and page.name.isVisible())
    for typed, locked in (("something else", True), ("secret1", False)):
        page.name.setText("ada")
        page.secret.setText(typed)
        qtbot.keyClick(page.secret, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not guard.busy)
        assert page.secret.text() == ""
        assert guard.locked == locked
        assert bool(page.problem.text()) == locked
    assert program.feature(LibraryKeeping)._desk.who == "ada"
    with at.read() as session:
        assert [entry.action for entry in audit.entries(session)] == ["add_user", "sign_in_failed", "sign_in"]


def test_a_reader_may_not_train(start, library, qtbot):
    with_administrator(library)
    with Library.open(library) as opened_library, opened_library.write() as session:
        users.add(session, "ada", "bob", users.Role.READER, "secret2")
    program = start(open_image=opened)
    guard, _ = begin(program, qtbot)
    guard.open("secret2", "bob")
    qtbot.waitUntil(lambda: not guard.locked)
    assert not program.control.actions["room_training"].isEnabled()
    assert not program.feature(LibraryKeeping)._desk.may("administer")
    program.reading.decide("pneumonia", None, "bob", "why")
    assert program.reading.decision_message == "Only a trainer may change an operating point."


def test_an_encrypted_library_opens_for_its_passphrase_only(start, library, qtbot):
    with Library.open(library) as plain:
        encrypt(plain, "root", PASSPHRASE)
    program = start(open_image=opened)
    guard, page = begin(program, qtbot)
    assert guard.locked
    assert guard.asks is Asks.PASSPHRASE
    assert page.without.isVisible()
    desk = program.feature(LibraryKeeping)._desk
    page.secret.setText("wrong passphrase")
    qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "passphrase is another" in page.problem.text())
    assert guard.locked
    page.secret.setText(PASSPHRASE)
    qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not guard.locked)
    assert desk.state is State.OPEN
    qtbot.waitUntil(lambda: not desk.busy)
    guard.lock()
    assert guard.asks is Asks.PASSPHRASE
    guard.open("wrong again")
    qtbot.waitUntil(lambda: not guard.busy)
    assert guard.locked
    guard.open(PASSPHRASE)
    qtbot.waitUntil(lambda: not guard.locked)


def test_one_can_work_without_an_encrypted_library(start, library, qtbot):
    with Library.open(library) as plain:
        encrypt(plain, "root", PASSPHRASE)
    program = start(open_image=opened)
    guard, page = begin(program, qtbot)
    qtbot.mouseClick(page.without, Qt.MouseButton.LeftButton)
    assert not guard.locked
    assert program.feature(LibraryKeeping)._desk.state is State.LOCKED


def test_the_window_locks_by_itself_and_says_so_before(qtbot, library):
    desk = LibraryDesk()
    guard = Guard(desk, minutes=10)
    started = time.monotonic()
    guard._lock = guard._lock.used(started)
    guard._change(guard._lock.passed(started + 585))
    assert guard.warned
    guard._change(guard._lock.used(started + 586))
    assert not guard.warned
    guard._change(guard._lock.passed(started + 586 + 600))
    assert guard.locked
    assert guard._lock.state is IdleState.LOCKED
    guard.set_minutes(0)
    guard.open()
    assert not guard.locked
    guard.stop()
    desk.shut_down()
