"""Which pictures are copies of each other: altered ones are found, other people's are not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from meddiag_gui.examination.copies import Pair, altered_pairs, exact_clusters, joined
from meddiag_gui.examination.facts import describe
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from tests.support.images import image_of
from tests.support.labelled import body


def thumbnails(pictures: list[np.ndarray]) -> np.ndarray:
    return np.stack([describe(image_of(picture)).thumbnail for picture in pictures])


def pairs_of(pictures: list[np.ndarray]) -> list[Pair]:
    return altered_pairs(thumbnails(pictures), report=no_report, token=CancelToken())


def resized(picture: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).resize((203, 131)))


def brighter(picture: np.ndarray) -> np.ndarray:
    return np.clip(picture * 1.2 + 10, 0, 255).astype(np.uint8)


def noisy(picture: np.ndarray) -> np.ndarray:
    return np.clip(picture + np.random.default_rng(0).normal(0, 5, picture.shape), 0, 255).astype(np.uint8)


def turned(picture: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).rotate(2, Image.Resampling.BILINEAR))[6:-6, 6:-6]


def marked(picture: np.ndarray) -> np.ndarray:
    changed = picture.copy()
    changed[5:13, 5:17] = 255
    return changed


@pytest.mark.parametrize(
    "alter", [resized, brighter, noisy, turned, marked, lambda picture: picture[4:-5, 5:-3]]
)
def test_an_altered_copy_is_found_among_others(alter: Callable[[np.ndarray], np.ndarray]) -> None:
    pictures = [body(seed) for seed in range(12)]
    found = pairs_of([*pictures, alter(pictures[5])])
    assert [(pair.first, pair.second, pair.mirrored) for pair in found] == [(5, 12, False)]
    assert found[0].correlation >= 0.95


def test_a_mirror_image_is_found_and_called_one() -> None:
    pictures = [body(seed) for seed in range(6)]
    found = pairs_of([*pictures, pictures[2][:, ::-1]])
    assert [(pair.first, pair.second, pair.mirrored) for pair in found] == [(2, 6, True)]


def test_pictures_of_different_people_are_no_copies() -> None:
    assert pairs_of([body(seed) for seed in range(40)]) == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_and_even_pictures_are_compared_too(count: int) -> None:
    assert pairs_of([np.full((70, 70), 40 * i, np.uint8) for i in range(count)]) == []


def test_comparing_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        altered_pairs(thumbnails([body(0), body(1)]), report=no_report, token=token)


def test_items_that_share_a_key_are_a_cluster_and_empty_keys_are_not() -> None:
    assert exact_clusters(["a", "b", "", "a", "", "b", "c"]) == [(0, 3), (1, 5)]


@given(st.lists(st.lists(st.integers(0, 19), min_size=1, max_size=4), max_size=12))
def test_linked_items_share_a_group_and_no_others_do(links: list[list[int]]) -> None:
    group = joined(20, links)
    for link in links:
        assert len({int(group[i]) for i in link}) == 1
    reached = {i: {i} for i in range(20)}  # by walking along the links, the slow way
    for _ in range(20):
        for link in links:
            together = set().union(*(reached[i] for i in link))
            for i in together:
                reached[i] = together
    assert all((group[i] == group[j]) == (j in reached[i]) for i in range(20) for j in range(20))
