"""Users sign in with their own password, and do what their role allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.library import users
from meddiag_gui.library.audit import entries
from meddiag_gui.library.idle import IdleLock, IdleState
from meddiag_gui.library.library import Library
from meddiag_gui.library.users import NotSignedIn, Right, Role, UserError


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "COST", 4)


@pytest.fixture
def staffed(library: Library) -> Library:
    with library.write() as session:
        users.add(session, "root", "ada", Role.ADMINISTRATOR, "secret of ada")
        users.add(session, "ada", "王伟", Role.READER, "123456")
    return library


def test_a_new_library_has_no_users(library: Library) -> None:
    with library.read() as session:
        assert not users.has_users(session)
        assert users.listed(session) == ()


def test_users_sign_in(staffed: Library) -> None:
    assert users.sign_in(staffed, " 王伟 ", "123456").role is Role.READER
    for name, password in (("王伟", "1234567"), ("ada", "123456"), ("bob", "123456"), ("", "")):
        with pytest.raises(NotSignedIn, match="another"):
            users.sign_in(staffed, name, password)
    with staffed.read() as session:
        actions = [entry.action for entry in entries(session)]
    assert actions == ["add_user", "add_user", "sign_in", "sign_in_failed", "sign_in_failed"]


def test_passwords_are_kept_nowhere(staffed: Library) -> None:
    staffed.close()
    content = b"".join(path.read_bytes() for path in staffed.folder.rglob("*") if path.is_file())
    assert b"secret of ada" not in content


def test_guessing_costs_ever_longer_waits(staffed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(users, "now", lambda: moment)
    for _ in range(5):
        with pytest.raises(NotSignedIn, match="another"):
            users.sign_in(staffed, "ada", "wrong password")
    with pytest.raises(NotSignedIn, match="31 seconds"):
        users.sign_in(staffed, "ada", "secret of ada")
    moment += timedelta(seconds=31)
    with pytest.raises(NotSignedIn, match="another"):
        users.sign_in(staffed, "ada", "wrong password")
    with pytest.raises(NotSignedIn, match="61 seconds"):
        users.sign_in(staffed, "ada", "secret of ada")
    moment += timedelta(seconds=61)
    users.sign_in(staffed, "ada", "secret of ada")
    with pytest.raises(NotSignedIn, match="another"):
        users.sign_in(staffed, "ada", "wrong password")
    users.sign_in(staffed, "ada", "secret of ada")


@pytest.mark.parametrize(
    ("name", "role", "password", "says"),
    [
        ("ada", Role.READER, "123456", "already"),
        ("", Role.READER, "123456", "letters"),
        ("Doe^John", Role.READER, "123456", "letters"),
        ("a\nb", Role.READER, "123456", "letters"),
        ("x" * 65, Role.READER, "123456", "letters"),
        ("eve", Role.READER, "12345", "6 characters"),
    ],
)
def test_what_cannot_be_added(staffed: Library, name: str, role: Role, password: str, says: str) -> None:
    with pytest.raises(UserError, match=says), staffed.write() as session:
        users.add(session, "ada", name, role, password)
    with staffed.read() as session:
        assert len(users.listed(session)) == 2


def test_the_first_user_is_an_administrator_and_the_last_stays(staffed: Library) -> None:
    with pytest.raises(UserError, match="last administrator"), staffed.write() as session:
        users.remove(session, "ada", "ada")
    with pytest.raises(UserError, match="last administrator"), staffed.write() as session:
        users.change_role(session, "ada", "ada", Role.TRAINER)
    with staffed.write() as session:
        users.change_role(session, "ada", "王伟", Role.ADMINISTRATOR)
        users.remove(session, "王伟", "ada")
    with pytest.raises(NotSignedIn):
        users.sign_in(staffed, "ada", "secret of ada")
    with staffed.write() as session:
        users.remove(session, "王伟", "王伟")
    with staffed.read() as session:
        assert not users.has_users(session)
    with pytest.raises(UserError, match="first user"), staffed.write() as session:
        users.add(session, "root", "eve", Role.READER, "123456")


def test_who_had_gone_can_come_back_and_change_the_password(staffed: Library) -> None:
    with staffed.write() as session:
        users.remove(session, "ada", "王伟")
        users.add(session, "ada", "王伟", Role.TRAINER, "another one")
        users.change_password(session, "ada", "ada", "new secret")
    assert users.sign_in(staffed, "王伟", "another one").role is Role.TRAINER
    assert users.sign_in(staffed, "ada", "new secret").role is Role.ADMINISTRATOR
    with pytest.raises(UserError, match="no user"), staffed.write() as session:
        users.change_password(session, "ada", "nobody", "new secret")


def test_each_role_may_do_what_those_below_may() -> None:
    rights = {role: {right for right in Right if users.Person("x", role).may(right)} for role in Role}
    assert rights == {
        Role.READER: {Right.READ},
        Role.TRAINER: {Right.READ, Right.TRAIN},
        Role.ADMINISTRATOR: set(Right),
    }
    assert not users.Person("x", Role.ADMINISTRATOR, active=False).may(Right.READ)


def test_the_window_warns_locks_and_stays_locked() -> None:
    lock = IdleLock(after=300, since=1000)
    assert lock.passed(1279.9).state is IdleState.OPEN
    assert lock.next_look(1000) == 280
    warned = lock.passed(1280)
    assert warned.state is IdleState.WARNED
    assert warned.next_look(1280) == 20
    assert warned.used(1290).state is IdleState.OPEN
    locked = warned.passed(1300)
    assert locked.state is IdleState.LOCKED
    assert locked.used(1301) == locked
    assert locked.next_look(1301) is None
    assert locked.unlocked(1400) == IdleLock(after=300, since=1400)


def test_input_after_a_sleep_does_not_open_what_should_be_locked() -> None:
    assert IdleLock(after=300, since=0).used(99999).state is IdleState.LOCKED


def test_without_a_time_only_the_user_locks() -> None:
    lock = IdleLock(after=0, since=0)
    assert lock.passed(1e9).state is IdleState.OPEN
    assert lock.next_look(5) is None
    assert lock.lock().state is IdleState.LOCKED


@given(st.lists(st.floats(0, 500)), st.floats(1, 1000))
def test_it_never_stays_open_beyond_its_time(waits: list[float], after: float) -> None:
    lock, now = IdleLock(after=after, since=0.0), 0.0
    for wait in waits:
        now += wait
        late = lock.state is IdleState.LOCKED or now - lock.since >= after
        lock = lock.used(now)
        assert (lock.state is IdleState.LOCKED) == late
