"""A model on a manifest: every image is opened and judged as in reading, then the numbers are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from meddiag_gui import __version__
from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.curves import curves, reliability
from meddiag_gui.evaluation.delong import area_of
from meddiag_gui.evaluation.labelled import manifest_digest
from meddiag_gui.evaluation.report import (
    EvaluationReport,
    FindingReport,
    ImageResult,
    SubgroupReport,
    assess,
)
from meddiag_gui.evaluation.scored import scores_at, usable
from meddiag_gui.evaluation.subgroups import Subgroup, age_years, subgroups
from meddiag_gui.evaluation.thresholds import threshold_rows
from meddiag_gui.inference.gate import SuppliedContext
from meddiag_gui.inference.metadata import FindingSpec
from meddiag_gui.inference.outcome import judge_file
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.language import english, tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report


def evaluate(
    predictor: Predictor,
    manifest: Manifest,
    *,
    part: str = "",
    report: Report = no_report,
    token: CancelToken | None = None,
) -> EvaluationReport:
    """Judge every image of a manifest and compare with its labels.

    An image that cannot be read, or that the input gate refuses, costs only its own row and is named in
    the report. Age, view and body part of the manifest count where the file's header is silent.

    Parameters
    ----------
    part
        ``test`` if the manifest is the locked test part of a training run.

    Raises
    ------
    ManifestError
        If the manifest has labels for none of the model's findings.
    BundleError, ModelError
        If the model cannot be loaded.
    Cancelled
        If the token was cancelled.
    """
    bundle = predictor.bundle
    columns = {spec.name: manifest.column_of(spec.name) for spec in bundle.findings}
    if not any(columns.values()):
        names = ", ".join(columns)
        raise ManifestError(
            tr(
                "{name} has no label column for {names}, which {model} finds.",
                name=manifest.path.name,
                names=names,
                model=bundle.name,
            )
        )
    predictor.load()
    images = tuple(_judge_all(predictor, manifest.rows, columns, report, token))
    groups, ungrouped = groups_of(manifest)
    findings = tuple(
        _assess_finding(spec, column, images, groups, report, token)
        for spec in bundle.findings
        if (column := columns[spec.name]) is not None
    )
    return EvaluationReport(
        model=bundle.ref,
        device=predictor.device,
        program_version=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        manifest=manifest.path.name,
        manifest_sha256=manifest_digest(manifest),
        part=part,
        images=images,
        findings=findings,
        unlabelled=tuple(name for name, column in columns.items() if column is None),
        ungrouped=ungrouped,
    )


def _judge_all(
    predictor: Predictor,
    rows: Sequence[Row],
    columns: dict[str, str | None],
    report: Report,
    token: CancelToken | None,
) -> list[ImageResult]:
    watch = Stopwatch(len(rows))
    results: list[ImageResult] = []
    for done, row in enumerate(rows):
        if token is not None:
            token.check()
        report(Progress(done, len(rows), tr("Judging images"), watch.seconds_left(done)))
        outcome = judge_file(predictor, row.path, context_of(row), token=token)
        scores = outcome.prediction.scores if outcome.prediction else ()
        labels = {name: row.labels[column] for name, column in columns.items() if column is not None}
        probabilities = {score.name: score.probability for score in scores}
        results.append(
            ImageResult(
                row.source,
                row.line,
                row.patient_id,
                outcome.status,
                tuple(map(english, outcome.reasons)),
                labels,
                probabilities,
            )
        )
    report(Progress(len(rows), len(rows), tr("Judging images"), 0.0))
    return results


def context_of(row: Row) -> SuppliedContext:
    """Age, view and body part as the manifest states them, for where the header is silent."""
    known = {name.casefold(): value for name, value in row.attributes.items()}
    return SuppliedContext(
        age_years=age_years(known.get("age", "")),
        view=known.get("view") or known.get("view_position", ""),
        body_part=known.get("body_part", ""),
    )


def groups_of(manifest: Manifest) -> tuple[list[Subgroup], tuple[str, ...]]:
    """Subgroups of all rows by every attribute, and the attributes that make none."""
    groups: list[Subgroup] = []
    ungrouped: list[str] = []
    for attribute in manifest.attributes:
        found = subgroups(attribute, [row.attributes[attribute] for row in manifest.rows])
        if found is None:
            ungrouped.append(attribute)
        else:
            groups += found
    return groups, tuple(ungrouped)


def _assess_finding(
    spec: FindingSpec,
    column: str,
    images: Sequence[ImageResult],
    groups: Sequence[Subgroup],
    report: Report,
    token: CancelToken | None,
) -> FindingReport:
    scores = scores_at(images, spec.name, usable(images, spec.name))
    whole = assess(scores, spec.operating_point, token=token)
    parts: list[SubgroupReport] = []
    for done, group in enumerate(groups):
        report(Progress(done, len(groups), tr("Computing intervals for {finding}", finding=spec.name)))
        members = scores_at(images, spec.name, usable(images, spec.name, group.members))
        assessment = assess(members, spec.operating_point, token=token)
        parts.append(SubgroupReport(group.attribute, group.value, assessment))
    try:
        area = area_of(scores)
    except ValueError:  # too few patients of a class
        area = None
    return FindingReport(
        name=spec.name,
        column=column,
        operating_point=spec.operating_point,
        assessment=whole,
        subgroups=tuple(parts),
        reliability=reliability(scores),
        curves=curves(scores, token=token),
        area=area,
        thresholds=threshold_rows(scores, spec.operating_point),
    )
