"""What is done about rare findings: weights, focal loss, resampling."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from meddiag_gui.errors import RecipeError
from meddiag_gui.training.classification import (
    Classification,
    LabelledLevels,
    evenly_drawn,
    weighted_loss,
)
from meddiag_gui.training.recipe import Recipe, read_recipe
from tests.support.training import RECIPE, write_job

LOGITS = torch.tensor([[2.0], [-1.0], [0.5], [0.0]])
LABELS = torch.tensor([[1.0], [1.0], [0.0], [float("nan")]])
EVEN = torch.ones(2, 1)


def objective(folder: Path, **changes: object) -> Classification:
    recipe: Recipe = read_recipe(write_job(folder, 1)[0])
    recipe = replace(recipe, optimisation=replace(recipe.optimisation, **changes))
    levels = np.zeros((20, 48, 48), np.uint16)
    labels = np.array([1.0] * 4 + [0.0] * 16, np.float32)[:, None]
    part = LabelledLevels(levels, np.arange(20), labels)
    return Classification(recipe, part, part, "cpu")


def test_without_focal_it_is_the_mean_log_loss_of_what_is_labelled() -> None:
    expected = functional.binary_cross_entropy_with_logits(LOGITS[:3], LABELS[:3])
    assert weighted_loss(LOGITS, LABELS, EVEN, 0.0) == pytest.approx(expected.item())


def test_focal_loss_is_that_of_its_definition() -> None:
    p = torch.sigmoid(LOGITS[:3])
    own = torch.where(LABELS[:3] == 1, p, 1 - p)
    expected = (-((1 - own) ** 2) * own.log()).mean()
    assert weighted_loss(LOGITS, LABELS, EVEN, 0.0, 2.0) == pytest.approx(expected.item(), rel=1e-5)


def test_balance_gives_the_rare_side_the_same_weight_in_sum(tmp_path: Path) -> None:
    logits = torch.zeros(20, 1)
    labels = torch.tensor([1.0] * 4 + [0.0] * 16)[:, None]
    logits[:4] = -2.0  # wrong on all that are rare
    weighed = objective(tmp_path, balance=True, label_smoothing=0.0).label_loss(logits, labels)
    plain = objective(tmp_path, balance=False, label_smoothing=0.0).label_loss(logits, labels)
    wrong, right = np.log1p(np.exp(2)), np.log(2)
    assert float(weighed) == pytest.approx((wrong + right) / 2, rel=1e-5)
    assert float(plain) == pytest.approx(0.2 * wrong + 0.8 * right, rel=1e-5)


def test_resampling_draws_both_sides_equally_often_and_weights_rest(tmp_path: Path) -> None:
    resampled = objective(tmp_path, resample=True, balance=True, label_smoothing=0.0)
    order = resampled.order(np.random.default_rng(0))
    assert (order < 4).sum() == 10
    assert float(resampled.label_loss(LOGITS[:3], LABELS[:3])) == pytest.approx(
        float(weighted_loss(LOGITS[:3], LABELS[:3], EVEN, 0.0))
    )


def test_without_resampling_an_epoch_is_every_row_once(tmp_path: Path) -> None:
    order = objective(tmp_path).order(np.random.default_rng(0))
    assert sorted(order) == list(range(20))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60), st.integers(0, 99))
def test_every_kind_is_drawn_equally_often_and_none_again_too_soon(
    kinds: list[tuple[bool, bool]], seed: int
) -> None:
    rows = np.arange(len(kinds)) + 100
    drawn = evenly_drawn(rows, np.array(kinds), np.random.default_rng(seed))
    assert len(drawn) == len(rows)
    assert set(drawn) <= set(rows)
    share = len(rows) / len(set(kinds))
    for kind in set(kinds):
        members = [row for row, other in zip(rows, kinds, strict=True) if other == kind]
        times = [int((drawn == row).sum()) for row in members]
        assert abs(sum(times) - share) <= len(set(kinds))
        assert max(times) <= -(-np.ceil(share) // len(members))


@pytest.mark.parametrize("wrong", ["focal = -1", "focal = 9", "resample = 3"])
def test_a_wrong_choice_is_refused(tmp_path: Path, wrong: str) -> None:
    path, _ = write_job(tmp_path, 1, recipe=RECIPE.replace("epochs = 2", f"epochs = 2\n{wrong}"))
    with pytest.raises(RecipeError, match=wrong.split()[0]):
        read_recipe(path)
