"""What the evaluation room does on its runner's thread; nothing here touches a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.errors import ManifestError
from meddiag_gui.gui.text import file_name
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.evaluation.measured import Measured
    from meddiag_gui.evaluation.page.checklists import AnyReport
    from meddiag_gui.evaluation.promotion import Check
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.live import Decision
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.segmentation import Segmenter


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """What a model is evaluated on.

    Parameters
    ----------
    path
        A manifest, or a folder that holds one folder a class.
    locked
        A training run whose locked test part alone is taken; None for all of the set.
    """

    path: Path
    locked: Path | None = None

    @property
    def words(self) -> str:
        """Name it for a label."""
        if self.locked is None:
            return file_name(self.path)
        return tr("{labelled}, test part of {run}", labelled=file_name(self.path), run=file_name(self.locked))

    def read(self, bundle: ModelBundle) -> Manifest:
        """Read it for a model; raises `ManifestError`."""
        from meddiag_gui.evaluation.labelled import locked_part, read_labelled

        manifest = read_labelled(self.path, [spec.name for spec in bundle.findings])
        return locked_part(manifest, self.locked) if self.locked else manifest

    @property
    def part(self) -> str:
        """Part as reports name it."""
        from meddiag_gui.evaluation.labelled import TEST

        return TEST if self.locked else ""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A model's evaluation, with what it was made of."""

    bundle: ModelBundle
    labelled: LabelledSet
    manifest: Manifest
    measured: Measured

    @property
    def report(self) -> AnyReport:
        """The report, which files are written from."""
        from meddiag_gui.evaluation.measured import MeasuredScores

        return self.measured.report if isinstance(self.measured, MeasuredScores) else self.measured

    @property
    def readers(self) -> list[str]:
        """Columns of 0 and 1 that no finding of the model is, taken for readers' calls."""
        mine = {self.manifest.column_of(spec.name) for spec in self.bundle.findings}
        return [column for column in self.manifest.findings if column not in mine]


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenger beside the champion: the comparison, and what it says to each check."""

    new: ModelBundle
    old: ModelBundle
    report: AnyReport
    checks: tuple[Check, ...]

    @property
    def failed(self) -> tuple[str, ...]:
        """Checks that were not passed."""
        return tuple(check.name for check in self.checks if not check.passed)


class Engines:
    """Keeps what runs each model; used on the runner's thread only."""

    def __init__(self) -> None:
        self._known: dict[str, Predictor | Segmenter] = {}

    def of(self, bundle: ModelBundle) -> Predictor | Segmenter:
        """Give what runs a bundle."""
        from meddiag_gui.inference.models import make_model

        key = str(bundle.root)
        if key not in self._known:
            self._known[key] = make_model(bundle)
        return self._known[key]


def list_models(*, report: Report, token: CancelToken) -> list[ModelBundle]:
    """List all sound models, those that read by default first."""
    from meddiag_gui.inference.registry import list_bundles, newest

    bundles = list_bundles().bundles
    first = [*newest(bundles)[:1], *newest(bundles, "segmentation")[:1]]
    return [*first, *(bundle for bundle in bundles if bundle not in first)]


def load_trained(folder: Path, *, report: Report, token: CancelToken) -> ModelBundle:
    """Check and load the bundle that a training made; raises `BundleError`."""
    from meddiag_gui.inference.bundle import load_bundle

    return load_bundle(folder)


def evaluate(
    engines: Engines, bundle: ModelBundle, labelled: LabelledSet, *, report: Report, token: CancelToken
) -> Evaluated:
    """Evaluate a model, or read what is kept; raises what `measure` and `LabelledSet.read` do."""
    from meddiag_gui.evaluation.measured import measure

    manifest = labelled.read(bundle)
    found = measure(engines.of(bundle), manifest, part=labelled.part, report=report, token=token)
    return Evaluated(bundle, labelled, manifest, found)


