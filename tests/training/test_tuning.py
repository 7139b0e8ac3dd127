from __future__ import annotations

import copy

import pytest
import torch

from meddiag_gui.inference.networks import Network, build_network
from meddiag_gui.training.recipe import Extent
from meddiag_gui.training.tuning import tune


def step(network: Network) -> None:
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.1)
    network.train()(torch.rand(4, 1, 64, 64)).square().mean().backward()
    optimiser.step()


def changed(network: Network, before: Network) -> set[str]:
    """Prefixes, two names long, of all that a step changed, statistics of norms included."""
    now, then = network.state_dict(), before.state_dict()
    return {".".join(key.split(".")[:2]) for key in now if not torch.equal(now[key], then[key])}


@pytest.mark.parametrize("architecture", ["efficientnet-lite0-stride16", "vit-tiny"])
def test_of_a_classifier_only_the_last_layer_moves(architecture: str) -> None:
    network = build_network(architecture, 1, dropout=0.0, drop_path=0.3)
    tune(network, "head")
    before = copy.deepcopy(network)
    step(network)
    assert changed(network, before) == {"classifier.weight", "classifier.bias"}


def test_of_the_last_stages_the_early_ones_rest() -> None:
    network = build_network("efficientnet-lite0-stride16", 1)
    tune(network, "last_stages")
    before = copy.deepcopy(network)
    step(network)
    moved = changed(network, before)
    assert moved == {f"blocks.{n}" for n in range(5, 11)} | {
        "head.conv", "head.norm", "classifier.weight", "classifier.bias",
    }  # fmt: skip


def test_of_a_segmentation_the_encoder_rests() -> None:
    network = build_network("unet-efficientnet-lite0", 1)
    tune(network, "last_stages")
    before = copy.deepcopy(network)
    step(network)
    assert {name.split(".")[0] for name in changed(network, before)} == {"decoder", "last"}


def test_what_rests_works_in_training_as_in_reading() -> None:
    network = build_network("efficientnet-lite0-stride16", 1, dropout=0.0, drop_path=0.9)
    tune(network, "head")
    x = torch.rand(4, 1, 64, 64)
    with torch.no_grad():
        assert torch.equal(network.train()(x), network.eval()(x))


@pytest.mark.parametrize("extent", ["all", "last_stages", "head"])
def test_the_last_layer_is_always_fitted(extent: Extent) -> None:
    network = build_network("vit-tiny", 1)
    tune(network, extent)
    assert network.classifier.weight.requires_grad
    assert all(weight.requires_grad for weight in network.parameters()) == (extent == "all")
