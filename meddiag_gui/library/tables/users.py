"""Local users of a library, and what they may do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meddiag_gui.library.tables.base import Base, Moment, now


class User(Base):
    """One user; one who has gone stays in the table, since the audit log names him.

    Parameters
    ----------
    name
        By which the audit log knows the user.
    role
        ``reader``, ``trainer`` or ``administrator``.
    salt, cost, digest
        Of scrypt, the former and the latter as hex; the password is kept nowhere.
    active
        Whether the user may sign in.
    failures, blocked_until
        Wrong passwords in a row, and until when none is looked at any more.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("role IN ('reader', 'trainer', 'administrator')", name="role"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    salt: Mapped[str]
    cost: Mapped[int]
    digest: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None] = mapped_column(Moment)
    added_at: Mapped[datetime] = mapped_column(Moment, default=now)
