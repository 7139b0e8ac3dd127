"""Copies among images: the same pixels, and altered ones (resized, recompressed, brighter, cropped …)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.examination.alignment import align, even_out, halve
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report

Floats = NDArray[np.float32]
SAME = 0.95
"""Correlation after alignment from which two pictures are one exposure.

Measured on 5,216 chest radiographs of children: the most alike of different patients reach 0.933, altered
copies 0.944 (cropped by 5 % a side) to 1.
"""
_NEIGHBOURS = 3  # of each picture, and as many of its mirror image: more find no more copies (measured)
_LEAST_ALIKE = 0.3  # before alignment; less is another picture
_COARSE = 0.9  # after alignment at half the size; less is another picture
_BLOCK, _PAIRS = 1024, 512  # pictures and pairs at a time


@dataclass(frozen=True, slots=True)
class Pair:
    """Two images, by their numbers, ``first < second``, that show one exposure."""

    first: int
    second: int
    correlation: float
    mirrored: bool = False


def exact_clusters(keys: Sequence[str]) -> list[tuple[int, ...]]:
    """Numbers of the items that share a key, if they are two or more; empty keys are passed over."""
    members: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        if key:
            members.setdefault(key, []).append(number)
    return [tuple(cluster) for cluster in members.values() if len(cluster) > 1]


def altered_pairs(thumbnails: NDArray[np.uint16], *, report: Report, token: CancelToken) -> list[Pair]:
    """Find pairs of pictures that show one exposure, though file or pixels differ.

    The most alike of every picture and of its mirror image are laid over it and compared; see
    `meddiag_gui.examination.alignment`.

    Parameters
    ----------
    thumbnails
        ``(n, 64, 64)`` uint16.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    pictures: Floats = thumbnails.astype(np.float32) / np.float32(65535)
    candidates = _candidates(pictures, report, token)
    found: dict[tuple[int, int], Pair] = {}
    for start in range(0, len(candidates), _PAIRS):
        token.check()
        report(Progress(start, len(candidates), tr("Comparing look-alikes")))
        for pair in _confirmed(pictures, candidates[start : start + _PAIRS]):
            known = found.setdefault((pair.first, pair.second), pair)
            if pair.correlation > known.correlation:
                found[pair.first, pair.second] = pair
    return [found[key] for key in sorted(found)]


def _candidates(pictures: Floats, report: Report, token: CancelToken) -> NDArray[np.intp]:
    """Pairs that are worth a closer look: ``(m, 3)`` of first, second, and 1 where mirrored."""
    n = len(pictures)
    vectors = _unit_vectors(even_out(halve(pictures), 1.2, 5))
    mirrored = _unit_vectors(even_out(halve(pictures[:, :, ::-1]), 1.2, 5))
    pairs: set[tuple[int, int, int]] = set()
    for start in range(0, n, _BLOCK):
        token.check()
        report(Progress(start, n, tr("Looking for look-alikes")))
        for turned, others in enumerate((vectors, mirrored)):
            alike = vectors[start : start + _BLOCK] @ others.T
            rows = np.arange(len(alike))
            alike[rows, rows + start] = -1
            most = min(_NEIGHBOURS, n - 1)
            for column in np.argpartition(-alike, most - 1, axis=1)[:, :most].T if most else ():
                for row in np.flatnonzero(alike[rows, column] >= _LEAST_ALIKE):
                    one, other = sorted((int(row + start), int(column[row])))
                    pairs.add((one, other, turned))
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 3)


def _unit_vectors(pictures: Floats) -> Floats:
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(1, keepdims=True)
    return np.asarray(flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6), dtype=np.float32)


def _confirmed(pictures: Floats, candidates: NDArray[np.intp]) -> Iterable[Pair]:
    """Lay the pairs over each other, first coarsely, then those that are still alike in full."""
    fixed, moving = pictures[candidates[:, 0]], pictures[candidates[:, 1]]
    turned = candidates[:, 2] == 1
    moving[turned] = moving[turned, :, ::-1]
    coarse, start = align(even_out(halve(fixed), 0.7, 4), even_out(halve(moving), 0.7, 4), 8)
    kept = np.flatnonzero(coarse >= _COARSE)
    if not len(kept):
        return []
    fine, _ = align(even_out(fixed[kept], 0.7, 5), even_out(moving[kept], 0.7, 5), 5, start[kept])
    return [
        Pair(int(candidates[k, 0]), int(candidates[k, 1]), float(score), bool(turned[k]))
        for k, score in zip(kept, fine, strict=True)
        if score >= SAME
    ]


def joined(count: int, links: Iterable[Sequence[int]]) -> NDArray[np.intp]:
    """Group of each of ``count`` items, ``(count,)``: linked items share that of their first."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for link in links:
        for other in link[1:]:
            low, high = sorted((root(link[0]), root(other)))
            parent[high] = low
    return np.array([root(item) for item in range(count)], dtype=np.intp)
