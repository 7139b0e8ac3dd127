"""Predictions of models, readers' opinions, where each study stands, and what a watched folder held."""

import sqlalchemy as sa
from alembic import op

from meddiag_gui.library.tables.base import Moment
from meddiag_gui.library.tables.reading import TRIGGERS

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and the triggers that keep what was signed."""
    _make_predictions()
    _make_opinions()
    op.create_table(
        "standings",
        sa.Column("study", sa.Integer, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        _text("finding"),
        *(sa.Column(name, sa.Double, nullable=False) for name in ("probability", "operating_point")),
        *(_text(name) for name in ("model", "reason", "verdict", "reader")),
        sa.Column("signed_at", Moment),
        sa.PrimaryKeyConstraint("study", name="pk_standings"),
        _of("standings", "study", "studies", "CASCADE"),
    )
    op.create_index("ix_standings_rank_probability", "standings", ["rank", "probability"])
    op.create_index("ix_standings_verdict", "standings", ["verdict"])
    op.create_table(
        "watched_files",
        _text("path"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("size", "modified_ns")),
        sa.PrimaryKeyConstraint("path", name="pk_watched_files"),
    )
    op.create_table(
        "saved_filters",
        _text("name"),
        _text("content"),
        sa.PrimaryKeyConstraint("name", name="pk_saved_filters"),
    )
    for name, body in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")


def _make_predictions() -> None:
    op.create_table(
        "predictions",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("id", "study", "instance", "frame")),
        *(_text(name) for name in ("model_name", "model_version", "model_sha256", "asked", "status")),
        sa.Column("overridden", sa.Boolean, nullable=False),
        *(_text(name) for name in ("source", "device", "reasons")),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_predictions"),
        _of("predictions", "study", "studies", "CASCADE"),
        _of("predictions", "instance", "instances", "CASCADE"),
        sa.UniqueConstraint(
            "instance", "frame", "asked", "overridden",
            name="uq_predictions_instance_frame_asked_overridden",
        ),
    )  # fmt: skip
    op.create_index("ix_predictions_study", "predictions", ["study"])
    op.create_table(
        "prediction_scores",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("id", "prediction")),
        *(_text(name) for name in ("finding", "code_scheme", "code_value", "code_meaning")),
        *(sa.Column(name, sa.Double, nullable=False) for name in ("probability", "operating_point")),
        *(sa.Column(name, sa.Double) for name in ("band_low", "band_high")),
        _text("call"),
        sa.PrimaryKeyConstraint("id", name="pk_prediction_scores"),
        _of("prediction_scores", "prediction", "predictions", "CASCADE"),
    )
    op.create_index("ix_prediction_scores_prediction", "prediction_scores", ["prediction"])
    op.create_index("ix_prediction_scores_finding", "prediction_scores", ["finding"])


def _make_opinions() -> None:
    op.create_table(
        "readings",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("id", "study")),
        _text("reader"),
        sa.Column("read_first", sa.Boolean, nullable=False),
        sa.Column("revealed_at", Moment),
        sa.Column("began_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        _of("readings", "study", "studies", "CASCADE"),
        sa.UniqueConstraint("study", "reader", name="uq_readings_study_reader"),
    )
    op.create_table(
        "opinions",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("id", "reading", "version")),
        *(_text(name) for name in ("stage", "state", "comment", "reason")),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("signed_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_opinions"),
        _of("opinions", "reading", "readings", "CASCADE"),
        sa.UniqueConstraint("reading", "stage", "version", name="uq_opinions_reading_stage_version"),
        sa.CheckConstraint("stage IN ('alone', 'with_model')", name="ck_opinions_stage"),
        sa.CheckConstraint("state IN ('draft', 'signed')", name="ck_opinions_state"),
    )
    op.create_table(
        "opinion_findings",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("id", "opinion", "place")),
        *(_text(name) for name in ("finding", "presence", "comment")),
        sa.Column("added", sa.Boolean, nullable=False),
        _text("call"),
        *(sa.Column(name, sa.Integer) for name in ("score", "instance")),
        sa.PrimaryKeyConstraint("id", name="pk_opinion_findings"),
        _of("opinion_findings", "opinion", "opinions", "CASCADE"),
        _of("opinion_findings", "score", "prediction_scores", "SET NULL"),
        _of("opinion_findings", "instance", "instances", "SET NULL"),
        sa.UniqueConstraint("opinion", "finding", name="uq_opinion_findings_opinion_finding"),
        sa.CheckConstraint(
            "presence IN ('present', 'absent', 'unsure')", name="ck_opinion_findings_presence"
        ),
    )
    for column in ("instance", "score"):
        op.create_index(f"ix_opinion_findings_{column}", "opinion_findings", [column])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _of(table: str, column: str, parent: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)
