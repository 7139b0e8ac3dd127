"""The recipe: all that decides how a model is made, in one TOML file that is kept with the bundle."""

from __future__ import annotations

import tomllib
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from meddiag_gui.errors import RecipeError
from meddiag_gui.inference.metadata import InputSpec, IntendedUse, Task, input_problem
from meddiag_gui.inference.prediction import Code
from meddiag_gui.language import tr
from meddiag_gui.training.search.recipe import SearchRecipe, search_problem
from meddiag_gui.training.strengths import Augmentation

Extent = Literal["all", "last_stages", "head"]
_LARGEST = 2**20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecipe:
    """What is trained.

    Parameters
    ----------
    task
        ``classification`` learns ``findings``, ``segmentation`` the ``structure``.
    backbone
        Stem of a file in ``resources/backbones``; empty to start from random weights.
    start
        Name, or ``name@version``, of an installed model whose weights are the start, instead of a backbone;
        what its architecture or outputs do not share starts fresh.
    tune
        Which weights are fitted: all, those of the last stages, or of the last layer only; the others rest.
    """

    name: str
    version: str
    task: Task = "classification"
    architecture: str = "efficientnet-lite0"
    backbone: str = "efficientnet-lite0-imagenet"
    start: str = ""
    tune: Extent = "all"
    dropout: float = 0.2
    drop_path: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecipe:
    """A finding: the label column of the manifest, and its code."""

    name: str
    code: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureRecipe:
    """A structure to be outlined.

    Parameters
    ----------
    column
        Column of the manifest that names each image's mask, relative to the manifest; rows where it is
        empty are not used.
    """

    name: str
    code: Code
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRecipe:
    """Where the training data come from, for the model card."""

    source: str
    licence: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRecipe:
    """Shares of *patients* kept for validation and for the test part; the rest trains.

    Parameters
    ----------
    column
        Column of the manifest that says ``train``, ``validation`` or ``test`` itself; the shares then rest.
    """

    validation: float = 0.15
    test: float = 0.15
    seed: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimisation:
    """How the network is fitted.

    Parameters
    ----------
    epochs, batch_size
        Passes over the training part; images a step.
    learning_rate, weight_decay
        Peak rate of AdamW and its decay (Loshchilov & Hutter 2019); decay skips biases and norms.
    warmup
        Share of all steps in which the rate rises; then it falls along a cosine.
    label_smoothing
        0 and 1 become half of this and one less half of this.
    ema_decay
        Of the running average of the weights that is kept as the model.
    balance
        Whether rare and frequent labels weigh the same in the loss.
    focal
        Exponent of the focal loss (Lin et al. 2017), which turns to what is not yet known; 0 is the log loss.
    resample
        Whether images with each set of findings are drawn equally often, the rare ones several times an
        epoch; ``balance`` then rests.
    micro_batch
        Most images that go through the network at once; a batch is made of several where it is larger, with
        the same gradient. 0 is the whole batch, until memory proves too short for it.
    precision
        In which the network computes; ``auto`` is float32 on the CPU and bfloat16, else float16 with a scaled
        loss, on CUDA. Weights and loss are always float32.
    patience
        Epochs without a better validation loss after which the training ends; 0 never ends it early.
    seed
        Of order, augmentation and dropout.
    """

    epochs: int = 12
    batch_size: int = 32
    micro_batch: int = 0
    precision: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    patience: int = 0
    learning_rate: float = 1e-3
    weight_decay: float = 0.02
    warmup: float = 0.1
    label_smoothing: float = 0.05
    ema_decay: float = 0.998
    balance: bool = True
    focal: float = 0.0
    resample: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingPointRecipe:
    """Rule for the operating point and the band around it, applied to the validation part only.

    Calls are ``uncertain`` from the point that reaches the sensitivity ``ruled_out`` to the one that reaches
    the specificity ``ruled_in``.
    """

    rule: Literal["sensitivity", "specificity"] = "sensitivity"
    target: float = 0.95
    ruled_out: float = 0.99
    ruled_in: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceRecipe:
    """Where a classifier's evidence should lie; see `meddiag_gui.training.guidance`.

    Parameters
    ----------
    column
        Column of the manifest that names a mask of the region; where it is empty nothing is asked.
    weight
        Of the share of the evidence outside, beside the log loss.
    margin
        By how much the region is widened to every side, as a share of the height.
    """

    column: str
    weight: float = 0.5
    margin: float = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRecipe:
    """How the learned half of the input gate is fitted; see `meddiag_gui.training.gate`.

    Parameters
    ----------
    false_refusals
        Share of the validation chest radiographs that may be refused.
    images
        Most chest radiographs of the training part that it is fitted on; of each other kind a third.
    hidden, directions
        Width of its hidden layer; directions in which chest radiographs may differ.
    epochs, seed
        Passes over the examples; of all its chance.
    """

    false_refusals: float = 0.01
    images: int = 1200
    hidden: int = 32
    directions: int = 32
    epochs: int = 12
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All of ``recipe.toml``."""

    model: ModelRecipe
    input: InputSpec
    findings: tuple[FindingRecipe, ...] = ()
    structure: StructureRecipe | None = None
    intended_use: IntendedUse
    data: DataRecipe
    split: SplitRecipe = field(default_factory=SplitRecipe)
    optimisation: Optimisation = field(default_factory=Optimisation)
    augmentation: Augmentation = field(default_factory=Augmentation)
    operating_point: OperatingPointRecipe = field(default_factory=OperatingPointRecipe)
    guidance: GuidanceRecipe | None = None
    gate: GateRecipe | None = None
    search: SearchRecipe | None = None

    @property
    def mask_column(self) -> str:
        """Column of the manifest that names masks; empty where none are asked for."""
        if self.structure is not None:
            return self.structure.column
        return self.guidance.column if self.guidance is not None else ""

    @property
    def finding_names(self) -> tuple[str, ...]:
        """Names of the findings, in the order of the outputs."""
        return tuple(finding.name for finding in self.findings)

    @property
    def outputs(self) -> int:
        """Number of outputs of the network."""
        return len(self.findings) or 1


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe.

    Raises
    ------
    RecipeError
        Names the file and the field: unreadable, not TOML, a field unknown, missing, of a wrong type or
        out of range.
    """
    try:
        if not path.is_file() and path.exists():
            raise RecipeError(tr("{name} is not a regular file.", name=path.name))
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise RecipeError(tr("{name} is far too large to be a recipe.", name=path.name))
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        recipe = msgspec.convert(given, Recipe, strict=False)
    except OSError as error:
        raise RecipeError(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error)
        ) from error
    except (ValueError, msgspec.ValidationError, RecursionError) as error:  # ValueError: no TOML, no UTF-8
        raise RecipeError(
            tr("{name} is not a valid recipe: {reason}.", name=path.name, reason=error)
        ) from error
    problem = _unknown_field(given, msgspec.to_builtins(recipe)) or recipe_problem(recipe)
    if problem:
        raise RecipeError(tr("{name} is not a valid recipe: {reason}.", name=path.name, reason=problem))
    return recipe


