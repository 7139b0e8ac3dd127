"""May a model take the place of another? Checks on the comparison that was made beforehand.

The comparison is the JSON of ``meddiag evaluate --model NEW --compare OLD --locked RUN --json FILE``: on the
locked test part of a training run, which neither model has seen. What goes live, and who decided it, is kept
by `meddiag_gui.inference.live`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from meddiag_gui.errors import ModelError
from meddiag_gui.evaluation.comparison import Difference, FindingComparison, Paired
from meddiag_gui.evaluation.labelled import TEST
from meddiag_gui.evaluation.mask_difference import MaskComparison, MaskDifference
from meddiag_gui.evaluation.mask_report import SCHEMA as MASK_SCHEMA
from meddiag_gui.evaluation.mask_report import SegmentationReport
from meddiag_gui.evaluation.report import SCHEMA, TOO_SMALL, EvaluationReport
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.metadata import FindingSpec
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.inference.saliency.catalogue import METHODS
from meddiag_gui.language import tr

_JUDGED = ("auroc", "sensitivity", "specificity")
_LARGEST = 2**26


@dataclass(frozen=True, slots=True)
class Check:
    """One condition.

    Parameters
    ----------
    name
        What is asked, in words.
    passed
        Whether it holds.
    detail
        The figures, in words.
    """

    name: str
    passed: bool
    detail: str


class _Manifest(msgspec.Struct):
    sha256: str
    part: str = ""


class Evaluation(msgspec.Struct):
    """What promotion needs of an evaluation's JSON; further fields are left alone."""

    schema: Literal["meddiag.evaluation/1"]
    model: ModelRef
    manifest: _Manifest
    comparisons: tuple[FindingComparison, ...] = ()


class MaskEvaluation(msgspec.Struct):
    """The same of the evaluation of a segmentation."""

    schema: Literal["meddiag.segmentation/1"]
    model: ModelRef
    manifest: _Manifest
    comparisons: tuple[MaskComparison, ...] = ()


AnyEvaluation = Evaluation | MaskEvaluation


class _Kind(msgspec.Struct):
    schema: str


