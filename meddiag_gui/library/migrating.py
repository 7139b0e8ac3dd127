"""Bringing a database to the form that this version of the program knows, in one transaction."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

FOLDER = Path(__file__).with_name("migrations")
_log = logging.getLogger(__name__)

State = Literal["empty", "current", "older", "newer", "foreign"]


@cache
def revisions() -> tuple[str, ...]:
    """All revisions that this program knows, in order: the numbers that its steps' files begin with."""
    return tuple(sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*_*.py")))


def revision_of(connection: Connection) -> str:
    """Revision of a database, empty where it has none."""
    named = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(named).scalar():
        return ""
    return connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar() or ""


def state_of(connection: Connection) -> State:
    """Say how a database stands to this program; ``foreign`` is one of another program."""
    found = revision_of(connection)
    if not found:
        return (
            "foreign"
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            else "empty"
        )
    if found == revisions()[-1]:
        return "current"
    return "older" if found in revisions() else "newer"


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the steps that are missing, in the transaction that the connection is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    _log.info("the library's database is at revision %s", revision_of(connection))
