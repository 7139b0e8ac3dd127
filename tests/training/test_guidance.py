from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from meddiag_gui.inference.networks import build_network
from meddiag_gui.training.classification import Classification, LabelledLevels
from meddiag_gui.training.guidance import GuidedClassification, outside_share, widened
from meddiag_gui.training.masks import MaskedLevels
from meddiag_gui.training.recipe import GuidanceRecipe, Recipe, read_recipe
from tests.support.training import write_job

LEFT = torch.zeros(1, 1, 16, 16)
LEFT[..., :8] = 1


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    plain = read_recipe(write_job(tmp_path / "data", 1)[0])
    return replace(plain, guidance=GuidanceRecipe(column="region", weight=2.0, margin=0.0))


def objective(recipe: Recipe, masks: np.ndarray) -> GuidedClassification:
    rng = np.random.default_rng(0)
    count = len(masks)
    levels = rng.integers(0, 65535, (count, 48, 48), dtype=np.uint16)
    part = LabelledLevels(levels, np.arange(count), (np.arange(count) % 2).astype(np.float32)[:, None])
    regions = MaskedLevels(levels, np.arange(count), np.packbits(masks, axis=2))
    return GuidedClassification(recipe, part, part, regions, "cpu")


@pytest.mark.parametrize(("column", "share"), [(0, 0.0), (1, 0.0), (2, 1.0), (3, 1.0)])
def test_evidence_is_outside_where_the_region_is_not(column: int, share: float) -> None:
    evidence = torch.zeros(1, 1, 4, 4)
    evidence[0, 0, 1, column] = -3.0  # evidence against counts as much
    assert outside_share(evidence, LEFT).item() == pytest.approx(share, abs=1e-3)


def test_a_cell_half_inside_counts_half() -> None:
    evidence = torch.ones(1, 1, 1, 1)
    assert outside_share(evidence, LEFT).item() == pytest.approx(0.5, abs=1e-3)


def test_no_evidence_is_nowhere() -> None:
    assert outside_share(torch.zeros(2, 1, 4, 4), LEFT.expand(2, 1, 16, 16)).tolist() == [0.0, 0.0]


def test_widening_reaches_as_far_as_asked() -> None:
    dot = torch.zeros(1, 1, 100, 100)
    dot[0, 0, 50, 50] = 1
    assert widened(dot, 0.05).sum().item() == 11**2
    torch.testing.assert_close(widened(dot, 0.0), dot)


def test_evidence_outside_costs_and_teaches(recipe: Recipe) -> None:
    masks = np.zeros((4, 48, 48), dtype=bool)
    masks[:, 8:40, 8:24] = True
    guided = objective(recipe, masks)
    torch.manual_seed(0)
    network = build_network("efficientnet-lite0-stride16", 1, dropout=0.0).eval()
    inputs, labels, regions = guided.batch(np.arange(4), torch.Generator().manual_seed(1))
    assert regions.shape == (4, 1, 48, 48)
    plain = Classification.loss(guided, network, inputs, labels)
    loss = guided.loss(network, inputs, labels, regions)
    share = outside_share(network.evidence(inputs), regions).mean()
    assert loss.item() == pytest.approx(plain.item() + 2.0 * share.item(), rel=1e-5)
    loss.backward()
    assert all(p.grad is not None for p in network.parameters())


def test_a_picture_without_a_region_may_look_anywhere(recipe: Recipe) -> None:
    guided = objective(recipe, np.ones((2, 48, 48), dtype=bool))
    network = build_network("efficientnet-lite0-stride16", 1).eval()
    inputs, labels, regions = guided.batch(np.arange(2), torch.Generator().manual_seed(1))
    assert regions.min() == 1  # though black came in at the borders
    whole = guided.loss(network, inputs, labels, regions)
    torch.testing.assert_close(whole, Classification.loss(guided, network, inputs, labels))
