"""Rows of a batch, made up."""

from __future__ import annotations

from typing import Any

from meddiag_gui.inference.batch.row import ResultRow
from meddiag_gui.inference.outcome import Status
from meddiag_gui.inference.prediction import Call, Code, FindingScore, ModelRef, Timing


def finding(probability: float, call: Call = "present", name: str = "pneumonia") -> FindingScore:
    """Return a score at the operating point 0.5."""
    return FindingScore(name, Code("SCT", "1", name), probability, 0.5, call)


def row(
    *scores: float | FindingScore, status: Status = "ok", model: str = "fake", **fields: Any
) -> ResultRow:
    """Return a row with scores; a bare number is a finding that is present."""
    found = tuple(finding(score) if isinstance(score, float) else score for score in scores)
    known = {
        "path": "", "sop_instance_uid": None, "status": status, "reasons": (), "gate_overridden": False,
        "model": ModelRef(model, "1.0.0", "0" * 64), "device": "CPU", "timing_ms": Timing(0, 0, 0, 0),
        "findings": found,
    }  # fmt: skip
    return ResultRow(**(known | fields))
