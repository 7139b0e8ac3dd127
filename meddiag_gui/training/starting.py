"""The network that a training starts from: fresh, from a backbone, or from an installed model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui import paths
from meddiag_gui.errors import BundleError, RecipeError
from meddiag_gui.language import tr
from meddiag_gui.training.recipe import ModelRecipe, Recipe

if TYPE_CHECKING:
    from meddiag_gui.inference.networks import Network


def initial_network(recipe: Recipe) -> Network:
    """Build the network with the weights that it starts from, and all that those lack fresh.

    Raises
    ------
    RecipeError
        If architecture, backbone or model are not there, or do not fit together.
    """
    import torch

    from meddiag_gui.inference.networks import PooledLinear, build_network
    from meddiag_gui.training.tuning import tune

    model = recipe.model
    torch.manual_seed(recipe.optimisation.seed)
    try:
        network = build_network(
            model.architecture, recipe.outputs, dropout=model.dropout, drop_path=model.drop_path
        )
    except KeyError as error:
        raise RecipeError(
            tr("There is no architecture named {architecture}.", architecture=model.architecture)
        ) from error
    if isinstance(network, PooledLinear) != (model.task == "classification"):
        raise RecipeError(
            tr(
                "The architecture {architecture} is not for {task}.",
                architecture=model.architecture,
                task=model.task,
            )
        )
    if model.start:
        _start_from_model(network, model)
    elif model.backbone:
        _start_from_backbone(network, model)
    tune(network, model.tune)
    return network


def _start_from_backbone(network: Network, model: ModelRecipe) -> None:
    """Take a backbone; one of colour images turns grey by adding its first filters up over the colours."""
    from safetensors.torch import load_file

    path = paths.resources() / "backbones" / f"{model.backbone}.safetensors"
    if not path.is_file():
        raise RecipeError(tr("There is no backbone named {backbone}.", backbone=model.backbone))
    weights = load_file(path)
    weights["stem.conv.weight"] = weights["stem.conv.weight"].sum(1, keepdim=True)
    own = network.state_dict().keys()
    used = {k: v for k, v in weights.items() if k in own and not k.startswith(network.fresh)}
    foreign = [k for k in weights if k not in used and not k.startswith(network.unused)]
    missing, _ = network.load_state_dict(used, strict=False)
    if foreign or not all(name.startswith(network.fresh) for name in missing):
        raise RecipeError(
            tr(
                "The backbone {backbone} does not fit {architecture}.",
                backbone=model.backbone,
                architecture=model.architecture,
            )
        )


def _start_from_model(network: Network, model: ModelRecipe) -> None:
    """Take the weights of an installed model; those of its outputs only where they have the same shape."""
    from safetensors.torch import load_file

    from meddiag_gui.inference.bundle import WEIGHTS
    from meddiag_gui.inference.registry import find_bundle

    name, _, version = model.start.partition("@")
    try:
        bundle = find_bundle(name, version or None)
    except BundleError as error:
        raise RecipeError(
            tr("The training cannot start from {start}: {reason}", start=model.start, reason=error)
        ) from error
    own, weights = network.state_dict(), load_file(bundle.root / WEIGHTS)
    used = {key: value for key, value in weights.items() if key in own and own[key].shape == value.shape}
    missing, _ = network.load_state_dict(used, strict=False)
    if not all(key.startswith(network.fresh) for key in missing):
        raise RecipeError(
            tr(
                "The weights of {start} do not fit {architecture}.",
                start=model.start,
                architecture=model.architecture,
            )
        )
