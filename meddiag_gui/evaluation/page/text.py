"""Numbers as a report writes them, and the names of metrics."""

from __future__ import annotations

from meddiag_gui.evaluation.subgroups import NOT_STATED
from meddiag_gui.language import mark, tr

MISSING = "–"
METRIC_NAMES = {
    "auroc": mark("AUROC"),
    "auprc": mark("AUPRC"),
    "accuracy": mark("Accuracy"),
    "sensitivity": mark("Sensitivity"),
    "specificity": mark("Specificity"),
    "precision": mark("Precision (PPV)"),
    "npv": mark("NPV"),
    "f1": mark("F1"),
    "brier": mark("Brier score"),
    "ece": mark("ECE"),
    "dice": mark("Dice"),
    "iou": mark("IoU"),
    "hausdorff95_px": mark("Hausdorff 95 %, pixels"),
    "hausdorff95_mm": mark("Hausdorff 95 %, mm"),
}


def metric_name(metric: str) -> str:
    """Name of a metric in the user's language."""
    return tr(METRIC_NAMES[metric])


def share(value: float | None, digits: int = 3) -> str:
    """Write a number, or a dash for none."""
    return MISSING if value is None else f"{value:.{digits}f}".replace("-", "−")


def span(low: float | None, high: float | None, digits: int = 3) -> str:
    """Write an interval, or a dash for none."""
    if low is None or high is None:
        return MISSING
    return tr("{low} to {high}", low=share(low, digits), high=share(high, digits))


def p_value(p: float | None) -> str:
    """Write a p-value."""
    if p is None:
        return MISSING
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def group_name(attribute: str, value: str) -> str:
    """Write which subgroup it is; only words of our own are translated, never what a file says."""
    ours = value == NOT_STATED or attribute.casefold() == "age"
    return f"{attribute}: {tr(value) if ours else value}"
