"""May a model take the place of another? Checks on the comparison that was made beforehand.

The comparison is the JSON of ``meddiag evaluate --model NEW --compare OLD --json FILE``, on images that
neither model has seen. What goes live, and who decided it, is kept by `meddiag_gui.inference.live`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from meddiag_gui.errors import ModelError
from meddiag_gui.evaluation.comparison import FindingComparison, Paired
from meddiag_gui.evaluation.report import SCHEMA, TOO_SMALL
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.metadata import FindingSpec
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.inference.saliency.catalogue import METHODS

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


class Evaluation(msgspec.Struct):
    """What promotion needs of an evaluation's JSON; further fields are left alone."""

    schema: Literal["meddiag.evaluation/1"]
    model: ModelRef
    manifest: _Manifest
    comparisons: tuple[FindingComparison, ...] = ()


def read_evaluation(path: Path) -> Evaluation:
    """Read the JSON of an evaluation.

    Raises
    ------
    ModelError
        If it cannot be read, or is no such JSON.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ModelError(f"{path.name} is too large for an evaluation.")
        return msgspec.json.decode(path.read_bytes(), type=Evaluation)
    except OSError as error:
        raise ModelError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(f"{path.name} is no evaluation as meddiag evaluate writes it ({SCHEMA}).") from error


def check_promotion(new: ModelBundle, old: ModelBundle, evaluation: Evaluation | None) -> tuple[Check, ...]:
    """Check whether ``new`` may take the place of ``old``.

    It must find what the old one finds; on the same images be better or non-inferior in AUROC, sensitivity
    and specificity, at the margin chosen beforehand; be worse in no subgroup that is large enough to judge;
    keep its validation scores and, like the old one, a learned input gate of its own; and its influence maps
    must be measured and not have failed where those of the old one did not.
    """
    checks = [_same_findings(new, old), *_compared(new, old, evaluation)]
    for spec in new.findings:
        kept = spec.reference is not None
        detail = "validation scores are kept" if kept else "the bundle keeps no validation scores"
        checks.append(Check(f"{spec.name}: calibration fitted", kept, detail))
    gate = new.metadata.appearance is not None or old.metadata.appearance is None
    checks.append(
        Check("Input gate fitted", gate, "as in the model before" if gate else "the learned gate is missing")
    )
    return (*checks, *(_maps(new, old, spec) for spec in new.findings))


def figures(checks: tuple[Check, ...], evaluation: Evaluation | None) -> dict[str, Any]:
    """Make what is kept of a decision: every check, and on which images it rests."""
    return {
        "checks": msgspec.to_builtins(checks),
        "manifest_sha256": evaluation.manifest.sha256 if evaluation else None,
        "comparisons": [
            {"finding": each.finding, "margin": each.margin, **msgspec.to_builtins(each.paired)}
            for each in (evaluation.comparisons if evaluation else ())
        ],
    }


def _same_findings(new: ModelBundle, old: ModelBundle) -> Check:
    missing = {spec.name for spec in old.findings} - {spec.name for spec in new.findings}
    detail = f"lacks {', '.join(sorted(missing))}" if missing else "all of them"
    return Check("Finds what the model before finds", not missing, detail)


def _compared(new: ModelBundle, old: ModelBundle, evaluation: Evaluation | None) -> Iterator[Check]:
    """Check the comparison of each finding of the old model."""
    if evaluation is None:
        yield Check("Compared on the same images", False, "no evaluation was given")
        return
    if evaluation.model != new.ref:
        yield Check("Compared on the same images", False, "the evaluation is of another model")
        return
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
        each = found.paired.of(metric)
        passed = each is not None and each.verdict in ("better", "non-inferior")
        detail = "not compared"
        if each is not None:
            bounds = "" if each.low is None else f", 95 % interval {each.low:+.3f} to {each.high:+.3f}"
            detail = f"{each.verdict}{bounds}, margin {found.margin:g}"
        yield Check(f"{found.finding}: {metric} better or non-inferior", passed, detail)


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
