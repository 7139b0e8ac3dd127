"""What the pages of the wizard fill in: one plan, kept as a draft after every change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from meddiag_gui.inference.metadata import InputSpec, IntendedUse, Task
from meddiag_gui.training.recipe import DataRecipe, Extent, OperatingPointRecipe, Optimisation, SplitRecipe
from meddiag_gui.training.strengths import Augmentation

SourceKind = Literal["verdicts", "folder", "manifest", "dicom"]
Effort = Literal["quick", "balanced", "thorough", "own"]
Rule = Literal["leave", "median", "most_frequent", "constant", "model"]

CHEST = InputSpec(
    modalities=("CR", "DX", "RG"),
    body_parts=("CHEST", "THORAX", "LUNG", "LUNGS"),
    views=("AP", "PA", "AP SUPINE", "AP ERECT", "FRONTAL"),
    rows=224,
    columns=224,
    mean=0.48,
    std=0.24,
    intensity="percentile",
)
"""What a model takes that starts from nothing: frontal chest radiographs of any age."""
_NO_USE = IntendedUse(summary="", population="", exclusions=())
_NO_DATA = DataRecipe(source="", licence="", citation="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the labelled images come from.

    Parameters
    ----------
    path
        Folder tree by class, manifest, or folder of DICOM files.
    table
        For DICOM files: the CSV or Excel table of their labels.
    key
        Its column that says which file or study a row is about; empty to find it by its name.
    patient
        For a folder tree: see `meddiag_gui.examination.source.read_source`.
    """

    kind: SourceKind = "folder"
    path: str = ""
    table: str = ""
    key: str = ""
    patient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """How patients are divided.

    Parameters
    ----------
    shares
        Shares and seed, where parts are drawn.
    stated
        Whether the parts are those that the source states itself.
    locked
        ``split.csv`` of an earlier training whose test patients stay the test part; empty to draw one.
    """

    shares: SplitRecipe = field(default_factory=SplitRecipe)
    stated: bool = False
    locked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is trained, and from where.

    Parameters
    ----------
    start
        ``name@version`` of an installed model; empty to begin with ``architecture``.
    pretrained
        Whether a convolutional network begins with what it learned from photographs.
    """

    name: str = ""
    version: str = "1.0.0"
    start: str = ""
    tune: Extent = "all"
    architecture: str = "efficientnet-lite0-stride16"
    pretrained: bool = True
    dropout: float = 0.2
    drop_path: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """How missing values of a column are filled; see `meddiag_gui.training.missing`."""

    rule: Rule = "leave"
    constant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that the wizard asks for.

    Parameters
    ----------
    findings
        Label columns that a classification learns.
    structure, mask_column
        What a segmentation outlines, and the column that names its masks.
    left_out
        Images, as the source writes them, that the user took out.
    guidance
        Column of masks in which a classification's evidence should lie; empty for none.
    effort
        Which of the three choices the settings are; ``own`` once one of them was changed by hand.
    search_minutes
        Time in which better hyperparameters are looked for first; 0 for none.
    filling
        By column; a column that is not named stays as it is.
    """

    task: Task = "classification"
    source: Source = Source()
    findings: tuple[str, ...] = ()
    structure: str = ""
    mask_column: str = ""
    left_out: tuple[str, ...] = ()
    splitting: Splitting = Splitting()
    model: Beginning = Beginning()
    input: InputSpec = CHEST
    guidance: str = ""
    effort: Effort = "balanced"
    optimisation: Optimisation = field(default_factory=Optimisation)
    augmentation: Augmentation = field(default_factory=Augmentation)
    operating_point: OperatingPointRecipe = field(default_factory=OperatingPointRecipe)
    search_minutes: int = 0
    filling: dict[str, Filling] = field(default_factory=dict)
    intended_use: IntendedUse = _NO_USE
    data: DataRecipe = _NO_DATA
