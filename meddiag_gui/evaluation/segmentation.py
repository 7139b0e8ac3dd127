"""A segmentation on a manifest of masks: every image is outlined as in reading, then compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from meddiag_gui import __version__
from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import ManifestError, MedDiagError
from meddiag_gui.evaluation.evaluate import context_of
from meddiag_gui.evaluation.labelled import manifest_digest
from meddiag_gui.evaluation.mask_report import MaskResult, SegmentationReport, Spread, spreads
from meddiag_gui.evaluation.overlap import dice, hausdorff95, iou
from meddiag_gui.evaluation.subgroups import Subgroup, subgroups
from meddiag_gui.imaging.masks import read_mask
from meddiag_gui.inference.outcome import Outcome, segment_file
from meddiag_gui.inference.segmentation import Segmenter
from meddiag_gui.language import english, tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report


def evaluate_masks(
    segmenter: Segmenter,
    manifest: Manifest,
    *,
    part: str = "",
    report: Report = no_report,
    token: CancelToken | None = None,
) -> SegmentationReport:
    """Outline every image of a manifest that names a mask of the model's structure, and compare.

    An image or mask that cannot be read, or that the input gate refuses, costs only its own row.

    Parameters
    ----------
    part
        ``test`` if the manifest is the locked test part of a training run.

    Raises
    ------
    ManifestError
        If the manifest names no mask.
    BundleError, ModelError
        If the model cannot be loaded.
    Cancelled
        If the token was cancelled.
    """
    column = segmenter.structure.column
    rows = rows_with_mask(manifest, column)
    if not rows:
        raise ManifestError(
            tr("{name} names no mask in a column {column}.", name=manifest.path.name, column=column)
        )
    segmenter.load()
    watch = Stopwatch(len(rows))
    images: list[MaskResult] = []
    for done, row in enumerate(rows):
        report(Progress(done, len(rows), tr("Outlining images"), watch.seconds_left(done)))
        outcome = segment_file(segmenter, row.path, context_of(row), token=token)
        images.append(_compare(outcome, row, manifest, column))
    return SegmentationReport(
        model=segmenter.bundle.ref,
        device=segmenter.device,
        program_version=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        manifest=manifest.path.name,
        manifest_sha256=manifest_digest(manifest),
        part=part,
        column=column,
        images=tuple(images),
        whole=spreads(images),
        groups=_groups(mask_groups(manifest, column), images),
    )


def _compare(outcome: Outcome, row: Row, manifest: Manifest, column: str) -> MaskResult:
    result, image = outcome.segmentation, outcome.image
    if result is None or result.mask is None or image is None:
        return MaskResult(
            row.source, row.line, row.patient_id, outcome.status, tuple(map(english, outcome.reasons)), {}
        )
    try:
        truth = read_mask(manifest.path.parent / row.attributes[column], result.mask.shape)
    except MedDiagError as error:
        return MaskResult(row.source, row.line, row.patient_id, "error", (str(error),), {})
    spacing = (image.spacing.row_mm, image.spacing.column_mm) if image.spacing else None
    metrics = {
        "dice": dice(result.mask, truth),
        "iou": iou(result.mask, truth),
        "hausdorff95_px": hausdorff95(result.mask, truth),
        "hausdorff95_mm": hausdorff95(result.mask, truth, spacing) if spacing else math.nan,
    }
    return MaskResult(
        row.source, row.line, row.patient_id, "ok", tuple(map(english, outcome.reasons)), metrics
    )


def rows_with_mask(manifest: Manifest, column: str) -> list[Row]:
    """Rows that name a mask, in the order of the manifest: those that are evaluated."""
    return [row for row in manifest.rows if row.attributes.get(column)]


def mask_groups(manifest: Manifest, column: str) -> list[Subgroup]:
    """Subgroups of the rows that name a mask, by every attribute but the masks."""
    rows = rows_with_mask(manifest, column)
    return [
        group
        for attribute in manifest.attributes
        if attribute != column
        for group in subgroups(attribute, [row.attributes[attribute] for row in rows]) or []
    ]


def _groups(
    groups: Sequence[Subgroup], images: Sequence[MaskResult]
) -> tuple[tuple[str, str, dict[str, Spread]], ...]:
    return tuple(
        (group.attribute, group.value, spreads([images[index] for index in group.members]))
        for group in groups
    )
