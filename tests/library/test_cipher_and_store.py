"""What is encrypted comes back bit by bit, and nothing that was touched comes back at all."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.files import sha256_of
from meddiag_gui.library import cipher as module
from meddiag_gui.library.cipher import DamagedFile, FileCipher
from meddiag_gui.library.lending import Loan, Wanted
from meddiag_gui.library.store import Store

KEY = bytes(range(32))
PIECE = 64


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIECE", PIECE)


def encrypted(content: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    FileCipher(key).encrypt(io.BytesIO(content), target)
    return target.getvalue()


def decrypted(content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(FileCipher(key).decrypt(io.BytesIO(content)))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 1000])
def test_every_length_comes_back(size: int) -> None:
    content = os.urandom(size)
    assert decrypted(encrypted(content)) == content


def test_the_same_content_never_looks_the_same_and_never_shows() -> None:
    content = b"PatientName" * 50
    first, second = encrypted(content), encrypted(content)
    assert first != second
    assert b"PatientName" not in first


@settings(max_examples=200)
@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(encrypted(bytes(200)))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedFile):
        decrypted(bytes(whole))


def test_pieces_cannot_be_cut_off_swapped_or_taken_from_another_file() -> None:
    step = PIECE + 16
    one, other = encrypted(bytes(3 * PIECE)), encrypted(bytes(3 * PIECE))
    head, pieces = one[:24], [one[24 + step * n : 24 + step * (n + 1)] for n in range(3)]
    for forged in (
        head + b"".join(pieces[:2]),
        head,
        head + pieces[1] + pieces[0] + pieces[2],
        head + pieces[0] + other[24 + step : 24 + 2 * step] + pieces[2],
        one + pieces[2],
        b"",
    ):
        with pytest.raises(DamagedFile):
            decrypted(forged)
    with pytest.raises(DamagedFile):
        decrypted(one, bytes(32))


def test_names_tell_nothing_of_the_content() -> None:
    name = FileCipher(KEY).name_of("0" * 64)
    assert name != "0" * 64
    assert name == FileCipher(KEY).name_of("0" * 64) != FileCipher(bytes(32)).name_of("0" * 64)


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(tmp_path / "store", FileCipher(request.param) if request.param else None)


def test_a_store_keeps_one_file_for_one_content(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"content" * 100)
    digest = sha256_of(tmp_path / "a")
    assert not store.has(digest)
    store.put(tmp_path / "a", digest)
    store.put(tmp_path / "b", digest)
    assert len(list(store.listed())) == 1
    assert b"".join(store.read(digest)) == b"content" * 100
    assert store.is_sound(digest)
    store.path(digest).write_bytes(b"other")
    assert not store.is_sound(digest)
    store.remove(digest)
    store.remove(digest)
    assert not store.has(digest)


def test_a_store_sweeps_what_was_left_unfinished_long_ago(store: Store) -> None:
    incoming = store.root / ".incoming"
    incoming.mkdir(parents=True)
    for name in ("old", "new"):
        (incoming / name).touch()
    os.utime(incoming / "old", (0, 0))
    store.sweep()
    assert [path.name for path in incoming.iterdir()] == ["new"]


def test_lent_files_can_be_read_by_their_paths_until_they_are_given_back(
    store: Store, tmp_path: Path
) -> None:
    source = tmp_path / "IM0001.dcm"
    source.write_bytes(b"pixels" * 100)
    digest = sha256_of(source)
    store.put(source, digest)
    wanted = [Wanted(digest, name="../IM0001.dcm"), Wanted("", str(source)), Wanted("f" * 64, name="x")]
    with Loan(store, wanted) as loan:
        lent, referenced, missing = loan.paths
        assert lent.read_bytes() == referenced.read_bytes() == source.read_bytes()
        assert not missing.exists()
        if store.cipher:
            assert lent.name == "IM0001.dcm"
            on_disk = [path for path in lent.parent.rglob("*") if path.is_file() and not path.is_symlink()]
            assert not on_disk or not hasattr(os, "memfd_create")
    assert store.cipher is None or not lent.exists()
    loan.close()
