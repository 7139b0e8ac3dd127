"""Which items of the field's checklists a report answers, which the model card, and what is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from meddiag_gui.evaluation.mask_report import SegmentationReport
from meddiag_gui.evaluation.page.checklist_items import ITEMS, Item
from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.inference.metadata import BundleMetadata
from meddiag_gui.language import mark, tr

State = Literal["covered", "card", "lacking"]
AnyReport = EvaluationReport | SegmentationReport
STATES: dict[State, str] = {
    "covered": mark("covered"),
    "card": mark("in the model card"),
    "lacking": mark("lacking"),
}
_AUTHORS = mark("Not known to the program: to be described by the authors.")
_NO_CARD = mark("The model card was not at hand.")
_ONE_CLASS = mark("Needs images with and without the finding.")
_NO_GROUPS = mark("The labelled set has no column that makes subgroups.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report makes of an item: where it stands, or what is lacking."""

    state: State
    where: str


def checklist(
    report: AnyReport, card: BundleMetadata | None = None, *, named: bool = False
) -> tuple[tuple[Item, Answer], ...]:
    """Go through all items that apply to the report's task.

    Parameters
    ----------
    card
        Metadata of the model; without it nothing is looked for in the model card.
    named
        Whether the report names images.
    """
    scored = isinstance(report, EvaluationReport)
    answers = _of_card(card) | _of_any(report)
    answers |= _of_scores(report, named) if isinstance(report, EvaluationReport) else _of_masks(report, named)
    apart = {"overlap", "outline"} if scored else {"curves", "calibration", "utility", "undefined"}
    return tuple(
        (item, answers.get(item.answer, Answer("lacking", _AUTHORS)))
        for item in ITEMS
        if item.answer not in apart
    )


def _when(holds: object, has: str, lacks: str, state: State = "covered") -> Answer:
    return Answer(state, has) if holds else Answer("lacking", lacks)


def _of_any(report: AnyReport) -> dict[str, Answer]:
    """What both kinds of report answer."""
    covered = {
        "flow": mark("“What was evaluated”: listed, judged, refused, failed."),
        "missing": mark("What could not be judged is counted with its reason; images without a label count "
                        "for nothing."),
        "intervals": mark("95 % intervals beside every figure; the method stands above."),
        "clusters": mark("Patients are resampled, not images."),
        "software": mark("Version of the program, sha256 of the weights."),
        "weights": mark("sha256 of the weights; the bundle holds them."),
        "task": mark("“What was evaluated”."),
        "prevalence": mark("Each finding: images, patients, prevalence."),
        "calls": mark("Metrics at the operating point."),
    }  # fmt: skip
    compared = _when(report.comparisons, mark("“Beside”."), mark("No comparison was asked for."))
    return {key: Answer("covered", where) for key, where in covered.items()} | {"comparison": compared}


def _of_scores(report: EvaluationReport, named: bool) -> dict[str, Answer]:
    curves = any(finding.curves is not None for finding in report.findings)
    grouped = any(finding.subgroups for finding in report.findings)
    cohort = mark("Prevalence and subgroups; further characteristics are for the authors to give.")
    return {
        "curves": _when(curves, mark("ROC, precision and recall."), _ONE_CLASS),
        "utility": _when(curves, mark("Decision curve."), _ONE_CLASS),
        "performance": _when(curves, mark("ROC, reliability diagram, decision curve."), _ONE_CLASS),
        "calibration": Answer("covered", mark("Brier score, ECE, reliability diagram.")),
        "undefined": Answer("covered", mark("An undefined metric is a dash with its reason.")),
        "subgroups": _when(grouped, mark("Subgroups."), _NO_GROUPS),
        "cohort": _when(grouped, cohort, _NO_GROUPS),
        "failures": _failures(named),
        "operating": Answer("covered", mark("Operating point and what other points would give.")),
    }


def _of_masks(report: SegmentationReport, named: bool) -> dict[str, Answer]:
    cohort = mark("Subgroups; further characteristics are for the authors to give.")
    return {
        "overlap": Answer("covered", mark("Dice and IoU.")),
        "outline": Answer("covered", mark("95 % Hausdorff distance, in mm where the spacing is known.")),
        "performance": Answer("covered", mark("Dice, IoU, Hausdorff distance and their worst ends.")),
        "prevalence": Answer("covered", mark("Images and patients.")),
        "subgroups": _when(report.groups, mark("Subgroups."), _NO_GROUPS),
        "cohort": _when(report.groups, cohort, _NO_GROUPS),
        "failures": _failures(named),
    }


def _failures(named: bool) -> Answer:
    return _when(named, mark("Worst errors."), mark("Images are not named here: a report may be handed on."))


def _of_card(card: BundleMetadata | None) -> dict[str, Answer]:
    """What the model card answers."""
    keys = ("use", "source", "eligibility", "preprocessing", "split", "model", "recipe", "robustness", "maps",
            "internal", "limits", "operating", "counts", "gate", "sample")  # fmt: skip
    if card is None:
        return {key: Answer("lacking", _NO_CARD) for key in keys}
    metrics: Mapping[str, Any] = card.metrics
    counts = card.training_data.counts
    none_known = mark("The model card does not say.")

    def told(holds: object, where: str) -> Answer:
        return _when(holds, where, none_known, "card")

    use = card.intended_use.summary
    return {
        "use": told(use, mark("Intended use and exclusions.")),
        "source": told(card.training_data.source, mark("Source and licence of the training data; that of the "
                                                       "labelled set is for the authors to give.")),
        "eligibility": told(use, mark("What the model was made for; who is in the labelled set is for the "
                                      "authors to say.")),
        "preprocessing": told(card.input, mark("Size, intensity and resizing of the input.")),
        "split": told(counts, mark("Training, validation and test part, apart by patient.")),
        "sample": told(counts, mark("Numbers of images and patients; why so many, the authors must say.")),
        "counts": told(counts, mark("Numbers of each part.")),
        "model": told(card.architecture, mark("Architecture, input and outputs.")),
        "recipe": told(card.seed is not None, mark("The recipe lies in the bundle, with its seed.")),
        "robustness": told(metrics.get("robustness"), mark("What moves the scores: altered copies.")),
        "maps": told(card.saliency, mark("How far each method's maps were found to be trustworthy.")),
        "internal": told(metrics.get("findings") or metrics.get("metrics"), mark("Internal test part.")),
        "limits": told(use, mark("Exclusions; the interpretation is for the authors to write.")),
        "operating": told(card.findings, mark("Rule by which the operating point was chosen.")),
        "gate": told(card.appearance or metrics.get("gate"), mark("The input gate, and what it refuses.")),
    }  # fmt: skip


def count(answers: tuple[tuple[Item, Answer], ...]) -> dict[State, int]:
    """Count items by state."""
    return {state: sum(answer.state == state for _, answer in answers) for state in STATES}


def summary(answers: tuple[tuple[Item, Answer], ...]) -> str:
    """Say in one sentence how much is covered."""
    found = count(answers)
    return tr(
        "Of {all} items of Metrics Reloaded, CLAIM 2024 and TRIPOD+AI the report covers {covered}, the model "
        "card {card}; {lacking} are lacking. Items are in our words; this helps to write, and is no "
        "certificate.",
        all=len(answers),
        **found,
    )
