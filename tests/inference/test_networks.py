from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file

from meddiag_gui import paths
from meddiag_gui.inference.networks import build_network, parameters_finite


def test_the_network_has_the_published_size() -> None:
    """EfficientNet-Lite0 has 4,652,008 parameters, 1,281,000 of them in its 1000-class layer."""
    network = build_network("efficientnet-lite0", 1, inputs=3)
    body = sum(p.numel() for name, p in network.named_parameters() if not name.startswith("classifier"))
    assert body == 4_652_008 - 1_281_000


def test_the_backbone_fits_and_is_finite() -> None:
    weights = load_file(paths.resources() / "backbones" / "efficientnet-lite0-imagenet.safetensors")
    network = build_network("efficientnet-lite0", 1, inputs=3)
    missing, unexpected = network.load_state_dict(weights, strict=False)
    assert set(missing) == {"classifier.weight", "classifier.bias"}
    assert unexpected == []
    assert parameters_finite(network)


@pytest.mark.parametrize("side", [32, 64, 224])
def test_features_are_a_32nd_of_the_picture(side: int) -> None:
    network = build_network("efficientnet-lite0", 2).eval()
    with torch.inference_mode():
        assert network.features(torch.zeros(1, 1, side, side)).shape == (1, 1280, side // 32, side // 32)
        assert network(torch.zeros(3, 1, side, side)).shape == (3, 2)


def test_stochastic_depth_and_dropout_rest_when_reading() -> None:
    network = build_network("efficientnet-lite0", 1, dropout=0.5, drop_path=0.5).eval()
    x = torch.rand(2, 1, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(network(x), network(x), atol=0, rtol=0)
    network.train()
    assert not torch.equal(network(x), network(x))


def test_a_weight_that_is_no_number_is_found() -> None:
    network = build_network("efficientnet-lite0", 1)
    assert parameters_finite(network)
    with torch.no_grad():
        network.classifier.bias.fill_(float("nan"))
    assert not parameters_finite(network)


def test_an_unknown_architecture_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        build_network("resnet", 1)
