"""The influence map in words; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import plain
from meddiag_gui.inference.saliency.trust import RULES

if TYPE_CHECKING:
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.prediction import SaliencyMap
    from meddiag_gui.inference.saliency.trust import Figure, Measure, SaliencyTrust, Verdict
    from meddiag_gui.tasks import Progress

CAPTION = "Influence on the score, not the location of disease. Only what speaks for the finding is drawn."
ON_REQUEST = "Drawn by itself only if called present."
FAILED_ON_REQUEST = "This method failed its check: it is drawn only when you ask for it."
ON_PICTURE = "This influence map failed its check"
NEVER_MEASURED = "Nothing was measured of this map: do not rely on it."
VERDICTS: dict[Verdict | None, str] = {
    "supported": "SUPPORTED", "weak": "WEAK", "failed": "FAILED THE CHECK", None: "NOT MEASURED",
}  # fmt: skip


def subject(answer: Answer | None, finding: str) -> str:
    """Say which finding of which model the map is of."""
    if answer is None:
        return ""
    return f"Of {plain(finding)}, by {plain(answer.bundle.name)} {plain(answer.bundle.version)}"


def badge_words(trust: SaliencyTrust | None, finding: str, method: str) -> str:
    """Say why a method has its verdict: the first reason of the part of the data that judged worst."""
    verdict = trust.verdict(finding, method) if trust is not None else None
    if trust is None or verdict is None:
        return NEVER_MEASURED
    if verdict == "supported":
        return "All measures of this map were within their limits."
    worst = next(found for found in trust.of(finding, method) if found.verdict == verdict)
    more = len(worst.reasons) - 1
    return worst.reasons[0] + (f" And {more} more." if more > 0 else "")


def progress_words(progress: Progress | None) -> str:
    """Say what is being done, and how long it still takes."""
    if progress is None:
        return "Waiting for the model …"
    if progress.seconds_left is None:
        return f"{progress.message.rstrip(':')} …"
    return f"{progress.message} {max(1, round(progress.seconds_left))} s left"


def cell_words(saliency: SaliencyMap, image: RadiographImage) -> str:
    """Say how large a cell of the map is: finer detail than that is smoothing."""
    rows, columns = saliency.values.shape
    width, height = saliency.extent[2] / columns, saliency.extent[3] / rows
    size = f"{width:.0f} × {height:.0f} pixels"
    if image.spacing is not None:
        size += f" ({width * image.spacing.column_mm:.0f} × {height * image.spacing.row_mm:.0f} mm)"
    words = f"{columns} × {rows} cells of {size}, smoothed between them."
    if saliency.own_scale:
        words += " The model fixes no scale for this method: strong is this map's own maximum."
    return words


def limits_words(measure: Measure) -> str:
    """Say from where on a figure is supported, and from where on it fails."""
    rule = RULES[measure]
    good, bad = ("≥", "≤") if rule.rising else ("≤", "≥")
    return f"{good} {rule.supported:g}; fails at {bad} {rule.failed:g}"


def figure_words(figure: Figure | None) -> str:
    """Write a mean with its verdict, and below its interval and the number of images."""
    if figure is None or figure.value is None:
        return "not measured"
    span = "" if figure.low is None or figure.high is None else f"{figure.low:.2f} to {figure.high:.2f}, "
    return f"{figure.value:.2f}  {figure.verdict}\n{span}n {figure.images}"