def read_evaluation(path: Path) -> AnyEvaluation:
    """Read the JSON of an evaluation.

    Raises
    ------
    ModelError
        If it cannot be read, or is no such JSON.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ModelError(tr("{name} is too large for an evaluation.", name=path.name))
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_Kind).schema == MASK_SCHEMA:
            return msgspec.json.decode(content, type=MaskEvaluation)
        return msgspec.json.decode(content, type=Evaluation)
    except OSError as error:
        raise ModelError(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error)
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(
            tr(
                "{name} is no evaluation as meddiag evaluate writes it ({schema}).",
                name=path.name,
                schema=SCHEMA,
            )
        ) from error


def evaluation_of(report: EvaluationReport | SegmentationReport) -> AnyEvaluation:
    """Take what promotion needs from a report that was just made."""
    manifest = _Manifest(report.manifest_sha256, report.part)
    if isinstance(report, EvaluationReport):
        return Evaluation("meddiag.evaluation/1", report.model, manifest, report.comparisons)
    return MaskEvaluation("meddiag.segmentation/1", report.model, manifest, report.comparisons)


def check_promotion(
    new: ModelBundle, old: ModelBundle, evaluation: AnyEvaluation | None
) -> tuple[Check, ...]:
    """Check whether ``new`` may take the place of ``old``.

    It must find what the old one finds; on the same images, a locked test part, be better or non-inferior in
    AUROC, sensitivity and specificity, at the margin chosen beforehand; be worse in no subgroup that is large
    enough to judge; keep its validation scores and, like the old one, a learned input gate of its own; and
    its influence maps must be measured and not have failed where those of the old one did not. A segmentation
    must outline the same structure and be better or non-inferior in Dice and IoU.
    """
    if new.metadata.structure is not None:
        return (*_same_structure(new, old), *_compared_masks(new, old, evaluation), _gate(new, old))
    checks = [_same_findings(new, old), *_compared(new, old, evaluation)]
    for spec in new.findings:
        kept = spec.reference is not None
        detail = "validation scores are kept" if kept else "the bundle keeps no validation scores"
        checks.append(Check(f"{spec.name}: calibration fitted", kept, detail))
    checks.append(_gate(new, old))
    return (*checks, *(_maps(new, old, spec) for spec in new.findings))


def figures(checks: tuple[Check, ...], evaluation: AnyEvaluation | None) -> dict[str, Any]:
    """Make what is kept of a decision: every check, and on which images it rests."""
    return {
        "checks": msgspec.to_builtins(checks),
        "manifest_sha256": evaluation.manifest.sha256 if evaluation else None,
        "part": evaluation.manifest.part if evaluation else None,
        "comparisons": [
            {"margin": each.margin, **_finding_of(each), **msgspec.to_builtins(each.paired)}
            for each in (evaluation.comparisons if evaluation else ())
        ],
    }


def _same_findings(new: ModelBundle, old: ModelBundle) -> Check:
    missing = {spec.name for spec in old.findings} - {spec.name for spec in new.findings}
    detail = f"lacks {', '.join(sorted(missing))}" if missing else "all of them"
    return Check("Finds what the model before finds", not missing, detail)


def _finding_of(comparison: FindingComparison | MaskComparison) -> dict[str, str]:
    return {"finding": comparison.finding} if isinstance(comparison, FindingComparison) else {}


def _gate(new: ModelBundle, old: ModelBundle) -> Check:
    fitted = new.metadata.appearance is not None or old.metadata.appearance is None
    return Check(
        "Input gate fitted", fitted, "as in the model before" if fitted else "the learned gate is missing"
    )


def _same_structure(new: ModelBundle, old: ModelBundle) -> Iterator[Check]:
    one, other = new.metadata.structure, old.metadata.structure
    same = one is not None and other is not None and one.name == other.name
    yield Check("Outlines what the model before outlines", same, one.name if one else "nothing")


def _locked(evaluation: AnyEvaluation) -> Check:
    locked = evaluation.manifest.part == TEST
    detail = (
        "the locked test part" if locked else "whether a model has learned from these images is not known"
    )
    return Check("On images that neither model has seen", locked, detail)


def _unfit(new: ModelBundle, evaluation: AnyEvaluation | None, kind: type[AnyEvaluation]) -> str:
    """Say why an evaluation tells nothing of the model; empty if it does."""
    if evaluation is None:
        return "no evaluation was given"
    if not isinstance(evaluation, kind) or evaluation.model != new.ref:
        return "the evaluation is of another model"
    return ""


def _compared_masks(new: ModelBundle, old: ModelBundle, evaluation: AnyEvaluation | None) -> Iterator[Check]:
    """Check the comparison of two segmentations."""
    unfit = _unfit(new, evaluation, MaskEvaluation)
    if unfit or not isinstance(evaluation, MaskEvaluation):
        yield Check("Compared on the same images", False, unfit)
        return
    found = next((each for each in evaluation.comparisons if each.other_sha256 == old.sha256), None)
    if found is None:
        yield Check("Compared on the same images", False, "the evaluation does not compare the two")
        return
    yield _locked(evaluation)
    yield Check("Enough images", found.paired.images >= TOO_SMALL, f"{found.paired.images} images")
    for metric in ("dice", "iou"):
        yield _verdict_on(metric, found.paired.of(metric), found.margin)
    worse = [
        f"{group.attribute} {group.value}"
        for group in found.subgroups
        if group.paired.images >= TOO_SMALL
        and (dice := group.paired.of("dice")) is not None
        and dice.verdict == "worse"
    ]
    yield Check("Worse in no subgroup", not worse, ", ".join(worse) or "none that is large enough")


def _compared(new: ModelBundle, old: ModelBundle, evaluation: AnyEvaluation | None) -> Iterator[Check]:
    """Check the comparison of each finding of the old model."""
    unfit = _unfit(new, evaluation, Evaluation)
    if unfit or not isinstance(evaluation, Evaluation):
        yield Check("Compared on the same images", False, unfit)
        return
    yield _locked(evaluation)
    for spec in old.findings:
        found = next(
            (
                each
                for each in evaluation.comparisons
                if each.finding == spec.name and each.other_sha256 == old.sha256
            ),
            None,
        )
        if found is None:
            yield Check(
                f"{spec.name}: compared on the same images", False, "the evaluation does not compare it"
            )
            continue
        yield Check(
            f"{spec.name}: enough images",
            not _few(found.paired),
            f"{found.paired.positives} with the finding, {found.paired.negatives} without",
        )
        yield from _verdicts(found)
        yield _subgroups(found)


def _verdicts(found: FindingComparison) -> Iterator[Check]:
    for metric in _JUDGED:
        yield _verdict_on(f"{found.finding}: {metric}", found.paired.of(metric), found.margin)


def _verdict_on(name: str, each: Difference | MaskDifference | None, margin: float) -> Check:
    detail = "not compared"
    if each is not None:
        bounds = "" if each.low is None else f", 95 % interval {each.low:+.3f} to {each.high:+.3f}"
        detail = f"{each.verdict}{bounds}, margin {margin:g}"
    passed = each is not None and each.verdict in ("better", "non-inferior")
    return Check(f"{name} better or non-inferior", passed, detail)


def _subgroups(found: FindingComparison) -> Check:
    worse = [
        f"{group.attribute} {group.value} ({each.metric})"
        for group in found.subgroups
        if not _few(group.paired)
        for each in group.paired.differences
        if each.metric in _JUDGED and each.verdict == "worse"
    ]
    return Check(
        f"{found.finding}: worse in no subgroup", not worse, ", ".join(worse) or "none that is large enough"
    )


def _few(paired: Paired) -> bool:
    return min(paired.positives, paired.negatives) < TOO_SMALL


def _maps(new: ModelBundle, old: ModelBundle, spec: FindingSpec) -> Check:
    """Influence maps: measured, and no method failed that had not failed in the old model."""
    name = f"{spec.name}: influence maps no worse"
    before = {method.id: _verdict(old, spec.name, method.id) for method in METHODS}
    now = {method.id: _verdict(new, spec.name, method.id) for method in METHODS}
    if any(before.values()) and not any(now.values()):
        return Check(name, False, "never measured (meddiag trust --write)")
    failed = [method for method in now if now[method] == "failed" and before[method] in ("weak", "supported")]
    return Check(name, not failed, ", ".join(failed) or "none failed that did not before")


def _verdict(bundle: ModelBundle, finding: str, method: str) -> str | None:
    trust = bundle.metadata.saliency
    return trust.verdict(finding, method) if trust else None
