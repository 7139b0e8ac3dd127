from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file

from meddiag_gui import paths
from meddiag_gui.inference.embedding import embed
from meddiag_gui.inference.networks import build_network, for_reading, output_names, parameters_finite


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


def test_stride_16_gives_cells_of_half_the_size() -> None:
    network = build_network("efficientnet-lite0-stride16", 2).eval()
    x = torch.rand(2, 1, 224, 224)
    with torch.inference_mode():
        assert network.features(x).shape == (2, 512, 14, 14)
        torch.testing.assert_close(network.evidence(x).mean((2, 3)), network(x))


def test_the_stages_lead_to_the_features() -> None:
    network = build_network("efficientnet-lite0", 1).eval()
    x = torch.rand(1, 1, 64, 64)
    with torch.inference_mode():
        found = network.stages(x)
        torch.testing.assert_close(found[-1], network.features(x))
    assert [tuple(one.shape[1:]) for one in found] == [
        (16, 32, 32), (24, 16, 16), (40, 8, 8), (80, 4, 4), (112, 4, 4), (192, 2, 2),
        (320, 2, 2), (1280, 2, 2),
    ]  # fmt: skip


def test_reading_gives_logits_maps_and_embedding_of_one_pass() -> None:
    network = build_network("efficientnet-lite0-stride16", 1).eval()
    x = torch.rand(3, 1, 96, 96)
    with torch.inference_mode():
        logits, maps, embedding = for_reading(network)(x)
        torch.testing.assert_close(logits, network(x))
        torch.testing.assert_close(maps.mean((2, 3)) + network.classifier.bias, logits)
        torch.testing.assert_close(embedding, embed(network.stages(x)[:-1], 96))
    assert output_names(network) == ("logits", "maps", "embedding")


def test_an_embedding_has_means_spreads_and_thirds() -> None:
    x = torch.zeros(1, 2, 6, 6)
    x[0, 0, :2] = 3.0  # the upper third
    found = embed([x], 48)[0]
    assert found[:2].tolist() == [1.0, 0.0]
    assert found[2].item() == pytest.approx(2**0.5)
    assert found[4:].reshape(2, 3, 3)[0].tolist() == [[3.0] * 3, [0.0] * 3, [0.0] * 3]
    assert embed([x], 24).shape == (1, 4)  # too fine for a layout


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
