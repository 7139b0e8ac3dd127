"""Evaluations that are kept: opening one again is reading a file, not judging the images once more.

The key is a sha256 over the model's weights and metadata, the labelled set, and size and time of change of
every image in it: if any of them is another, the evaluation is made anew. Kept in the user's own folder,
since it names images and patients.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from meddiag_gui import __version__, paths
from meddiag_gui.datasets import Manifest
from meddiag_gui.evaluation.evaluate import evaluate, groups_of
from meddiag_gui.evaluation.mask_report import SegmentationReport
from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.evaluation.scored import scores_at, usable
from meddiag_gui.evaluation.segmentation import evaluate_masks
from meddiag_gui.evaluation.sweep import FindingSweep, GroupSweep, sweep_of
from meddiag_gui.files import write_atomic
from meddiag_gui.inference.bundle import METADATA, ModelBundle
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.segmentation import Segmenter
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

_FORM = 1  # of what is kept
_LARGEST = 2**30
_MOST_KEPT = 50  # evaluations; the oldest go
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MeasuredScores:
    """An evaluation of a model that scores, and what every threshold gives."""

    report: EvaluationReport
    sweeps: tuple[FindingSweep, ...]

    def sweep(self, finding: str) -> FindingSweep:
        """Sweep of one finding of the report."""
        return next(each for each in self.sweeps if each.finding == finding)


Measured = MeasuredScores | SegmentationReport


def measure(
    model: Predictor | Segmenter,
    manifest: Manifest,
    *,
    part: str = "",
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Measured:
    """Evaluate a model, or read what is kept of the very same evaluation.

    Raises
    ------
    ManifestError, BundleError, ModelError, Cancelled
        As `evaluate` and `evaluate_masks`.
    """
    path = kept_folder() / f"{key_of(model.bundle, manifest, part)}.json"
    kind = MeasuredScores if isinstance(model, Predictor) else SegmentationReport
    known = _read(path, kind)
    if known is not None:
        return known
    made: Measured
    if isinstance(model, Predictor):
        found = evaluate(model, manifest, part=part, report=report, token=token)
        made = MeasuredScores(found, _sweeps(found, manifest, report, token))
    else:
        made = evaluate_masks(model, manifest, part=part, report=report, token=token)
    _keep(path, made)
    return made


def kept_folder() -> Path:
    """Where evaluations are kept."""
    return paths.user_data() / "evaluations"


def key_of(bundle: ModelBundle, manifest: Manifest, part: str = "") -> str:
    """Digest of all on which an evaluation depends."""
    digest = hashlib.sha256()
    for text in (__version__, str(_FORM), bundle.sha256, part, str(manifest.path.absolute())):
        digest.update(text.encode(errors="surrogateescape") + b"\0")
    digest.update((bundle.root / METADATA).read_bytes())
    for row in manifest.rows:
        masks = [manifest.path.parent / value for value in _mask_paths(bundle, row.attributes)]
        facts = (row.source, row.patient_id, row.labels, row.attributes, _stamps([row.path, *masks]))
        digest.update(msgspec.json.encode(facts))
    return digest.hexdigest()


def _mask_paths(bundle: ModelBundle, attributes: dict[str, str]) -> Iterable[str]:
    structure = bundle.metadata.structure
    return filter(None, [attributes.get(structure.column, "")] if structure else [])


def _stamps(files: Iterable[Path]) -> list[tuple[int, int] | None]:
    """Size and time of change of each file; None for one that is not there."""
    stamps: list[tuple[int, int] | None] = []
    for file in files:
        try:
            known = file.stat()
        except OSError:
            stamps.append(None)
        else:
            stamps.append((known.st_size, known.st_mtime_ns))
    return stamps


def _sweeps(
    found: EvaluationReport, manifest: Manifest, report: Report, token: CancelToken | None
) -> tuple[FindingSweep, ...]:
    groups, _ = groups_of(manifest)
    made: list[FindingSweep] = []
    for done, finding in enumerate(found.findings):
        report(Progress(done, len(found.findings), tr("Working out every threshold")))
        name, point = finding.name, finding.operating_point
        chosen = [(group, usable(found.images, name, group.members)) for group in groups]
        parts = tuple(
            GroupSweep(
                group.attribute,
                group.value,
                sweep_of(scores_at(found.images, name, members), point, token=token),
            )
            for group, members in chosen
            if members
        )
        whole = scores_at(found.images, name, usable(found.images, name))
        made.append(FindingSweep(name, sweep_of(whole, point, token=token), parts))
    return tuple(made)


def _read(path: Path, kind: type[Measured]) -> Measured | None:
    """Read what is kept; what cannot be read counts as nothing."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        _log.warning("A kept evaluation cannot be read and is made anew")
        return None


def _keep(path: Path, made: Measured) -> None:
    """Keep an evaluation; a disk that is full costs only that it must be made again."""
    try:
        write_atomic(path, msgspec.json.encode(made))
        kept = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in kept[_MOST_KEPT:]:
            old.unlink()
    except OSError as error:
        _log.warning("An evaluation could not be kept (%s)", error.strerror)
