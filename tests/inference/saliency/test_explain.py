from __future__ import annotations

import importlib.util
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.networks import WithMaps, build_network
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import prepare
from meddiag_gui.inference.saliency import perturbation
from meddiag_gui.inference.saliency.activation import grad_cam_plus_plus, local_evidence
from meddiag_gui.inference.saliency.catalogue import METHODS
from meddiag_gui.inference.saliency.explain import raw_map
from meddiag_gui.inference.saliency.integrated import summed_in_cells
from meddiag_gui.inference.saliency.randomise import TorchSubject
from meddiag_gui.inference.saliency.reference import cell_index, without_detail
from meddiag_gui.inference.saliency.subject import CHUNK, Batch, Steps
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.images import image_of

IDS = [method.id for method in METHODS]


def with_square(rows: int, columns: int, top: float, left: float) -> np.ndarray:
    """Dark picture with a bright square whose corner and side (2) are given in sevenths of the picture."""
    pixels = np.full((rows, columns), 300, dtype=np.uint16)
    y = slice(round(top * rows / 7), round((top + 2) * rows / 7))
    x = slice(round(left * columns / 7), round((left + 2) * columns / 7))
    pixels[y, x] = 4000
    return pixels


@pytest.mark.parametrize(
    ("top", "left", "rows", "columns"), [(0, 0, 224, 224), (1, 4, 2240, 1120), (3, 5, 700, 1400)]
)
@pytest.mark.parametrize("method", IDS)
def test_the_map_lies_on_the_only_evidence(
    bundle: ModelBundle, rows: int, columns: int, top: int, left: int, method: str
) -> None:
    image = image_of(with_square(rows, columns, top, left))
    found = Predictor(bundle, "cpu").explain(image, "Square", method)
    assert found.extent == (0, 0, columns, rows)
    assert found.values.dtype == np.float32
    assert found.own_scale == (method != "cam")  # the bundle fixes a scale for that one alone
    y, x = (np.arange(size) + 0.5 for size in found.values.shape)
    y, x = y * 7 / found.values.shape[0], x * 7 / found.values.shape[1]
    reach = 1 + 7 / len(y) * (method == "occlusion")  # its window is two cells wide
    inside = (abs(y - top - 1) < reach)[:, None] & (abs(x - left - 1) < reach)
    assert found.values[inside].sum() > 0.8 * found.values.sum()
    assert found.values[inside].max() > 0.5


@pytest.mark.parametrize("method", IDS)
def test_no_evidence_gives_an_empty_map_and_the_same_picture_the_same_map(
    bundle: ModelBundle, method: str
) -> None:
    dark = image_of(np.full((300, 300), 300, dtype=np.uint16))
    predictor = Predictor(bundle, "cpu")
    assert predictor.explain(dark, "Square", method).values.max() == 0
    image = image_of(with_square(224, 224, 2, 2))
    first, second = (predictor.explain(image, "Square", method).values for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_integrated_gradients_add_up_to_the_difference_of_the_scores(bundle: ModelBundle) -> None:
    predictor = Predictor(bundle, "cpu")
    batch = prepare(image_of(with_square(224, 224, 2, 3)), bundle.metadata.input)
    raw = raw_map(predictor, batch, 0, "integrated-gradients")
    logits = predictor.run(np.concatenate([batch, without_detail(batch)]))[0][:, 0]
    assert raw.sum() == pytest.approx(logits[0] - logits[1], rel=0.1)  # a sum of 16 over kinks
    assert raw.shape == (28, 28)


def test_grad_cam_plus_plus_weighs_channels_as_published() -> None:
    torch.manual_seed(0)
    network = build_network("efficientnet-lite0", 2)
    batch = torch.rand(2, 1, 96, 96)
    network(batch)  # normalisation statistics that fit the weights
    network = network.eval().requires_grad_(False)
    network.classifier.weight.uniform_(-0.2, 1.0)
    features = network.features(batch[:1])[0].numpy().astype(np.float64)
    gradient = network.classifier.weight[1].numpy().astype(np.float64)[:, None, None] / features[0].size
    below = 2 * gradient**2 + features.sum((1, 2), keepdims=True) * gradient**3  # equation 19
    alpha = np.where(below > 0, gradient**2 / np.maximum(below, 1e-300), 0)
    weights = (alpha * np.maximum(gradient, 0)).sum((1, 2)) * features[0].size  # equation 10
    expected = np.maximum((weights[:, None, None] * features).sum(0), 0)
    found = grad_cam_plus_plus(TorchSubject(network), batch[:1].numpy(), 1, Steps(1, ""))
    ratio = found[expected > 0] / expected[expected > 0]
    np.testing.assert_allclose(ratio, np.median(ratio), rtol=1e-3)


def test_the_class_activation_map_averages_to_the_logit() -> None:
    torch.manual_seed(1)
    network = build_network("efficientnet-lite0", 3).eval()
    with torch.inference_mode():
        logits, maps = WithMaps(network)(torch.rand(2, 1, 64, 96))
    raw = local_evidence(maps[1, 2].numpy(), float(logits[1, 2]))
    assert raw.mean() == pytest.approx(float(logits[1, 2]), abs=1e-5)


class SumOfCells:
    """A model without a network: the logit is a weighted sum of the means of 12×12 cells."""

    def __init__(self, weights: np.ndarray) -> None:
        self.weights, self.calls = weights.ravel(), 0

    def run(self, batch: Batch) -> tuple[Batch, Batch]:
        self.calls += 1
        index = cell_index(*batch.shape[2:], 12).ravel()
        means = np.stack([np.bincount(index, row.ravel()) / np.bincount(index) for row in batch])
        return (means @ self.weights).astype(np.float32)[:, None], np.zeros((len(batch), 1, 1, 1), np.float32)

    def network(self) -> object:
        raise AssertionError("no gradient was needed")


def test_occlusion_gives_each_cell_the_fall_of_the_windows_over_it() -> None:
    weights = np.zeros((12, 12))
    weights[5, 5] = 3.0
    batch = np.zeros((1, 1, 96, 96), np.float32)
    batch[0, 0, 40:48, 40:48] = 1.0
    raw = raw_map(SumOfCells(weights), batch, 0, "occlusion")
    fall = 3.0 * (1 - without_detail(batch)[0, 0, 40:48, 40:48].mean())
    assert raw[5, 5] == pytest.approx(fall, rel=1e-4)
    assert raw[4, 5] == pytest.approx(fall / 2, rel=1e-4)  # two of the four windows over it reach (5, 5)
    assert raw[4, 4] == pytest.approx(fall / 4, rel=1e-4)
    assert raw[3, 5] == pytest.approx(0, abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31))
