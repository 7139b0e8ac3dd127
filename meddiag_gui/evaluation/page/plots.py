"""The figures of a finding and of a segmentation, with what one operating point means in each of them."""

from __future__ import annotations

from collections.abc import Sequence

from meddiag_gui.evaluation.curves import Curve, Curves, ReliabilityBin
from meddiag_gui.evaluation.page.figure import Band, Dot, Figure, Ink, Line, Shape
from meddiag_gui.evaluation.report import FindingReport
from meddiag_gui.language import tr

Place = tuple[float, float]


def figures(finding: FindingReport) -> tuple[Figure, ...]:
    """ROC, precision and recall, reliability and net benefit at the operating point; what is defined."""
    drawn: list[Figure] = []
    values = {name: each.value for name, each in finding.assessment.metrics.items()}
    prevalence = finding.assessment.prevalence or 0.0
    sensitivity, specificity, precision = (values[n] for n in ("sensitivity", "specificity", "precision"))
    if finding.curves is not None:
        false_alarms = None if specificity is None else 1 - specificity
        drawn.append(roc_figure(finding.curves, _place(false_alarms, sensitivity)))
        drawn.append(recall_figure(finding.curves, prevalence, _place(sensitivity, precision)))
    if finding.reliability:
        drawn.append(reliability_figure(finding.reliability, finding.operating_point))
    if finding.curves is not None:
        drawn.append(benefit_figure(finding.curves, prevalence, None))
    return tuple(drawn)


def roc_figure(curves: Curves, chosen: Place | None) -> Figure:
    """ROC curve with its band; ``chosen``: 1 − specificity and sensitivity of the calls, or None."""
    return Figure(
        tr("ROC"),
        tr("1 − specificity"),
        tr("Sensitivity"),
        (Line((0, 1), (0, 1), "guide", dashed=True), *_with_band(curves.roc), *_dot(chosen)),
    )


def recall_figure(curves: Curves, prevalence: float, chosen: Place | None) -> Figure:
    """Precision over recall, as steps: precision holds up to its recall."""
    curve = curves.precision_recall
    x, y = [0.0], [curve.y[0]]
    for recall, precision in zip(curve.x, curve.y, strict=True):
        x += [x[-1], recall]
        y += [precision, precision]
    return Figure(
        tr("Precision and recall"),
        tr("Recall (sensitivity)"),
        tr("Precision (PPV)"),
        (
            Line((0, 1), (prevalence, prevalence), "guide", dashed=True),
            Band(curve.band_x, curve.low, curve.high),
            Line(x, y),
            *_dot(chosen),
        ),
    )


def reliability_figure(bins: Sequence[ReliabilityBin], threshold: float) -> Figure:
    """Share with the finding over the probability that was said, with the operating point."""
    return Figure(
        tr("Reliability"),
        tr("Probability that was said"),
        tr("Share with the finding"),
        (
            Line((0, 1), (0, 1), "guide", dashed=True),
            Line((threshold, threshold), (0, 1), "chosen", dashed=True),
            *(Dot(each.probability, each.observed, (each.low, each.high)) for each in bins),
        ),
    )


def benefit_figure(curves: Curves, prevalence: float, chosen: Place | None) -> Figure:
    """Decision curve; ``chosen``: a threshold and the net benefit there, or None."""
    top = max(prevalence, 0.05)
    return Figure(
        tr("Decision curve"),
        tr("Threshold probability"),
        tr("Net benefit"),
        (
            Line((0, 1), (0, 0), "guide", name=tr("treat nobody")),
            Line(curves.treat_all.x, curves.treat_all.y, "guide", dashed=True, name=tr("treat all")),
            *_with_band(curves.net_benefit, name=tr("model")),
            *_dot(chosen),
        ),
        y_range=(-0.4 * top, 1.1 * top),
    )


def spread_figure(title: str, values: Sequence[float], *, share: bool) -> Figure:
    """How many images are at most at a value (the distribution function); ``share``: values in [0, 1]."""
    ordered = sorted(values)
    x, y = [ordered[0]], [0.0]
    for count, value in enumerate(ordered, 1):
        x += [value, value]
        y += [y[-1], count / len(ordered)]
    low = min(ordered[0], 0.9) - 0.02 if share else 0.0
    high = 1.0 if share else max(ordered[-1], 1e-6) * 1.05
    lines = (Line([low, *x, high], [0.0, *y, 1.0]),)
    return Figure(title, title, tr("Share of images at or below"), lines, x_range=(max(low, 0.0), high))


def _place(x: float | None, y: float | None) -> Place | None:
    return None if x is None or y is None else (x, y)


def _dot(place: Place | None) -> tuple[Dot, ...]:
    return () if place is None else (Dot(*place, ink="chosen", radius=4),)


def _with_band(curve: Curve, ink: Ink = "model", name: str = "") -> tuple[Shape, ...]:
    return Band(curve.band_x, curve.low, curve.high, ink), Line(curve.x, curve.y, ink, name=name)
