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
from meddiag_gui.library import migrating
from meddiag_gui.library.database import Access, Database
from meddiag_gui.library.descriptor import Descriptor
from meddiag_gui.library.faults import (
    LibraryChanged,
    LibraryDamaged,
    LibraryGone,
    LibraryNewer,
    LibraryReadOnly,
    told,
)


def default_folder() -> Path:
    """Where the user's library lies unless another folder is chosen."""
    return paths.user_data() / "library"


class Library:
    """An open library; made by `open`. Its methods can be called from any thread.

    Attributes
    ----------
    folder
        Where it lies.
    read_only
        Whether nothing can be written there.
    """

    def __init__(self, folder: Path, descriptor: Descriptor, database: Database) -> None:
        self.folder, self.descriptor = folder, descriptor
        self._database = database
        self._stamp = descriptors.stamp(folder)
        self.read_only = database.access in ("ro", "immutable")

    @classmethod
    def open(cls, folder: Path | None = None, *, create: bool = True) -> Self:
        """Open a library, or make a new one in a folder that is empty or not there.

        Parameters
        ----------
        folder
            None for the user's own, `default_folder`.
        create
            False for a folder that is known to be a library: one that has vanished is then not made anew.

        Raises
        ------
        LibraryError
            One of the kinds in `meddiag_gui.library.faults`; then nothing was changed.
        """
        folder = default_folder() if folder is None else folder
        with told(folder):
            found = descriptors.read(folder) or _new(folder, create)
            database = _open_database(folder, found)
            try:
                library = cls(folder, found, database)
                library._bring_up_to_date()
            except BaseException:
                database.close()
                raise
            return library

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the library and cannot write.

        Raises
        ------
        LibraryError
            If it cannot be read.
        """
        with told(self.folder), self._database.read() as session:
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
                tr("Nothing was changed: the library {name} can only be read.", name=self.name)
            )
        with told(self.folder):
            with self._database.write(self._check_unchanged) as session:
                yield session
            self._check_unchanged()

    @property
    def name(self) -> str:
        """Its folder's name, for messages."""
        return clean_text(self.folder.name)

    def close(self) -> None:
        """Close all files."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def _check_unchanged(self) -> None:
        if descriptors.stamp(self.folder) != self._stamp:
            raise LibraryChanged(
                tr("The library {name} was replaced by another window; open it again.", name=self.name)
            )

    def _bring_up_to_date(self) -> None:
        """Run missing migrations; another process may be about to do the same."""
        with self._database.read() as session:
            state = migrating.state_of(session.connection())
        if state == "newer":
            raise LibraryNewer(
                tr(
                    "The library {name} was written by a newer version of MedDiag and is left as it is; "
                    "install that version to open it.",
                    name=self.name,
                )
            )
        if state == "foreign":
            raise LibraryDamaged(
                tr("The database in the folder {name} is not that of a library of MedDiag.", name=self.name)
            )
        if state == "current":
            return
        with self.write() as session:
            migrating.upgrade(session.connection())


def _new(folder: Path, create: bool) -> Descriptor:
    """Make a descriptor for a folder that has none."""
    if not create:
        if folder.is_dir():
            raise LibraryGone(tr("The folder {name} holds no library.", name=clean_text(folder.name)))
        raise LibraryGone(
            tr("The library {name} is not there. Is its drive connected?", name=clean_text(folder.name))
        )
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("*.sqlite")):
        if (found := descriptors.read(folder)) is not None:  # another process is making it too
            return found
        raise LibraryDamaged(
            tr(
                "{file} of the library {name} is missing.",
                file=descriptors.NAME,
                name=clean_text(folder.name),
            )
        )
    made = Descriptor()
    descriptors.write(folder, made)
    return made


def _open_database(folder: Path, descriptor: Descriptor) -> Database:
    access: Access = "rwc"
    return Database(folder / descriptor.database, None, access)
