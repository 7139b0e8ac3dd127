"""The four figures of a finding."""

from __future__ import annotations

from meddiag_gui.evaluation.curves import Curve, Curves, ReliabilityBin
from meddiag_gui.evaluation.page.svg import GREY, ORANGE, Figure
from meddiag_gui.evaluation.report import FindingReport


def figures(finding: FindingReport) -> list[str]:
    """ROC, precision-recall, reliability and net benefit, as SVG; only those that are defined."""
    drawn = []
    if finding.curves is not None:
        drawn += [_roc(finding, finding.curves), _precision_recall(finding, finding.curves)]
    if finding.reliability:
        drawn.append(_reliability(finding.reliability))
    if finding.curves is not None:
        drawn.append(_net_benefit(finding, finding.curves))
    return drawn


def _roc(finding: FindingReport, curves: Curves) -> str:
    figure = Figure("ROC", "1 − specificity", "Sensitivity")
    figure.line((0, 1), (0, 1), GREY, dashed=True)
    _with_band(figure, curves.roc)
    metrics = finding.assessment.metrics
    sensitivity, specificity = metrics["sensitivity"].value, metrics["specificity"].value
    if sensitivity is not None and specificity is not None:
        figure.point(1 - specificity, sensitivity, color=ORANGE, radius=4)
    return figure.render()


def _precision_recall(finding: FindingReport, curves: Curves) -> str:
    figure = Figure("Precision and recall", "Recall (sensitivity)", "Precision (PPV)")
    prevalence = finding.assessment.prevalence or 0.0
    figure.line((0, 1), (prevalence, prevalence), GREY, dashed=True)
    curve = curves.precision_recall
    figure.band(curve.band_x, curve.low, curve.high)
    x, y = [0.0], [curve.y[0]]
    for recall, precision in zip(curve.x, curve.y, strict=True):  # a step: precision holds up to its recall
        x += [x[-1], recall]
        y += [precision, precision]
    figure.line(x, y)
    metrics = finding.assessment.metrics
    recall_here, precision_here = metrics["sensitivity"].value, metrics["precision"].value
    if recall_here is not None and precision_here is not None:
        figure.point(recall_here, precision_here, color=ORANGE, radius=4)
    return figure.render()


def _reliability(bins: tuple[ReliabilityBin, ...]) -> str:
    figure = Figure("Reliability", "Probability that was said", "Share with the finding")
    figure.line((0, 1), (0, 1), GREY, dashed=True)
    for each in bins:
        figure.point(each.probability, each.observed, (each.low, each.high))
    return figure.render()


def _net_benefit(finding: FindingReport, curves: Curves) -> str:
    top = max(finding.assessment.prevalence or 0.0, 0.05)
    figure = Figure("Decision curve", "Threshold probability", "Net benefit", y_range=(-0.4 * top, 1.1 * top))
    figure.line((0, 1), (0, 0), GREY, name="treat nobody")
    figure.line(curves.treat_all.x, curves.treat_all.y, GREY, dashed=True, name="treat all")
    _with_band(figure, curves.net_benefit, name="model")
    return figure.render()


def _with_band(figure: Figure, curve: Curve, name: str = "") -> None:
    figure.band(curve.band_x, curve.low, curve.high)
    figure.line(curve.x, curve.y, name=name)
