"""Wrong calls, the most certain first: what a reader looks at to learn where a model fails."""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.evaluation.scored import usable


@dataclass(frozen=True, slots=True)
class ErrorMade:
    """A wrong call.

    Parameters
    ----------
    index
        Position among the report's images.
    path
        As the manifest writes it.
    present
        The label: True for what was missed, False for a false alarm.
    """

    index: int
    path: str
    present: bool
    probability: float

    @property
    def excess(self) -> float:
        """How far the probability lies from the label, in [0, 1]."""
        return 1 - self.probability if self.present else self.probability


def worst_errors(report: EvaluationReport, finding: str, threshold: float) -> tuple[ErrorMade, ...]:
    """All wrong calls at a threshold, the farthest from its label first; equal ones as they are listed."""
    wrong = []
    for index in usable(report.images, finding):
        image = report.images[index]
        made = ErrorMade(index, image.path, image.labels[finding] == 1, image.probabilities[finding])
        if (made.probability >= threshold) != made.present:
            wrong.append(made)
    return tuple(sorted(wrong, key=lambda each: -each.excess))
