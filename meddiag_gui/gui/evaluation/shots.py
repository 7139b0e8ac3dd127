"""Which pictures the gallery shows: wrong calls at the threshold chosen, or the worst outlines."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from meddiag_gui.evaluation.errors_made import worst_errors
from meddiag_gui.evaluation.measured import MeasuredScores
from meddiag_gui.evaluation.page.masks import worst_outlines
from meddiag_gui.evaluation.page.text import metric_name, share
from meddiag_gui.gui.evaluation.gallery import MOST, Shot
from meddiag_gui.gui.evaluation.pictures import error_picture, outline_picture
from meddiag_gui.gui.text import plain
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.evaluation.mask_report import SegmentationReport
    from meddiag_gui.evaluation.report import FindingReport
    from meddiag_gui.gui.evaluation.work import Engines, Evaluated
    from meddiag_gui.gui.loading import OpenImage


def shots_of(
    evaluated: Evaluated,
    finding: FindingReport | None,
    threshold: float,
    engines: Engines,
    open_image: OpenImage,
) -> tuple[list[Shot], str]:
    """List pictures, the worst first, and say what they are."""
    if isinstance(evaluated.measured, MeasuredScores) and finding is not None:
        return _errors(evaluated, finding.name, threshold, engines, open_image)
    if not isinstance(evaluated.measured, MeasuredScores):
        return _outlines(evaluated, evaluated.measured, engines, open_image)
    return [], ""


def _errors(
    evaluated: Evaluated, finding: str, threshold: float, engines: Engines, open_image: OpenImage
) -> tuple[list[Shot], str]:
    files = {row.line: row.path for row in evaluated.manifest.rows}
    report = evaluated.measured.report  # type: ignore[union-attr]  # the caller knows
    wrong = worst_errors(report, finding, threshold)
    kinds = {True: tr("false negative"), False: tr("false positive")}
    shots = []
    for made in wrong:
        path = files[report.images[made.index].line]
        draw = functools.partial(error_picture, engines, evaluated.bundle, open_image, path, finding)
        words = f"{kinds[made.present]}  {share(made.probability)}\n{plain(path.name, 34)}"
        shots.append(Shot(path, words, draw, 1 if made.present else 2))
    said = tr(
        "{n} wrong calls of {finding} at the threshold {threshold}, the worst first (at most {most} drawn), "
        "with what influenced the score. Click one to read it.",
        n=len(wrong),
        finding=plain(finding),
        threshold=f"{threshold:.3f}",
        most=MOST,
    )
    return shots, said


def _outlines(
    evaluated: Evaluated, report: SegmentationReport, engines: Engines, open_image: OpenImage
) -> tuple[list[Shot], str]:
    rows = {row.line: row for row in evaluated.manifest.rows}
    home = evaluated.manifest.path.parent
    shots = []
    for image in worst_outlines(report)[:MOST]:
        row = rows[image.line]
        mask = home / row.attributes[report.column]
        draw = functools.partial(outline_picture, engines, evaluated.bundle, open_image, row.path, mask)
        values = f"{metric_name('dice')} {share(image.metrics['dice'])}"
        distance = f"{metric_name('hausdorff95_px')} {share(image.metrics['hausdorff95_px'], 1)}"
        shots.append(Shot(row.path, f"{values}, {distance}\n{plain(row.path.name, 34)}", draw))
    said = tr("Blue: the model’s outline; orange: the true one. The least Dice first. Click one to read it.")
    return shots, said
