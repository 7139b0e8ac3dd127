"""Tables of the audit log, and the triggers that let it only grow."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from meddiag_gui.library.tables.base import Base


class AuditEntry(Base):
    """One entry; written by `meddiag_gui.library.audit.record` alone."""

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text, index=True)
    subject: Mapped[str] = mapped_column(Text, index=True)
    details: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)


class AuditHead(Base):
    """The one row that says how long the chain is and how it ends: what is cut off its end is missed."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(Text)


FIRST_HEAD = "INSERT INTO audit_head (id, number, digest) VALUES (1, 0, '" + "0" * 64 + "')"

# REPLACE would slip past the triggers on DELETE: an entry must follow the head, so there is none to replace.
TRIGGERS = {
    "audit_entry_follows": (
        "BEFORE INSERT ON audit_entries WHEN NOT EXISTS (SELECT 1 FROM audit_head "
        "WHERE number = NEW.number - 1 AND digest = NEW.previous) "
        "BEGIN SELECT RAISE(ABORT, 'an audit entry must follow the last one'); END"
    ),
    "audit_head_moves": (
        "AFTER INSERT ON audit_entries "
        "BEGIN UPDATE audit_head SET number = NEW.number, digest = NEW.digest; END"
    ),
    "audit_entry_stays": (
        "BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
    "audit_entry_never_goes": (
        "BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
    "audit_head_only_grows": (
        "BEFORE UPDATE ON audit_head WHEN NEW.number <> OLD.number + 1 OR NOT EXISTS "
        "(SELECT 1 FROM audit_entries WHERE number = NEW.number AND digest = NEW.digest) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
    "audit_head_stays": (
        "BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
    "audit_head_is_one": (
        "BEFORE INSERT ON audit_head WHEN EXISTS (SELECT 1 FROM audit_head) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    ),
}
"""What stands behind ``CREATE TRIGGER <name>``, by name."""
