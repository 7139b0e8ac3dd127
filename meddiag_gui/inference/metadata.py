"""``metadata.json`` of a bundle: what it holds and what each field means.

The keys follow MONAI's bundle metadata where it has them. Everything is checked by type when it is read
(msgspec), so a wrong field is refused with its path.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from meddiag_gui.errors import BundleError
from meddiag_gui.inference.prediction import Code
from meddiag_gui.inference.saliency.catalogue import DEFAULT
from meddiag_gui.inference.saliency.trust import SaliencyTrust, scales_problem
from meddiag_gui.language import tr

_PLAIN = re.compile(r"[\w.+-]{1,100}")
_LEAST_SCALE = 1e-6  # logits
_LARGEST_TOLERANCE = 0.1  # logits; a check that allows more checks nothing
CELLS = 4
"""The self-check of a segmentation compares means over this many by this many cells."""

Task = Literal["classification", "segmentation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSpec:
    """What the model takes, and what it was made for.

    Parameters
    ----------
    modalities, body_parts, views
        DICOM terms that are inside the intended use (Modality (0008,0060), Body Part Examined
        (0018,0015), View Position (0018,5101)).
    age_years
        Ages inside the intended use, from the first to below the second, in years; None for all.
    rows, columns
        Size of the network's input in pixels.
    resize
        ``squeeze``: to that size without keeping the aspect ratio.
    intensity
        ``display``: as the file's VOI window shows it; ``percentile``: stretched so that the 1st and the
        99th percentile of the resized picture become 0 and 1.
    mean, std
        Subtracted from, and divided into, the intensity in [0, 1].
    """

    modalities: tuple[str, ...]
    body_parts: tuple[str, ...]
    views: tuple[str, ...]
    rows: int
    columns: int
    mean: float
    std: float
    age_years: tuple[float, float] | None = None
    resize: Literal["squeeze"] = "squeeze"
    intensity: Literal["display", "percentile"] = "display"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Platt scaling: probability = sigmoid(slope · logit + intercept) (Platt 1999)."""

    slope: float
    intercept: float
    method: Literal["platt"] = "platt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Calibrated probabilities of the validation images, by which any operating point can be judged.

    Parameters
    ----------
    positive, negative
        Of the images with and without the finding, rising; neither is empty.
    """

    positive: tuple[float, ...]
    negative: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSpec:
    """One finding of a bundle.

    Parameters
    ----------
    operating_point
        Calibrated probability at and above which the call is ``present``.
    operating_point_rule
        How it was chosen, in words.
    uncertain_band
        Probabilities from which and below which the call is ``uncertain``; holds the operating point.
    reference
        None in bundles of before there was one: their operating point cannot be chosen anew.
    saliency_scale
        Local evidence (in logits) that is drawn as 1.0; fixed for the bundle.
    """

    name: str
    code: Code
    operating_point: float
    operating_point_rule: str
    calibration: Calibration
    saliency_scale: float
    uncertain_band: tuple[float, float] | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureSpec:
    """What a segmentation model outlines.

    Parameters
    ----------
    column
        Column of a manifest that names masks of it.
    threshold
        Probability in (0, 1) at and above which a pixel belongs to it.
    pieces
        How many of the largest connected pieces are kept; smaller ones are taken for mistakes.
    """

    name: str
    code: Code
    column: str
    threshold: float = 0.5
    pieces: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedUse:
    """For whom and what the model is meant, and for what it is not."""

    summary: str
    population: str
    exclusions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingData:
    """Where the model learned; ``counts`` by part: images, patients, positives."""

    source: str
    licence: str
    citation: str
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceSpec:
    """The learned half of the input gate; see `meddiag_gui.inference.appearance`.

    Parameters
    ----------
    kinds
        What it tells apart, in the order of its outputs; one of them is ``chest``.
    most_doubt
        Probability in (0, 1) of being no upright, whole, frontal chest radiograph above which it refuses.
    most_distance
        Distance from the chest radiographs seen above which it refuses.
    outside_scale
        Mean squared deviation of those outside the directions kept; divides the same of a picture.
    file
        Its weights, in the bundle.
    """

    kinds: tuple[str, ...]
    most_doubt: float
    most_distance: float
    outside_scale: float
    file: str = "gate.safetensors"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """A stored input (an invented picture, no patient) and the logits it must give.

    Parameters
    ----------
    logits
        Of a classifier one a finding; of a segmentation the means over `CELLS` by `CELLS` cells, row by row.
    """

    image: str
    logits: tuple[float, ...]
    tolerance: float = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMetadata:
    """All of ``metadata.json``.

    Parameters
    ----------
    findings, structure
        What a classification finds (at least one), or a segmentation outlines; the other is empty.
    files
        sha256 of every file that the program reads from the bundle, by name.
    appearance
        The learned half of the input gate; None where the bundle has only the rules.
    metrics
        Evaluation on the internal test part, as written by ``meddiag evaluate`` but naming no image.
    saliency
        What ``meddiag trust`` measured of the influence maps; None where it never ran.
    experimental
        Whether every score is shown with a word against relying on it; never the default model.
    """

    schema: Literal["meddiag.bundle/1"]
    name: str
    version: str
    task: Task
    architecture: str
    architecture_arguments: dict[str, float]
    input: InputSpec
    findings: tuple[FindingSpec, ...] = ()
    structure: StructureSpec | None = None
    intended_use: IntendedUse
    training_data: TrainingData
    self_check: SelfCheck
    files: dict[str, str]
    program_version: str
    seed: int
    created: str
    metrics: dict[str, Any] = field(default_factory=dict)
    appearance: AppearanceSpec | None = None
    saliency: SaliencyTrust | None = None
    experimental: bool = False

    @property
    def outputs(self) -> int:
        """Number of outputs that the network must have."""
        return len(self.findings) if self.task == "classification" else 1

    def map_scale(self, spec: FindingSpec, method: str) -> float | None:
        """Evidence that a method's map draws as 1.0; None where the bundle fixes none."""
        if method == DEFAULT:
            return spec.saliency_scale
        return self.saliency.scales.get(spec.name, {}).get(method) if self.saliency else None


