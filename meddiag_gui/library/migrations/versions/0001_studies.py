"""Patients, studies, series, instances, and the index that search looks into."""

import sqlalchemy as sa
from alembic import op

from meddiag_gui.library.tables.base import Moment

revision = "0001"
down_revision = None

_INDEXED = "name, ids, words, findings, verdicts"
_OF_STUDY = (
    "SELECT s.id, p.name_words, lower(p.patient_id || ' ' || s.accession || ' ' || s.study_instance_uid), "
    "s.words, s.finding_words, s.verdict_words FROM studies s JOIN patients p ON p.id = s.patient"
)

_FORGET = "DELETE FROM study_index WHERE rowid {}"


def upgrade() -> None:
    """Make the tables, the full-text index, and the triggers that keep it."""
    _make_tables()
    op.execute(
        f"CREATE VIRTUAL TABLE study_index USING fts5({_INDEXED}, content='', contentless_delete=1, "
        "prefix='1 2 3', tokenize=\"unicode61 remove_diacritics 0\")"
    )
    anew = f"INSERT INTO study_index (rowid, {_INDEXED}) {_OF_STUDY}"
    this, of_patient = "= new.id", "IN (SELECT id FROM studies WHERE patient = new.id)"
    _trigger("study_indexed", "INSERT ON studies", f"{anew} WHERE s.id {this}")
    _trigger("study_unindexed", "DELETE ON studies", "DELETE FROM study_index WHERE rowid = old.id")
    changed = "UPDATE OF patient, accession, words, finding_words, verdict_words ON studies"
    _trigger("study_reindexed", changed, _FORGET.format(this), f"{anew} WHERE s.id {this}")
    named = "UPDATE OF patient_id, name_words ON patients"
    _trigger("patient_reindexed", named, _FORGET.format(of_patient), f"{anew} WHERE s.id {of_patient}")


def _trigger(name: str, event: str, *steps: str) -> None:
    op.execute(f"CREATE TRIGGER {name} AFTER {event} BEGIN {'; '.join(steps)}; END")


def _make_tables() -> None:
    op.create_table(
        "patients",
        sa.Column("id", sa.Integer, nullable=False),
        *(_text(name) for name in ("patient_id", "issuer", "name", "birth_date", "sex", "scope")),
        _text("name_words"),
        sa.Column("added_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patients"),
        sa.UniqueConstraint(
            "patient_id", "issuer", "name", "birth_date", "sex", "scope",
            name="uq_patients_patient_id_issuer_name_birth_date_sex_scope",
        ),
    )  # fmt: skip
    op.create_index("ix_patients_name", "patients", ["name"])
    op.create_index("ix_patients_birth_date", "patients", ["birth_date"])
    op.create_table(
        "studies",
        sa.Column("id", sa.Integer, nullable=False),
        _text("study_instance_uid"),
        sa.Column("patient", sa.Integer, nullable=False),
        _text("accession"),
        sa.Column("date", sa.Date),
        *(_text(name) for name in ("time", "modalities", "description", "body_part", "referring")),
        *(_text(name) for name in ("institution", "patient_age")),
        sa.Column("images", sa.Integer, nullable=False),
        _text("status"),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("binned_at", Moment),
        *(_text(name) for name in ("words", "finding_words", "verdict_words")),
        sa.PrimaryKeyConstraint("id", name="pk_studies"),
        sa.ForeignKeyConstraint(["patient"], ["patients.id"], name="fk_studies_patient"),
        sa.UniqueConstraint("study_instance_uid", "patient", name="uq_studies_study_instance_uid_patient"),
    )
    op.create_index("ix_studies_patient", "studies", ["patient"])
    listed = ["binned_at", "date", "time", "id", "modalities", "status", "patient"]
    op.create_index("ix_studies_listed", "studies", listed)
    op.create_index("ix_studies_accession", "studies", ["accession"])
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("study", sa.Integer, nullable=False),
        _text("series_instance_uid"),
        sa.Column("number", sa.Integer),
        *(_text(name) for name in ("modality", "description", "body_part", "view_position")),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.ForeignKeyConstraint(["study"], ["studies.id"], name="fk_series_study", ondelete="CASCADE"),
        sa.UniqueConstraint("study", "series_instance_uid", name="uq_series_study_series_instance_uid"),
    )
    op.create_table(
        "instances",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("series", sa.Integer, nullable=False),
        *(_text(name) for name in ("sop_instance_uid", "sop_class_uid", "sha256")),
        sa.Column("reference", sa.String),
        sa.Column("has_image", sa.Boolean, nullable=False),
        sa.Column("variant", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("rows", "columns", "frames", "size")),
        _text("name"),
        sa.Column("added_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instances"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_instances_series", ondelete="CASCADE"),
        sa.UniqueConstraint("sop_instance_uid", "sha256", name="uq_instances_sop_instance_uid_sha256"),
    )
    op.create_index("ix_instances_series", "instances", ["series"])
    op.create_index("ix_instances_sha256", "instances", ["sha256"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)
