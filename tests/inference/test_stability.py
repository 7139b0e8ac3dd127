from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.stability import altered_copies, spread
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.images import image_of


def test_copies_are_the_same_at_each_call_small_changes_and_never_upside_down() -> None:
    y, x = np.mgrid[0:100, 0:120]
    levels = (400 * y + 50 * x).astype(np.uint16)  # brighter downwards, and slightly to the right
    copies = altered_copies(levels, 6)
    np.testing.assert_array_equal(copies, altered_copies(levels, 6))
    assert copies.shape == (6, 100, 120)
    assert len({copy.tobytes() for copy in copies}) == 6
    for index, copy in enumerate(copies.astype(np.float64)):
        down, across = np.diff(copy, axis=0).mean(), np.diff(copy, axis=1).mean()
        assert down > 300
        assert across < 0 if index % 2 else across > 0  # every second one is mirrored
        assert abs(copy.mean() - levels.mean()) < 0.06 * levels.max()


def test_a_spread_is_what_it_says() -> None:
    found = spread("Square", np.array([0.2, 0.4, 0.9]), 12.0)
    assert (found.low, found.high, found.copies, found.cost_ms) == (0.2, 0.9, 3, 12.0)
    assert found.mean == pytest.approx(0.5)
    assert found.sd == pytest.approx(0.3605551)


def test_a_score_that_hangs_on_an_edge_is_less_stable_than_one_that_does_not(bundle: ModelBundle) -> None:
    pixels = np.full((224, 224), 300, np.uint16)
    pixels[0, 0], pixels[-1, -1] = 0, 4095
    even = image_of(pixels)
    square = pixels.copy()
    square[64:96, 64:96] = 4000
    predictor = Predictor(bundle, "cpu")
    (calm,), (moved,) = (predictor.stability(image, 6) for image in (even, image_of(square)))
    assert calm.sd < 1e-3
    assert moved.sd > 0.01
    assert moved.low < moved.high
    assert moved.cost_ms > 0


def test_it_reports_and_can_be_cancelled(bundle: ModelBundle) -> None:
    token, seen = CancelToken(), list[Progress]()

    def cancel_at_two(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 2:
            token.cancel()

    image = image_of(np.arange(224 * 224, dtype=np.uint16).reshape(224, 224))
    with pytest.raises(Cancelled):
        Predictor(bundle, "cpu").stability(image, 8, report=cancel_at_two, token=token)
    assert [progress.done for progress in seen] == [0, 1, 2]
