"""Connections to the database: how SQLite is set up, and how transactions begin.

One driver for plain and encrypted libraries: sqlcipher3 brings its own SQLite, so both have the same FTS5 on
every system.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from meddiag_gui.library.places import on_network

BUSY_SECONDS = 20.0
CACHE_KIB = 64 * 2**10
"""Of pages that a connection keeps: most of a database of 50,000 studies, so that none is decrypted twice."""
_RETRY_SECONDS = 0.02

Access = Literal["rw", "rwc", "ro", "immutable"]


class Database:
    """One SQLite file as an engine; its sessions read a snapshot, or write alone.

    Parameters
    ----------
    path
        The file.
    key
        32 bytes, or None for a plain database.
    access
        ``rwc`` makes it if need be; ``immutable`` is for a folder where SQLite can keep no files of its own.
    """

    def __init__(self, path: Path, key: bytes | None = None, access: Access = "rw") -> None:
        self.path, self.key, self.access = path, key, access
        self._connect = partial(connect, path, key, access)
        self.engine = _engine(self._connect)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the database, and cannot write."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self, before: Callable[[], None]) -> Iterator[Session]:
        """Give a session that alone may write; at the end all is on the disk, or after an error nothing.

        Parameters
        ----------
        before
            Called when the session may write; what it raises ends the transaction.
        """
        engine = self.engine.execution_options(writing=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            session.connection()  # takes the lock now
            before()
            yield session

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """Give a connection of the driver's own, for backups and pragmas."""
        with closing(self._connect()) as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def connect(path: Path, key: bytes | None, access: Access, *, wal: bool = True) -> Any:
    """Connect, with all that this program relies on switched on.

    Parameters
    ----------
    wal
        False for a copy that is to be one file. On a network drive there is no write-ahead log either, for it
        needs memory that all processes share.

    Raises
    ------
    sqlcipher3.dbapi2.DatabaseError
        If the file cannot be opened, is no database, or has another key.
    """
    from sqlcipher3 import dbapi2

    query = "mode=ro&immutable=1" if access == "immutable" else f"mode={access}"
    connection = dbapi2.connect(
        f"file:{quote(str(path.absolute()))}?{query}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,  # transactions begin where `_begin` says
        check_same_thread=False,  # the pool hands it to one thread at a time
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr by itself
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of it lies about in files
        connection.execute("PRAGMA secure_delete = FAST")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA trusted_schema = OFF")
        if wal and access in ("rw", "rwc"):
            _set_journal(connection, "DELETE" if on_network(path.parent) else "WAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _set_journal(connection: Any, mode: str) -> None:
    """Switch to a journal mode; SQLite does not wait by itself for others that are just doing so."""
    from sqlcipher3 import dbapi2

    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
        except dbapi2.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != dbapi2.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _engine(creator: Callable[[], Any]) -> Engine:
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=creator, poolclass=QueuePool, hide_parameters=True
    )
    event.listens_for(engine, "begin")(_begin)
    return engine


def _begin(connection: Connection) -> None:
    writing = bool(connection.get_execution_options().get("writing"))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(not writing)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