def test_lime_recovers_a_linear_model(seed: int) -> None:
    generator = np.random.default_rng(seed)
    true = generator.normal(size=12)
    shown = (generator.random((400, 12)) < 0.5).astype(np.float64)
    shown[0] = 1
    found = perturbation.weighted_ridge(shown, shown @ true + 7)
    assert np.corrcoef(found, true)[0, 1] > 0.98


def test_evidence_against_the_finding_is_negative_and_not_drawn(bundle: ModelBundle) -> None:
    weights = np.zeros((12, 12))
    weights[2, 2] = -4.0
    batch = np.zeros((1, 1, 96, 96), np.float32)
    batch[0, 0, 16:24, 16:24] = 1.0
    raw = raw_map(SumOfCells(weights), batch, 0, "occlusion")
    assert raw[2, 2] < -2


@pytest.mark.parametrize("method", ["occlusion", "lime"])
def test_progress_rises_to_the_end_and_a_cancelled_map_stops_within_a_few_passes(method: str) -> None:
    subject, seen = SumOfCells(np.ones((12, 12))), list[Progress]()
    batch = np.zeros((1, 1, 48, 48), np.float32)
    raw_map(subject, batch, 0, method, report=seen.append)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert done[-1] == seen[-1].total
    assert seen[-1].seconds_left == 0
    assert len(seen) > seen[-1].total / CHUNK / 2

    token, subject = CancelToken(), SumOfCells(np.ones((12, 12)))

    def cancel_at_once(progress: Progress) -> None:
        token.cancel()

    with pytest.raises(Cancelled):
        raw_map(subject, batch, 0, method, report=cancel_at_once, token=token)
    assert subject.calls <= 1


def test_integrated_gradients_can_be_cancelled_between_two_gradients(bundle: ModelBundle) -> None:
    token, seen = CancelToken(), list[Progress]()

    def cancel_soon(progress: Progress) -> None:
        seen.append(progress)
        if progress.done:
            token.cancel()

    batch = prepare(image_of(with_square(224, 224, 2, 3)), bundle.metadata.input)
    predictor = Predictor(bundle, "cpu")
    with pytest.raises(Cancelled):
        raw_map(predictor, batch, 0, "integrated-gradients", report=cancel_soon, token=token)
    assert seen[-1].done < seen[-1].total


def test_what_is_missing_for_gradients_is_named(bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "captum" else object())
    with pytest.raises(ModelError, match="Integrated gradients needs captum"):
        Predictor(bundle, "cpu").explain(
            image_of(with_square(224, 224, 1, 1)), "Square", "integrated-gradients"
        )


def test_an_unknown_method_or_finding_is_named(bundle: ModelBundle) -> None:
    image = image_of(with_square(224, 224, 1, 1))
    predictor = Predictor(bundle, "cpu")
    with pytest.raises(ModelError, match="voodoo"):
        predictor.explain(image, "Square", "voodoo")
    with pytest.raises(BundleError, match="Circle"):
        predictor.explain(image, "Circle")


def test_without_gradients_no_method_imports_torch(bundle: ModelBundle) -> None:
    code = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from meddiag_gui.inference.bundle import load_bundle\n"
        "from meddiag_gui.inference.predictor import Predictor\n"
        "from meddiag_gui.inference.saliency.explain import raw_map\n"
        f"predictor = Predictor(load_bundle(Path({str(bundle.root)!r})), 'cpu')\n"
        "batch = np.random.default_rng(0).random((1, 1, 224, 224), dtype=np.float32)\n"
        "for method in ('cam', 'occlusion', 'lime'):\n"
        "    assert np.isfinite(raw_map(predictor, batch, 0, method)).all()\n"
        "print('torch' in sys.modules)\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_the_reference_hides_a_marker_in_a_corner_and_keeps_the_mean() -> None:
    picture = np.zeros((1, 1, 224, 224), np.float32)
    picture[0, 0, :20, :20] = 1.0
    hidden = without_detail(picture)
    assert hidden.max() < 0.15
    flat = np.full((1, 1, 50, 70), 0.3, np.float32)
    np.testing.assert_allclose(without_detail(flat), flat, atol=1e-6)


@given(st.integers(1, 20), st.integers(20, 60), st.integers(20, 60))
def test_cells_cover_every_pixel_and_sums_are_kept(cells: int, rows: int, columns: int) -> None:
    index = cell_index(rows, columns, cells)
    assert np.array_equal(np.unique(index), np.arange(cells**2))
    pixels = np.ones((rows, columns), np.float32)
    assert summed_in_cells(pixels, cells).sum() == rows * columns
