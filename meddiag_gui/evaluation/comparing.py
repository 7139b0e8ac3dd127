"""An evaluated model beside another model, or beside a reader's calls in the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.comparison import FindingComparison, Paired, Reading, SubgroupComparison, compare
from meddiag_gui.evaluation.evaluate import groups_of
from meddiag_gui.evaluation.report import EvaluationReport, FindingReport
from meddiag_gui.evaluation.scored import calls_at, scores_at, usable
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken

Pair = Callable[[Iterable[int] | None], tuple[Reading, Reading]]
"""Makes both readings of the images at some positions of the manifest, or of all."""


def compare_models(
    first: EvaluationReport,
    second: EvaluationReport,
    manifest: Manifest,
    margin: float,
    *,
    token: CancelToken | None = None,
) -> tuple[FindingComparison, ...]:
    """Compare two models on the images of one manifest that both scored, each at its own operating point.

    Returns
    -------
    tuple
        One comparison a finding that both models have and the manifest labels.

    Raises
    ------
    ManifestError
        If there is no such finding.
    Cancelled
        If the token was cancelled.
    """
    there = {finding.name: finding for finding in second.findings}
    shared = [finding for finding in first.findings if finding.name in there]
    if not shared:
        raise ManifestError(
            tr("{name} has labels for no finding that both models have.", name=manifest.path.name)
        )
    other = f"{second.model.name} {second.model.version}"
    return tuple(
        FindingComparison(
            finding.name,
            other,
            second.model.sha256,
            "model",
            margin,
            *_compared(
                partial(_two_models, first, second, finding, there[finding.name]), manifest, margin, token
            ),
        )
        for finding in shared
    )


def compare_reader(
    first: EvaluationReport,
    column: str,
    manifest: Manifest,
    margin: float,
    *,
    token: CancelToken | None = None,
) -> FindingComparison:
    """Compare a model with the calls of a reader, where both have one.

    Parameters
    ----------
    column
        Column of 0, 1 or empty in the manifest; ``FINDING=COLUMN`` where the model has several findings.

    Raises
    ------
    ManifestError
        If there is no such column of calls, or it is not said which finding it is of.
    Cancelled
        If the token was cancelled.
    """
    named, separator, rest = column.partition("=")
    fitting = [each for each in first.findings if not separator or each.name.casefold() == named.casefold()]
    if len(fitting) != 1:
        names = ", ".join(each.name for each in first.findings)
        raise ManifestError(
            tr("Say of which finding the column is, as FINDING=COLUMN ({names}).", names=names)
        )
    found = manifest.column_of(rest if separator else column)
    if found is None:
        raise ManifestError(
            tr(
                "{name} has no column of 0, 1 or empty named {column}.",
                name=manifest.path.name,
                column=column[:100],
            )
        )
    calls = [row.labels[found] for row in manifest.rows]
    pair = partial(_model_and_reader, first, fitting[0], calls)
    return FindingComparison(
        fitting[0].name, found, "", "reader", margin, *_compared(pair, manifest, margin, token)
    )


def _two_models(
    first: EvaluationReport,
    second: EvaluationReport,
    here: FindingReport,
    there: FindingReport,
    members: Iterable[int] | None,
) -> tuple[Reading, Reading]:
    chosen = usable(second.images, here.name, usable(first.images, here.name, members))
    return (
        Reading(scores_at(first.images, here.name, chosen), here.operating_point),
        Reading(scores_at(second.images, here.name, chosen), there.operating_point),
    )


def _model_and_reader(
    first: EvaluationReport, finding: FindingReport, calls: list[int | None], members: Iterable[int] | None
) -> tuple[Reading, Reading]:
    scored = usable(first.images, finding.name, members)
    chosen = [index for index in scored if calls[index] is not None]
    return (
        Reading(scores_at(first.images, finding.name, chosen), finding.operating_point),
        Reading(calls_at(first.images, finding.name, calls, chosen), 0.5, graded=False),
    )


def _compared(
    pair: Pair, manifest: Manifest, margin: float, token: CancelToken | None
) -> tuple[Paired, tuple[SubgroupComparison, ...]]:
    """Compare over all and by subgroup; groups without images are left out."""
    whole = compare(*pair(None), margin=margin, token=token)
    readings = [(group, pair(group.members)) for group in groups_of(manifest)[0]]
    return whole, tuple(
        SubgroupComparison(group.attribute, group.value, compare(*both, margin=margin, token=token))
        for group, both in readings
        if len(both[0].scores)
    )
