"""What all tables stand on: one metadata, named constraints, moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """Base of every table of the library; constraints have names, so that migrations can change them."""

    metadata = MetaData(naming_convention=_NAMES)


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone; kept as ISO 8601 text in UTC, which sorts as time does."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write it; a moment without a time zone is refused with `ValueError`, for nobody could tell it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in the library needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def now() -> datetime:
    """Give this moment, in UTC."""
    return datetime.now(UTC)
