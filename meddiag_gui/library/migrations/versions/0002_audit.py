"""The audit log, its head, and the triggers that let it only grow."""

import sqlalchemy as sa
from alembic import op

from meddiag_gui.library.tables.audit import FIRST_HEAD, TRIGGERS

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, the empty chain's head, and the triggers."""
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("at", "who", "action", "subject", "details", "previous", "digest")
        ),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_action", "audit_entries", ["action"])
    op.create_index("ix_audit_entries_subject", "audit_entries", ["subject"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        sa.CheckConstraint("id = 1", name="ck_audit_head_one"),
    )
    op.execute(FIRST_HEAD)
    for name, body in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")
