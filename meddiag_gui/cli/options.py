"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.output import say
from meddiag_gui.errors import BundleError, ModelError

if TYPE_CHECKING:
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.segmentation import Segmenter


class DeviceName(StrEnum):
    """Where the model runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


def _path(text: str) -> Path:
    """Take a path that was written; nothing at all would be the current folder."""
    if not text:
        raise typer.BadParameter("A path is empty.")
    return Path(text)


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files.", parser=_path)
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME[@VERSION]",
        help="An installed model, or the folder of a bundle. Without it: the first installed one.",
    ),
]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="NAME[@VERSION]",
        help="An installed model, or the folder of a bundle; may be given several times. "
        "Without it: the first installed one.",
    ),
]
DeviceOption = Annotated[DeviceName, typer.Option("--device", help="Where the model runs.")]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE|-", help="Write JSON to this file, or to stdout for -.")
]


def load_bundle_named(model: str | None) -> ModelBundle:
    """Find and check a model.

    Raises
    ------
    BundleError
        If there is no such model, or it is damaged.
    """
    from meddiag_gui.inference.bundle import METADATA, load_bundle
    from meddiag_gui.inference.registry import find_bundle

    if model and (Path(model) / METADATA).is_file():
        return load_bundle(Path(model))
    name, _, version = (model or "").partition("@")
    return find_bundle(name or None, version or None)


def load_model(model: str | None, device: DeviceName) -> Predictor | Segmenter:
    """Find, check and load a model, a classifier with this site's operating points.

    Raises
    ------
    typer.BadParameter
        If there is no such model, it is damaged, or the device is not here.
    """
    try:
        bundle = load_bundle_named(model)
    except BundleError as error:
        raise typer.BadParameter(str(error)) from error
    return _load(bundle, device)


def load_models(named: list[str] | None, every: bool, device: DeviceName) -> list[Predictor | Segmenter]:
    """Do as `load_model` for each model that is named, or for every classifier in its newest version.

    Raises
    ------
    typer.BadParameter
        Also if both are asked for.
    """
    from meddiag_gui.inference.registry import find_bundle, list_bundles, newest

    if not every:
        wanted: list[str | None] = [*dict.fromkeys(named or ())] or [None]
        return [load_model(name, device) for name in wanted]
    if named:
        raise typer.BadParameter("--all-models and --model exclude each other.")
    listing = list_bundles()
    for problem in listing.problems:
        say(problem)
    try:
        bundles = newest(listing.bundles) or (find_bundle(),)
    except BundleError as error:
        raise typer.BadParameter(str(error)) from error
    return [_load(bundle, device) for bundle in bundles]


def _load(bundle: ModelBundle, device: DeviceName) -> Predictor | Segmenter:
    from meddiag_gui.inference.models import make_model
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.site_points import points_of

    try:
        loaded = make_model(bundle, device.value)
        if isinstance(loaded, Predictor):
            loaded.points = points_of(bundle)
        loaded.load()
    except (BundleError, ModelError) as error:
        raise typer.BadParameter(str(error)) from error
    return loaded


def load_predictor(model: str | None, device: DeviceName) -> Predictor:
    """Do as `load_model`, for what needs a classifier.

    Raises
    ------
    typer.BadParameter
        Also if the model is of another task.
    """
    from meddiag_gui.inference.predictor import Predictor

    loaded = load_model(model, device)
    if not isinstance(loaded, Predictor):
        raise typer.BadParameter(f"Model {loaded.bundle.name} outlines a structure and gives no scores.")
    return loaded