def decode_metadata(content: bytes, bundle: str) -> BundleMetadata:
    """Read and check ``metadata.json``.

    Parameters
    ----------
    bundle
        Name of the bundle's folder, for the message.

    Raises
    ------
    BundleError
        If the content is no JSON, or a field is missing, of a wrong type or out of range.
    """
    try:
        metadata = msgspec.json.decode(content, type=BundleMetadata)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BundleError(
            tr("Model {bundle}: metadata.json is not valid ({problem}).", bundle=bundle, problem=error)
        ) from error
    problem = _first_problem(metadata)
    if problem:
        raise BundleError(
            tr("Model {bundle}: metadata.json is not valid ({problem}).", bundle=bundle, problem=problem)
        )
    return metadata


def encode_metadata(metadata: BundleMetadata) -> bytes:
    """Write ``metadata.json``, indented, in the order of the fields."""
    return msgspec.json.format(msgspec.json.encode(metadata), indent=2) + b"\n"


def _first_problem(metadata: BundleMetadata) -> str | None:
    """Find the first value of the right type that makes no sense."""
    if not all(_PLAIN.fullmatch(text) for text in (metadata.name, metadata.version)):
        return tr("name or version is not made of letters, digits, dots and hyphens")
    problem = input_problem(metadata.input) or _task_problem(metadata)
    if problem is None and metadata.saliency is not None:
        problem = scales_problem(metadata.saliency)
    if problem:
        return problem
    if metadata.appearance is not None and (problem := _appearance_problem(metadata.appearance)):
        return problem
    if not 0 < metadata.self_check.tolerance <= _LARGEST_TOLERANCE:
        return tr("the self-check's tolerance is not between 0 and {most}", most=_LARGEST_TOLERANCE)
    return None


def _appearance_problem(spec: AppearanceSpec) -> str | None:
    if "chest" not in spec.kinds or len(set(spec.kinds)) < len(spec.kinds):
        return tr("the input gate's kinds lack chest, or one stands there twice")
    if not (0 < spec.most_doubt < 1 and min(spec.most_distance, spec.outside_scale) > 0):
        return tr("a limit of the input gate is out of range")
    return None


def input_problem(spec: InputSpec) -> str | None:
    """Say what makes no sense about a network's input, or None."""
    if not (32 <= spec.rows <= 2048 and 32 <= spec.columns <= 2048):
        return tr("an input of {size} pixels", size=f"{spec.rows}×{spec.columns}")
    if not (0 < spec.std < math.inf and math.isfinite(spec.mean)):
        return tr("input.std is not positive, or input.mean not finite")
    if spec.age_years is not None and not spec.age_years[0] < spec.age_years[1]:
        return tr("input.age_years does not rise")
    return None


def _task_problem(metadata: BundleMetadata) -> str | None:
    structure, stored = metadata.structure, len(metadata.self_check.logits)
    if metadata.task == "classification":
        if structure is not None:
            return tr("a classification outlines no structure")
        problem = _findings_problem(metadata.findings)
        if problem is None and stored != len(metadata.findings):
            return tr("the self-check has not one logit a finding")
        return problem
    if structure is None or metadata.findings:
        return tr("a segmentation needs a structure, and has no findings")
    if not structure.name.isprintable() or not 0 < structure.threshold < 1 or structure.pieces < 1:
        return tr("the structure's name, threshold or pieces make no sense")
    if stored != CELLS**2:
        return tr("the self-check has not {n}×{n} logits", n=CELLS)
    return None


def _findings_problem(findings: tuple[FindingSpec, ...]) -> str | None:
    names = [finding.name for finding in findings]
    if not names:
        return tr("there is no finding: findings is empty")
    if len(set(names)) < len(names) or not all(name and name.isprintable() for name in names):
        return tr("two findings have one name, or a name cannot be printed")
    for finding in findings:
        if not 0 < finding.operating_point < 1:
            return tr("the operating point of {name} is not between 0 and 1", name=finding.name)
        if finding.calibration.slope <= 0 or finding.saliency_scale < _LEAST_SCALE:
            return tr("calibration or saliency scale of {name} is not positive", name=finding.name)
        low, high = finding.uncertain_band or (finding.operating_point, finding.operating_point)
        if not 0 <= low <= finding.operating_point <= high <= 1:
            return tr("the uncertain band of {name} does not hold its operating point", name=finding.name)
        if finding.reference is not None and not _sound(finding.reference):
            return tr("the reference of {name} is empty or no list of probabilities", name=finding.name)
    return None


def _sound(reference: Reference) -> bool:
    return all(
        part and all(0 <= value <= 1 for value in part) for part in (reference.positive, reference.negative)
    )
