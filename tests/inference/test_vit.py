from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.networks import PooledLinear, build_network, for_reading
from meddiag_gui.inference.vit import VisionTransformer, positions
from meddiag_gui.training.export import export_onnx


def small(outputs: int = 2) -> VisionTransformer:
    return VisionTransformer(outputs, width=32, depth=3, heads=2, drop_path=0.5)


@settings(max_examples=10)
@given(st.integers(2, 6), st.integers(2, 6))
def test_each_logit_is_the_mean_of_what_the_patches_say(rows: int, columns: int) -> None:
    network = small().eval()
    x = torch.rand(2, 1, 16 * rows, 16 * columns)
    with torch.inference_mode():
        logits, maps, embedding = for_reading(network)(x)
        torch.testing.assert_close(maps.mean((2, 3)) + network.classifier.bias, logits)
        torch.testing.assert_close(network(x), logits)
    assert maps.shape == (2, 2, rows, columns)
    assert torch.isfinite(embedding).all()


def test_the_graph_for_the_cpu_says_the_same_of_any_number_of_pictures() -> None:
    network = small().eval()
    spec = InputSpec(modalities=(), body_parts=(), views=(), rows=64, columns=48, mean=0.0, std=1.0)
    session = onnxruntime.InferenceSession(export_onnx(network, spec), providers=["CPUExecutionProvider"])
    for count in (1, 3):
        x = torch.randn(count, 1, 64, 48)
        with torch.inference_mode():
            wanted = for_reading(network)(x)
        for found, expected in zip(session.run(None, {"image": x.numpy()}), wanted, strict=True):
            np.testing.assert_allclose(found, expected.numpy(), atol=1e-5)


def test_a_patch_knows_its_place() -> None:
    """Attention without positions would give a moved picture the moved map."""
    network = small().eval()
    x = torch.zeros(1, 1, 64, 64)
    x[0, 0, :16, :16] = 1
    with torch.inference_mode():
        here = network.evidence(x)
        there = network.evidence(torch.roll(x, 32, 3))
    assert not torch.allclose(torch.roll(here, 2, 3), there, atol=1e-4)
    places = positions(5, 7, 32)
    assert places.shape == (1, 35, 32)
    assert len(torch.unique(places[0], dim=0)) == 35


def test_it_is_a_network_that_bundles_may_name() -> None:
    network = build_network("vit-tiny", 3, dropout=0.1, drop_path=0.1)
    assert isinstance(network, PooledLinear)
    assert network.features(torch.zeros(1, 1, 64, 64)).shape == (1, 192, 4, 4)
    assert 2_000_000 < sum(weight.numel() for weight in network.parameters()) < 4_000_000


def test_it_learns_on_a_cpu() -> None:
    """Eight pictures, with a bright patch or without, are told apart after a few steps."""
    torch.manual_seed(0)
    network = small(1).train()
    x, y = torch.zeros(8, 1, 64, 64), torch.arange(8) % 2
    for i in range(1, 8, 2):
        x[i, 0, 8 * i : 8 * i + 8, :24] = 1
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3)
    for _ in range(40):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(x)[:, 0], y.float())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.1


def test_stochastic_depth_leaves_out_blocks_in_training_only() -> None:
    network, x = small(), torch.rand(4, 1, 64, 64)
    with torch.no_grad():
        assert not torch.equal(network.train()(x), network(x))
        assert torch.equal(network.eval()(x), network(x))


def test_heads_must_divide_the_width() -> None:
    with pytest.raises(RuntimeError):
        VisionTransformer(1, width=32, heads=3)(torch.zeros(1, 1, 32, 32))
