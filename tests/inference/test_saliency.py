from __future__ import annotations

import numpy as np
import pytest
import torch

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.networks import build_network
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.saliency import grad_cam
from tests.support.bundles import SquareDetector
from tests.support.images import image_of


def picture_with_square(rows: int, columns: int, top: float, left: float) -> np.ndarray:
    """Dark picture with a bright square whose corner and side are given in sevenths of the picture."""
    pixels = np.full((rows, columns), 300, dtype=np.uint16)
    y, x = (
        slice(round(top * rows / 7), round((top + 2) * rows / 7)),
        slice(round(left * columns / 7), round((left + 2) * columns / 7)),
    )
    pixels[y, x] = 4000
    return pixels


@pytest.mark.parametrize(("top", "left"), [(0, 0), (1, 4), (5, 2), (3, 5)])
@pytest.mark.parametrize(("rows", "columns"), [(224, 224), (2240, 1120), (700, 1400)])
@pytest.mark.parametrize("method", ["cam", "grad-cam"])
def test_the_map_lies_on_the_only_evidence(
    bundle: ModelBundle, rows: int, columns: int, top: int, left: int, method: str
) -> None:
    image = image_of(picture_with_square(rows, columns, top, left))
    predictor = Predictor(bundle, "cpu")

    assert predictor.predict(image).scores[0].call == "present"
    found = predictor.explain(image, "Square", method)

    assert found.extent == (0, 0, columns, rows)
    inside = np.zeros((7, 7), dtype=bool)
    inside[top : top + 2, left : left + 2] = True
    assert found.values.dtype == np.float32
    assert found.values[inside].min() > 0.5
    assert found.values[~inside].max() < 0.02


def test_no_evidence_gives_an_empty_map(bundle: ModelBundle) -> None:
    image = image_of(np.full((300, 300), 300, dtype=np.uint16), inverted=False)
    predictor = Predictor(bundle, "cpu")
    assert predictor.explain(image, "Square").values.max() == 0
    assert predictor.explain(image, "Square", "grad-cam").values.max() == 0


def test_grad_cam_of_a_pooled_linear_head_is_proportional_to_the_positive_activation_map() -> None:
    torch.manual_seed(0)
    network = build_network("efficientnet-lite0", 2)
    batch = torch.rand(2, 1, 96, 96)
    network(batch)  # normalisation statistics that fit the weights
    with torch.no_grad():
        network.classifier.weight.uniform_(-0.2, 1.0)
    network, batch = network.eval(), batch[:1]
    with torch.inference_mode():
        features = network.features(batch)
    weights = network.classifier.weight[1].detach()
    exact = (features[0] * weights[:, None, None]).sum(0).clamp(min=0).numpy()

    found = grad_cam(network, batch, 1)

    assert exact.max() > 0
    np.testing.assert_allclose(found / found.max(), exact / exact.max(), atol=1e-5)


def test_the_map_averages_to_the_logit() -> None:
    from meddiag_gui.inference.networks import WithMaps

    torch.manual_seed(1)
    network = build_network("efficientnet-lite0", 3).eval()
    with torch.inference_mode():
        logits, maps = WithMaps(network)(torch.rand(2, 1, 64, 96))
    torch.testing.assert_close(maps.mean((2, 3)) + network.classifier.bias, logits, atol=1e-5, rtol=1e-4)


def test_an_unknown_method_or_finding_is_named(bundle: ModelBundle) -> None:
    image = image_of(picture_with_square(224, 224, 1, 1))
    predictor = Predictor(bundle, "cpu")
    with pytest.raises(ModelError, match="voodoo"):
        predictor.explain(image, "Square", "voodoo")
    with pytest.raises(BundleError, match="Circle"):
        predictor.explain(image, "Circle")


def test_the_square_detector_ignores_what_is_dark() -> None:
    assert SquareDetector()(torch.zeros(1, 1, 224, 224)).item() == pytest.approx(-0.5)