def _unknown_field(given: dict[str, Any], known: dict[str, Any], above: str = "") -> str | None:
    """Find a field that a recipe does not have: a misspelt one would silently leave the default."""
    for key, value in given.items():
        if key not in known:
            return f"there is no field {above}{key}"
        pairs = zip(value, known[key], strict=True) if isinstance(value, list) else [(value, known[key])]
        for part, inner in pairs:
            if isinstance(part, dict) and (problem := _unknown_field(part, inner, f"{above}{key}.")):
                return problem
    return None


def recipe_problem(recipe: Recipe) -> str | None:
    """Find the first value of the right type that makes no sense."""
    fit, split, model = recipe.optimisation, recipe.split, recipe.model
    name, version = model.name.replace("-", ""), model.version.replace(".", "")
    strengths = astuple(recipe.augmentation)
    checks = {
        "there is no finding": model.task == "classification" and not recipe.findings,
        "a classification has findings, a segmentation a structure": (
            bool(recipe.findings) != (model.task == "classification")
            or (recipe.structure is None) != (model.task == "classification")
        ),
        "two findings have one name": len(set(recipe.finding_names)) < len(recipe.findings),
        "model.name must be letters, digits and hyphens": not name.isalnum() or len(model.name) > 60,
        "model.version must be digits and dots": not version.isdecimal() or len(version) > 30,
        "dropout and drop_path must be from 0 to below 1": not (
            0 <= model.dropout < 1 and 0 <= model.drop_path < 1
        ),
        "epochs must lie between 1 and 10000": not 1 <= fit.epochs <= 10_000,
        "batch_size must lie between 2 and 1024": not 2 <= fit.batch_size <= 1024,  # norms need two images
        "micro_batch must be 0, or from 2 to batch_size": fit.micro_batch != 0
        and not 2 <= fit.micro_batch <= fit.batch_size,
        "patience must lie between 0 and 10000": not 0 <= fit.patience <= 10_000,
        "learning_rate must be positive": not 0 < fit.learning_rate < 1,
        "weight_decay, warmup, label_smoothing and ema_decay must be from 0 to below 1": not all(
            0 <= v < 1 for v in (fit.weight_decay, fit.warmup, fit.label_smoothing, fit.ema_decay)
        ),
        "focal must lie between 0 and 5": not 0 <= fit.focal <= 5,
        "focal and resample are for a classification": model.task != "classification"
        and (fit.focal > 0 or fit.resample),
        "seeds must lie between 0 and 2147483647": not all(
            0 <= seed < 2**31 for seed in (fit.seed, split.seed)
        ),
        "augmentation must be from 0 to 360": not all(0 <= strength <= 360 for strength in strengths),
        "validation and test must be shares that leave data to train on": not (
            0 < split.validation < 0.5 and 0 < split.test < 0.5
        ),
        "operating_point.target must lie between 0 and 1": not 0 < recipe.operating_point.target < 1,
        "guidance and gate are for a classification": model.task != "classification"
        and not (recipe.guidance is None and recipe.gate is None),
        "only a model or a backbone leaves weights to rest": model.tune != "all"
        and not (model.start or model.backbone),
        "guidance.weight must be from 0 to 100, its margin from 0 to 0.5": recipe.guidance is not None
        and not (0 <= recipe.guidance.weight <= 100 and 0 <= recipe.guidance.margin <= 0.5),
        "a field of gate is out of range": recipe.gate is not None and not _gate_in_range(recipe.gate),
    }
    first = next((message for message, wrong in checks.items() if wrong), None)
    return first or input_problem(recipe.input) or search_problem(recipe.search)


def _gate_in_range(gate: GateRecipe) -> bool:
    counts = (gate.hidden, gate.directions, gate.epochs)
    return (
        0 < gate.false_refusals < 0.5
        and 3 <= gate.images <= 1_000_000
        and all(1 <= count <= 10_000 for count in counts)
        and 0 <= gate.seed < 2**31
    )
