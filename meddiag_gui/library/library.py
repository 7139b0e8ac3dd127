"""A library: one folder with its database, its store of files, and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy.orm import Session

from meddiag_gui import paths
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library import descriptor as descriptors
from meddiag_gui.library.database import Database
from meddiag_gui.library.descriptor import Descriptor
from meddiag_gui.library.faults import LibraryChanged, LibraryGone, LibraryReadOnly, told
from meddiag_gui.library.lending import Loan, Wanted
from meddiag_gui.library.store import Store
from meddiag_gui.library.tables.core import Instance


def default_folder() -> Path:
    """Where the user's library lies unless another folder is chosen."""
    return paths.user_data() / "library"


class Library:
    """An open library; made by `open`. Its methods can be called from any thread.

    Attributes
    ----------
    folder
        Where it lies.
    store
        Its files.
    read_only
        Whether nothing can be written there.
    """

    def __init__(self, folder: Path, descriptor: Descriptor, database: Database, store: Store) -> None:
        self.folder, self.descriptor, self.database, self.store = folder, descriptor, database, store
        self.read_only = database.access in ("ro", "immutable")

    @classmethod
    def open(
        cls, folder: Path | None = None, *, key: str | bytes | None = None, create: bool = True
    ) -> Library:
        """Open a library, or make a new one in a folder that is empty or not there.

        Its database is checked, brought up to date after a backup, and backed up once a day.

        Parameters
        ----------
        folder
            None for the user's own, `default_folder`.
        key
            Of an encrypted library: its passphrase, or the key itself; None to look into the system's
            keyring. A new library is encrypted if a passphrase is given.
        create
            False for a folder that is known to be a library: one that has vanished is then not made anew.

        Raises
        ------
        LibraryError
            One of the kinds in `meddiag_gui.library.faults`; then nothing was changed.
        """
        from meddiag_gui.library.opening import open_library

        return open_library(default_folder() if folder is None else folder, key, create=create)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the library and cannot write.

        Raises
        ------
        LibraryError
            If it cannot be read.
        """
        with told(self.folder, files=False), self.database.read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that alone may write; when the block has ended without an error, all of it is kept.

        Raises
        ------
        LibraryError
            If nothing was changed: it cannot be written, is busy, has vanished or was replaced meanwhile.
        """
        if self.read_only:
            raise LibraryReadOnly(
                tr("Nothing was changed: the library “{name}” can only be read.", name=self.name)
            )
        with told(self.folder, files=False):
            with self.database.write(self.check_unchanged) as session:
                yield session
            self.check_unchanged()

    def lend(self, instances: list[Instance]) -> Loan:
        """Give paths by which files can be opened until the loan is closed; decrypted ones lie in memory.

        Raises
        ------
        LibraryError
            If one cannot be decrypted. A file that is missing has a path at which there is none.
        """
        wanted = [Wanted(one.sha256, one.reference, one.name) for one in instances]
        with told(self.folder):
            return Loan(self.store, wanted)

    @property
    def name(self) -> str:
        """Its folder's name, for messages."""
        return clean_text(self.folder.name)

    def close(self) -> None:
        """Close all files."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def check_unchanged(self) -> None:
        """Look whether this is still the library in its folder.

        Raises
        ------
        LibraryGone, LibraryChanged
            If it is not there any more, or was replaced.
        """
        with told(self.folder):
            found = descriptors.read(self.folder)
        if found is None:
            raise LibraryGone(
                tr("The library “{name}” is not there. Is its drive connected?", name=self.name)
            )
        if (found.database, found.store) != (self.descriptor.database, self.descriptor.store):
            raise LibraryChanged(
                tr("The library “{name}” was replaced by another window; open it again.", name=self.name)
            )
