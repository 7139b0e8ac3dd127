from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.tasks import Cancelled
from meddiag_gui.training.wishes import WISH, Wish, WishToken, ask, asked, forget


@pytest.mark.parametrize("wish", Wish)
def test_what_was_asked_is_found_and_taken_back(tmp_path: Path, wish: Wish) -> None:
    assert asked(tmp_path) is None
    ask(tmp_path, Wish.PAUSE)
    ask(tmp_path, wish)
    assert asked(tmp_path) is wish
    forget(tmp_path)
    forget(tmp_path)
    assert asked(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"explode", b"\xff\xfe", b"pause" * 1000])
def test_what_is_no_wish_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / WISH).write_bytes(content)
    assert asked(tmp_path) is None


def test_a_folder_of_that_name_is_no_wish(tmp_path: Path) -> None:
    (tmp_path / WISH).mkdir()
    assert asked(tmp_path) is None


@pytest.mark.parametrize(
    ("wish", "cancelled", "enough"),
    [
        (Wish.PAUSE, True, False), (Wish.WAIT, True, False), (Wish.CANCEL, True, False),
        (Wish.FINISH, False, True),
    ],
)  # fmt: skip
def test_a_run_hears_of_it_within_moments(tmp_path: Path, wish: Wish, cancelled: bool, enough: bool) -> None:
    now = [0.0]
    token = WishToken(tmp_path, clock=lambda: now[0])
    ask(tmp_path, wish)
    assert not token.cancelled
    now[0] = 0.4
    assert (token.cancelled, token.enough()) == (cancelled, enough)
    if cancelled:
        with pytest.raises(Cancelled):
            token.check()
    else:
        token.check()


def test_it_is_also_cancelled_as_any_other_token(tmp_path: Path) -> None:
    token = WishToken(tmp_path)
    token.cancel()
    assert token.cancelled
    assert not token.enough()
