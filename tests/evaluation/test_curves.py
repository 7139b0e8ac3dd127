from __future__ import annotations

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from meddiag_gui.evaluation.curves import reliability
from meddiag_gui.evaluation.metrics import Scores


def _scores(n: int, seed: int) -> Scores:
    rng = np.random.default_rng(seed)
    probabilities = rng.random(n)
    return Scores(rng.random(n) < probabilities, probabilities, np.arange(n))


@pytest.mark.parametrize("n", [7, 300])
def test_agrees_with_scikit_learn(n: int) -> None:
    scores = _scores(n, n)
    observed, said = calibration_curve(scores.labels, scores.probabilities, n_bins=10)
    found = reliability(scores)
    assert [part.observed for part in found] == pytest.approx(observed)
    assert [part.probability for part in found] == pytest.approx(said)
    assert sum(part.images for part in found) == n


def test_honest_probabilities_lie_within_their_intervals() -> None:
    found = reliability(_scores(20_000, 1))
    assert sum(part.low <= part.probability <= part.high for part in found) >= 9


def test_nothing_gives_nothing_and_one_belongs_to_the_last_range() -> None:
    none = np.array([], dtype=np.float64)
    assert reliability(Scores(none.astype(bool), none, none.astype(np.intp))) == ()
    (only,) = reliability(Scores(np.array([True]), np.array([1.0]), np.array([0])))
    assert (only.images, only.probability, only.observed) == (1, 1.0, 1.0)
