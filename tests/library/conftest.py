"""A library for each test, with quick keys, and a keyring that lives in memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from meddiag_gui.library.library import Library
from tests.support.library import cheap_keys


class MemoryKeyring(KeyringBackend):
    """Keeps passwords while a test runs."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    """Keep the tests out of the keyring of whoever runs them."""
    before, kept = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library once: its migrations take longer than most tests."""
    folder = tmp_path_factory.mktemp("template") / "library"
    Library.open(folder).close()
    return folder


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(new_library, tmp_path / "library")
    with Library.open(tmp_path / "library", create=False) as library:
        yield library
