"""Which topics of the field's checklists a report covers, and which it lacks.

Topics in our words, after Metrics Reloaded (Maier-Hein et al., Nat Methods 2024), CLAIM 2024 (Tejani et al.,
Radiol Artif Intell 2024) and TRIPOD+AI (Collins et al., BMJ 2024). Item numbers differ between editions.
"""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.evaluation.report import EvaluationReport

_METRICS, _CLAIM, _TRIPOD = "Metrics Reloaded", "CLAIM 2024", "TRIPOD+AI"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Parameters
    ----------
    lists
        Checklists that ask for it.
    covered
        Whether this report has it.
    where
        Where it is found, or what is lacking.
    """

    name: str
    lists: tuple[str, ...]
    covered: bool
    where: str


def topics(report: EvaluationReport, *, named: bool = False) -> tuple[Topic, ...]:
    """Go through the topics for one report; ``named``: whether it names images."""
    curves = any(finding.curves is not None for finding in report.findings)
    grouped = any(finding.subgroups for finding in report.findings)
    compared = bool(report.comparisons)
    every = (_METRICS, _CLAIM, _TRIPOD)

    def topic(name: str, lists: tuple[str, ...], covered: bool, has: str, lacks: str = "") -> Topic:
        return Topic(name, lists, covered, has if covered else lacks)

    no_groups = "The manifest has no column that makes subgroups."
    one_class = "Needs images with and without the finding."
    return (
        topic("Model, version and its weights", (_CLAIM, _TRIPOD), True, "What was evaluated."),
        topic("Flow of images: listed, scored, refused, failed", (_CLAIM, _TRIPOD), True, "First table."),
        topic("Patients, images and prevalence", every, True, "Each finding."),
        topic("Characteristics of the cohort", (_CLAIM, _TRIPOD), grouped, "Subgroups.", no_groups),
        topic("Metrics at a stated operating point", every, True, "Metrics; operating points."),
        topic("Metrics over all thresholds", every, curves, "ROC, precision and recall.", one_class),
        topic("Calibration", (_METRICS, _TRIPOD), True, "Brier score, ECE, reliability diagram."),
        topic("Clinical utility", (_METRICS, _TRIPOD), curves, "Decision curve.", one_class),
        topic("Uncertainty of every figure", every, True, "95 % intervals."),
        topic("Several images of a patient", (_METRICS,), True, "Patients are resampled, not images."),
        topic("Performance by subgroup (fairness)", every, grouped, "Subgroups.", no_groups),
        topic("Comparison with another model or reader", (_CLAIM, _TRIPOD), compared, "Comparison.",
              "None was asked for."),
        topic("Images that could not be scored", (_CLAIM, _TRIPOD), True, "Not scored."),
        topic("Source and eligibility of the patients", (_CLAIM, _TRIPOD), False, "",
              "The manifest does not say; to be described by the author."),
        topic("Reference standard: who labelled, how, how well they agree", every, False, "",
              "The manifest does not say; to be described by the author."),
        topic("Sample size: how it was chosen", (_CLAIM, _TRIPOD), False, "",
              "To be described by the author."),
        topic("External data", (_CLAIM, _TRIPOD), False, "",
              "Whether these patients are of another place than the training is for the author to say."),
        topic("Ethics, registration, funding, protocol", (_CLAIM, _TRIPOD), False, "",
              "To be described by the author."),
        topic("Training data and method", (_CLAIM, _TRIPOD), False, "", "Stands in the model card."),
        topic("Failure analysis of single cases", (_CLAIM,), named, "Worst errors.",
              "Images are not named here: a report may be handed on."),
    )  # fmt: skip
