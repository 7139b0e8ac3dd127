from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from meddiag_gui.inference.networks import PooledLinear
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from meddiag_gui.training.classification import Classification, LabelledLevels
from meddiag_gui.training.head import COPIES, Features, HeadOnly, features_of
from meddiag_gui.training.loop import fit
from meddiag_gui.training.recipe import Recipe, read_recipe
from meddiag_gui.training.starting import initial_network
from tests.support.training import RECIPE

HEAD = RECIPE.replace('backbone = ""', 'backbone = "efficientnet-lite0-imagenet"\ntune = "head"')


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    path = tmp_path / "recipe.toml"
    path.write_text(HEAD)
    return read_recipe(path)


@pytest.fixture
def parts() -> tuple[LabelledLevels, LabelledLevels]:
    rng = np.random.default_rng(0)
    levels = rng.integers(0, 65536, (10, 48, 48), dtype=np.uint16)
    labels = (np.arange(10) % 2).astype(np.float32)[:, None]
    return tuple(
        LabelledLevels(levels, np.array(rows), labels) for rows in ([0, 2, 3, 5, 7, 8], [1, 4, 6, 9])
    )


def compute(
    recipe: Recipe, parts: tuple[LabelledLevels, LabelledLevels], store: Path, **given: object
) -> Features:
    network = initial_network(recipe)
    assert isinstance(network, PooledLinear)
    arguments = {"device": "cpu", "report": no_report, "token": CancelToken(), **given}
    return features_of(network, recipe, *parts, store, "job", **arguments)


def test_the_judgement_is_that_of_the_whole_network(
    recipe: Recipe, parts: tuple[LabelledLevels, LabelledLevels], tmp_path: Path
) -> None:
    features = compute(recipe, parts, tmp_path / "features")
    network = initial_network(recipe)
    short = HeadOnly(recipe, *parts, features, "cpu").validate(network)
    whole = Classification(recipe, *parts, "cpu").validate(network)
    assert short.loss == pytest.approx(whole.loss, abs=1e-5)
    assert short.metrics == pytest.approx(whole.metrics)


def test_a_batch_has_the_features_of_its_rows(
    recipe: Recipe, parts: tuple[LabelledLevels, LabelledLevels]
) -> None:
    train_part, validation = parts
    marked = np.broadcast_to(train_part.rows.astype(np.float32)[None, :, None], (COPIES, 6, 3)).copy()
    objective = HeadOnly(recipe, train_part, validation, Features(marked, marked[0, :4]), "cpu")
    inputs, labels = objective.batch(np.array([8, 3, 5]), torch.Generator().manual_seed(0))
    assert inputs.shape == (3, 3, 1, 1)
    assert inputs[:, 0, 0, 0].tolist() == [8, 3, 5]
    assert labels[:, 0].tolist() == [0, 1, 1]


def test_features_are_kept_for_the_same_job_and_weights(
    recipe: Recipe, parts: tuple[LabelledLevels, LabelledLevels], tmp_path: Path
) -> None:
    store = tmp_path / "features"
    first = compute(recipe, parts, store)
    assert not np.array_equal(first.train[0], first.train[1])  # copies differ
    stopped = CancelToken()
    stopped.cancel()  # whoever computes anew would stop at once
    again = compute(recipe, parts, store, token=stopped)
    np.testing.assert_array_equal(first.train, again.train)
    store.write_bytes(store.read_bytes()[:-100])
    with pytest.raises(Cancelled):
        compute(recipe, parts, store, token=stopped)


def test_a_fit_moves_the_last_layer_and_nothing_else(
    recipe: Recipe, parts: tuple[LabelledLevels, LabelledLevels], tmp_path: Path
) -> None:
    network, options = initial_network(recipe), replace(recipe.optimisation, batch_size=2)
    begun = {key: value.clone() for key, value in network.state_dict().items()}
    fitted = fit(
        network,
        options,
        HeadOnly(recipe, *parts, compute(recipe, parts, tmp_path / "features"), "cpu"),
        tmp_path,
        job="job",
        device="cpu",
        report=no_report,
        token=CancelToken(),
        emit=lambda event: None,
    )
    moved = {key for key, value in fitted.weights.items() if not torch.equal(value, begun[key])}
    assert moved == {"classifier.weight", "classifier.bias"}
