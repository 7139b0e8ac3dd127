from __future__ import annotations

import io

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.torch import load_file

from meddiag_gui import paths
from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.networks import build_network, for_reading, output_names
from meddiag_gui.training.export import export_onnx


@pytest.mark.parametrize(("rows", "columns"), [(32, 32), (64, 96), (224, 224)])
def test_logits_have_the_pictures_size(rows: int, columns: int) -> None:
    network = build_network("unet-efficientnet-lite0", 2).eval()
    with torch.inference_mode():
        assert network(torch.zeros(1, 1, rows, columns)).shape == (1, 2, rows, columns)


def test_the_classifiers_backbone_fits_its_encoder() -> None:
    weights = load_file(paths.resources() / "backbones" / "efficientnet-lite0-imagenet.safetensors")
    network = build_network("unet-efficientnet-lite0", 1, inputs=3)
    missing, unexpected = network.load_state_dict(weights, strict=False)
    assert all(name.startswith(network.fresh) for name in missing)
    assert {name.split(".")[0] for name in unexpected} == {"head"}


def test_a_change_of_one_pixel_shows_most_where_it_is() -> None:
    torch.manual_seed(0)
    network = build_network("unet-efficientnet-lite0", 1).eval()
    plain = torch.full((1, 1, 128, 128), 0.5)
    touched = plain.clone()
    touched[0, 0, 64, 64] = 3.0
    with torch.inference_mode():
        change = (network(touched) - network(plain)).abs()[0, 0]
    assert change[56:72, 56:72].mean() > 3 * change.mean()


def test_the_graph_gives_what_the_network_gives() -> None:
    torch.manual_seed(1)
    network = build_network("unet-efficientnet-lite0", 1)
    spec = InputSpec(modalities=(), body_parts=(), views=(), rows=64, columns=64, mean=0, std=1)
    session = onnxruntime.InferenceSession(io.BytesIO(export_onnx(network, spec)).getvalue())
    batch = np.random.default_rng(0).normal(size=(2, 1, 64, 64)).astype(np.float32)
    assert [output.name for output in session.get_outputs()] == list(output_names(network)) == ["logits"]
    with torch.inference_mode():
        wanted = for_reading(network)(torch.from_numpy(batch)).numpy()
    np.testing.assert_allclose(session.run(None, {"image": batch})[0], wanted, atol=1e-4)
