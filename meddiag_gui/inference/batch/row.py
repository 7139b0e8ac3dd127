"""One result as it stands in JSON, in CSV, in a journal and in the table of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from meddiag_gui.imaging.text import path_text
from meddiag_gui.inference.lungs import LungField, measure_lungs
from meddiag_gui.inference.outcome import Outcome, Status
from meddiag_gui.inference.prediction import FindingScore, ModelRef, Timing
from meddiag_gui.inference.stability import Spread
from meddiag_gui.language import english

SCHEMA = "meddiag.prediction/1"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What one model said of one file; the fields are the keys of the JSON schema, in its order.

    Parameters
    ----------
    path
        The file, as valid Unicode whatever bytes its name is made of; empty in a journal.
    reasons
        Why there is no answer, or the reservations; in English, for files.
    lungs
        Areas of a segmentation; None for a classifier.
    """

    path: str
    sop_instance_uid: str | None
    status: Status
    reasons: tuple[str, ...]
    gate_overridden: bool
    model: ModelRef
    device: str
    timing_ms: Timing
    findings: tuple[FindingScore, ...] = ()
    lungs: dict[str, Any] | None = None
    stability: tuple[Spread, ...] = ()


def result_row(outcome: Outcome, model: ModelRef, device: str, spreads: tuple[Spread, ...] = ()) -> ResultRow:
    """Make the row of an outcome; ``device`` stands for the answer's where there is none."""
    prediction = outcome.prediction
    answer = prediction or outcome.segmentation
    return ResultRow(
        path=path_text(outcome.path),
        sop_instance_uid=(outcome.image.header.sop_instance_uid or None) if outcome.image else None,
        status=outcome.status,
        reasons=tuple(map(english, outcome.reasons)),
        gate_overridden=prediction is not None and prediction.gate.overridden,
        model=model,
        device=answer.device if answer else device,
        timing_ms=outcome.timing_ms,
        findings=prediction.scores if prediction else (),
        lungs=_lungs(outcome),
        stability=spreads,
    )


def _lungs(outcome: Outcome) -> dict[str, Any] | None:
    found, image = outcome.segmentation, outcome.image
    if found is None or found.mask is None or image is None:
        return None
    measured = measure_lungs(found.mask, image)
    return {
        "structure": found.structure,
        "share_of_image": measured.share,
        "right": _field(measured.right),
        "left": _field(measured.left),
        "asymmetry": measured.asymmetry,
        "cut_off": list(measured.cut_off),
        "spacing_source": measured.spacing.source if measured.spacing else None,
        "spacing_reservation": (measured.spacing.words or None) if measured.spacing else None,
    }


def _field(field: LungField) -> dict[str, Any]:
    return {"pixels": field.pixels, "area_mm2": field.area_mm2}