def compare(
    engines: Engines,
    first: Evaluated,
    other: ModelBundle | None,
    columns: Sequence[str],
    margin: float,
    *,
    report: Report,
    token: CancelToken,
) -> AnyReport:
    """Compare an evaluated model with another, and with readers; gives its report with the comparisons.

    Raises
    ------
    ManifestError
        If the two do not the same task, or there is nothing to compare.
    """
    from meddiag_gui.evaluation.comparing import compare_models, compare_reader
    from meddiag_gui.evaluation.mask_comparison import compare_masks
    from meddiag_gui.evaluation.report import EvaluationReport

    if other is not None and other.metadata.task != first.bundle.metadata.task:
        raise ManifestError(tr("A model that scores and one that outlines cannot be compared."))
    second = evaluate(engines, other, first.labelled, report=report, token=token) if other else None
    mine, theirs = first.report, second.report if second else None
    if isinstance(mine, EvaluationReport):
        found = [compare_reader(mine, column, first.manifest, margin, token=token) for column in columns]
        if isinstance(theirs, EvaluationReport):
            found += compare_models(mine, theirs, first.manifest, margin, token=token)
        return replace(mine, comparisons=tuple(found))
    if theirs is None or isinstance(theirs, EvaluationReport):
        return mine
    return replace(mine, comparisons=(compare_masks(mine, theirs, first.manifest, margin),))


def challenge(
    engines: Engines,
    new: ModelBundle,
    old: ModelBundle,
    labelled: LabelledSet,
    margin: float,
    *,
    report: Report,
    token: CancelToken,
) -> Challenge:
    """Run a challenger beside the champion on the same images, and go through the checks."""
    from meddiag_gui.evaluation.promotion import check_promotion, evaluation_of

    first = evaluate(engines, new, labelled, report=report, token=token)
    both = compare(engines, first, old, (), margin, report=report, token=token)
    return Challenge(new, old, both, check_promotion(new, old, evaluation_of(both)))


def promote(
    made: Challenge, who: str, why: str, *, report: Report, token: CancelToken
) -> tuple[Decision, ...]:
    """Install the challenger where it is not, and put it live; gives the history.

    Its figures, and the checks that were put aside, are kept.

    Raises
    ------
    ModelError
        If name or reason is missing, or the model or the history cannot be written.
    """
    from meddiag_gui.evaluation.promotion import evaluation_of, figures
    from meddiag_gui.inference.installing import install
    from meddiag_gui.inference.live import LiveModels

    live = LiveModels()
    kept = figures(made.checks, evaluation_of(made.report))
    live.promote(install(made.new), made.old, who, why, overridden=made.failed, figures=kept)
    return live.history()


def take_back(
    segmentation: bool, who: str, why: str, *, report: Report, token: CancelToken
) -> tuple[Decision, ...]:
    """Put what was live before back; gives the history. Raises as `promote`."""
    from meddiag_gui.inference.live import LiveModels

    live = LiveModels()
    live.roll_back("segmentation" if segmentation else "classification", who, why)
    return live.history()


def history(*, report: Report, token: CancelToken) -> tuple[Decision, ...]:
    """Read the history of live models."""
    from meddiag_gui.inference.live import LiveModels

    return LiveModels().history()


def write_report(
    report_made: AnyReport,
    bundle: ModelBundle,
    name_images: bool,
    target: Path,
    *,
    report: Report,
    token: CancelToken,
) -> None:
    """Write a report as the name of the file wants it: HTML, PDF or JSON."""
    import msgspec

    from meddiag_gui.evaluation.page.page import page_as
    from meddiag_gui.evaluation.report import EvaluationReport
    from meddiag_gui.files import write_atomic

    if target.suffix.lower() == ".json":
        if isinstance(report_made, EvaluationReport):
            plain = report_made.to_json(curves=True)
        else:
            plain = report_made.to_json()
        write_atomic(target, msgspec.json.format(msgspec.json.encode(plain), indent=2))
    else:
        write_atomic(target, page_as(target, report_made, bundle.metadata, name_images=name_images))
