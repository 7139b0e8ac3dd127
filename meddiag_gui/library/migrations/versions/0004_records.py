"""Patients' records: sources, persons, values, statements, and their links to patients of images."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from meddiag_gui.library.tables.base import Moment

revision = "0004"
down_revision = "0003"

_PART = ("place", "name", "code", "system", "precision", "text", "flags", "resource", "version")


def upgrade() -> None:
    """Make the tables."""
    _make_sources()
    _make_persons()
    _make_parts()
    _make_links()


def _make_sources() -> None:
    op.create_table(
        "record_sources",
        _key(),
        *(_text(name) for name in ("sha256", "name", "form", "mapping")),
        _flag("complete"),
        *(_number(name) for name in ("taken", "known", "left_out")),
        sa.Column("imported_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record_sources"),
        sa.UniqueConstraint("sha256", name="uq_record_sources_sha256"),
    )
    op.create_table(
        "record_problems",
        _key(),
        _number("source"),
        _text("place"),
        _text("message"),
        sa.PrimaryKeyConstraint("id", name="pk_record_problems"),
        _of("record_problems", "source", "record_sources", "CASCADE"),
    )
    op.create_index("ix_record_problems_source", "record_problems", ["source"])


def _make_persons() -> None:
    op.create_table(
        "record_persons",
        _key(),
        *(_text(name) for name in ("patient_id", "issuer", "names", "sex", "birth_date", "name_words")),
        _number("source"),
        _text("place"),
        sa.PrimaryKeyConstraint("id", name="pk_record_persons"),
        _of("record_persons", "source", "record_sources"),
    )
    op.create_table(
        "record_identifiers",
        _key(),
        _number("person"),
        _number("rank"),
        *(_text(name) for name in ("value", "folded", "issuers")),
        _flag("weak"),
        sa.PrimaryKeyConstraint("id", name="pk_record_identifiers"),
        _of("record_identifiers", "person", "record_persons", "CASCADE"),
        sa.UniqueConstraint(
            "person", "folded", "issuers", "weak", name="uq_record_identifiers_person_folded_issuers_weak"
        ),
    )
    op.create_index("ix_record_identifiers_folded", "record_identifiers", ["folded"])


def _make_parts() -> None:
    _make_part(
        "record_values",
        *(_text(name) for name in ("analyte", "unit", "comparator", "given")),
        *(sa.Column(name, sa.Double) for name in ("number", "low", "high")),
    )
    _make_part(
        "record_statements",
        *(_text(name) for name in ("kind", "status", "finish_precision", "uid")),
        sa.Column("active", sa.Boolean),
        sa.Column("finish", sa.Double),
    )
    op.create_index(
        "ix_record_statements_uid", "record_statements", ["uid"], sqlite_where=sa.text("uid != ''")
    )


def _make_part(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        _key(),
        _number("person"),
        _number("source"),
        *(_text(name) for name in _PART),
        sa.Column("start", sa.Double),
        _flag("relative"),
        _flag("superseded"),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _of(table, "person", "record_persons", "CASCADE"),
        _of(table, "source", "record_sources", "CASCADE"),
        sa.UniqueConstraint("person", "digest", name=f"uq_{table}_person_digest"),
    )
    op.create_index(f"ix_{table}_source", table, ["source"])
    named = sa.text("resource != ''")
    op.create_index(f"ix_{table}_resource", table, ["person", "resource"], sqlite_where=named)


def _make_links() -> None:
    op.create_table(
        "record_links",
        _key(),
        _number("person"),
        _number("patient"),
        _text("state"),
        _flag("decided"),
        _text("basis"),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record_links"),
        _of("record_links", "person", "record_persons", "CASCADE"),
        _of("record_links", "patient", "patients", "CASCADE"),
        sa.UniqueConstraint("person", "patient", name="uq_record_links_person_patient"),
    )
    op.create_index("ix_record_links_patient", "record_links", ["patient"])
    op.create_index("ix_record_links_state", "record_links", ["state"])
    op.create_table(
        "record_link_events",
        _key(),
        _number("person"),
        _number("patient"),
        sa.Column("at", Moment, nullable=False),
        *(_text(name) for name in ("who", "state", "reason")),
        sa.PrimaryKeyConstraint("id", name="pk_record_link_events"),
    )
    op.create_index("ix_record_link_events_person_patient", "record_link_events", ["person", "patient"])


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _of(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)
