"""Several models in words; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import plain
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.prediction import Gate

COMPARED = mark(
    "Probabilities of two models compare only as far as both were calibrated on patients like this one. "
    "Each call rests on that model's own operating point. Research use only, not for diagnosis."
)


def model_name(bundle: ModelBundle) -> str:
    """Name and version, and whether it is experimental."""
    name = f"{plain(bundle.name)} {plain(bundle.version)}"
    return tr("{model}, experimental", model=name) if bundle.metadata.experimental else name


def refusal_line(bundle: ModelBundle, gate: Gate) -> str:
    """Say in one line that a model does not judge the image, and why."""
    reasons = plain(" ".join(gate.reasons), 160)
    return tr("{model}: refused. {reasons}", model=model_name(bundle), reasons=reasons)


def extra_reasons(answer: Answer, first: Answer | None) -> list[str]:
    """Reservations and notes that the first model does not have too."""
    said = set(first.prediction.gate.reasons) if first is not None else set()
    reasons = [reason for reason in answer.prediction.gate.reasons if reason not in said]
    return [plain(reason, 400) for reason in (*reasons, *answer.prediction.notes, answer.problem) if reason]
