"""Local users."""

import sqlalchemy as sa
from alembic import op

from meddiag_gui.library.tables.base import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "users",
        *(sa.Column(name, sa.String, nullable=False) for name in ("name", "role", "salt")),
        sa.Column("cost", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("blocked_until", Moment),
        sa.Column("added_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
        sa.CheckConstraint("role IN ('reader', 'trainer', 'administrator')", name="ck_users_role"),
    )
