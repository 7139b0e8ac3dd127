"""The influence map in words; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import finding_name, plain
from meddiag_gui.inference.saliency.trust import RULES
from meddiag_gui.language import mark, retell, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.prediction import SaliencyMap
    from meddiag_gui.inference.saliency.trust import Figure, Measure, SaliencyTrust, Verdict
    from meddiag_gui.tasks import Progress

CAPTION = mark(
    "Influence on the score, not the location of disease. Only what speaks for the finding is drawn."
)
ON_REQUEST = mark("Drawn by itself only if called present.")
FAILED_ON_REQUEST = mark("This method failed its check: it is drawn only when you ask for it.")
ON_PICTURE = mark("This influence map failed its check")
NEVER_MEASURED = mark("Nothing was measured of this map: do not rely on it.")
VERDICTS: dict[Verdict | None, str] = {
    "supported": mark("SUPPORTED"), "weak": mark("WEAK"), "failed": mark("FAILED THE CHECK"),
    None: mark("NOT MEASURED"),
}  # fmt: skip
VERDICT_WORDS: dict[Verdict | None, str] = {
    "supported": mark("supported"), "weak": mark("weak"), "failed": mark("fails"), None: mark("not judged"),
}  # fmt: skip


def subject(answer: Answer | None, finding: str) -> str:
    """Say which finding of which model the map is of."""
    if answer is None:
        return ""
    model = f"{plain(answer.bundle.name)} {plain(answer.bundle.version)}"
    return tr("Of {finding}, by {model}", finding=finding_name(finding), model=model)


def badge_words(trust: SaliencyTrust | None, finding: str, method: str) -> str:
    """Say why a method has its verdict: the first reason of the part of the data that judged worst."""
    verdict = trust.verdict(finding, method) if trust is not None else None
    if trust is None or verdict is None:
        return tr(NEVER_MEASURED)
    if verdict == "supported":
        return tr("All measures of this map were within their limits.")
    worst = next(found for found in trust.of(finding, method) if found.verdict == verdict)
    more = len(worst.reasons) - 1
    return retell(worst.reasons[0]) + (" " + tr("And {n} more.", n=more) if more > 0 else "")


def progress_words(progress: Progress | None) -> str:
    """Say what is being done, and how long it still takes."""
    if progress is None:
        return tr("Waiting for the model …")
    if progress.seconds_left is None:
        return f"{progress.message.rstrip(':')} …"
    return tr("{doing} {n} s left", doing=progress.message, n=max(1, round(progress.seconds_left)))


def cell_words(saliency: SaliencyMap, image: RadiographImage) -> str:
    """Say how large a cell of the map is: finer detail than that is smoothing."""
    rows, columns = saliency.values.shape
    width, height = saliency.extent[2] / columns, saliency.extent[3] / rows
    size = tr("{width:.0f} × {height:.0f} pixels", width=width, height=height)
    if image.spacing is not None:
        size += f" ({width * image.spacing.column_mm:.0f} × {height * image.spacing.row_mm:.0f} mm)"
    count = f"{columns} × {rows}"
    words = tr("{count} cells of {size}, smoothed between them.", count=count, size=size)
    if saliency.own_scale:
        words += " " + tr("The model fixes no scale for this method: strong is this map's own maximum.")
    return words


def limits_words(measure: Measure) -> str:
    """Say from where on a figure is supported, and from where on it fails."""
    rule = RULES[measure]
    good, bad = ("≥", "≤") if rule.rising else ("≤", "≥")
    supported, failed = f"{good} {rule.supported:g}", f"{bad} {rule.failed:g}"
    return tr("{supported}; fails at {failed}", supported=supported, failed=failed)


def figure_words(figure: Figure | None) -> str:
    """Write a mean with its verdict, and below its interval and the number of images."""
    if figure is None or figure.value is None:
        return tr("not measured")
    span = ""
    if figure.low is not None and figure.high is not None:
        span = tr("{low:.2f} to {high:.2f}", low=figure.low, high=figure.high) + ", "
    verdict = tr(VERDICT_WORDS[figure.verdict])
    return f"{figure.value:.2f}  {verdict}\n{span}n {figure.images}"
