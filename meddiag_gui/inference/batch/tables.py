"""Results as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from meddiag_gui.imaging.text import harmless_cell, printable
from meddiag_gui.inference.batch.row import SCHEMA, ResultRow

COLUMNS = (
    "path", "sop_instance_uid", "status", "model", "version", "model_sha256", "finding", "code_scheme",
    "code_value", "probability", "operating_point", "call", "gate_overridden", "device", "reasons",
)  # fmt: skip


def json_object(rows: Iterable[ResultRow]) -> dict[str, Any]:
    """Make the object of ``meddiag predict --json``."""
    return {"schema": SCHEMA, "results": [msgspec.to_builtins(row) for row in rows]}


def json_bytes(rows: Iterable[ResultRow]) -> bytes:
    """Write the object of ``meddiag predict --json``, indented."""
    return msgspec.json.format(msgspec.json.encode(json_object(rows)), indent=2) + b"\n"


def csv_text(rows: Iterable[ResultRow]) -> str:
    """Write one line a finding under `COLUMNS`; a row without findings has one line all the same.

    Control and direction marks are escaped, and text that a spreadsheet would take for a formula is marked as
    text. Probabilities are unrounded.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")  # RFC 4180
    writer.writerow(COLUMNS)
    for row in rows:
        for line in _lines(row):
            writer.writerow([harmless_cell(printable(cell)) for cell in line])
    return stream.getvalue()


def _lines(row: ResultRow) -> list[Sequence[str]]:
    head = (row.path, row.sop_instance_uid or "", row.status, *_model(row))
    tail = (str(row.gate_overridden).lower(), row.device, " ".join(row.reasons))
    findings: list[Sequence[str]] = [
        (f.name, f.code.scheme, f.code.value, repr(f.probability), repr(f.operating_point), f.call)
        for f in row.findings
    ]
    return [(*head, *finding, *tail) for finding in findings or [("",) * 6]]


def _model(row: ResultRow) -> tuple[str, str, str]:
    return row.model.name, row.model.version, row.model.sha256
