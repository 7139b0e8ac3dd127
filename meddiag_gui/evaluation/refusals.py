"""How many pictures of each kind the learned half of the input gate refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest
from meddiag_gui.evaluation import kinds
from meddiag_gui.evaluation.pictures import pictures, rows_of
from meddiag_gui.inference.appearance import CHEST
from meddiag_gui.inference.predictor import Predictor

Levels = NDArray[np.uint16]
_MADE_OF = 300
"""Chest radiographs of which other kinds are made."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """Of one kind from one source: how many pictures there were, and how many were refused.

    ``chest`` radiographs should pass, all others be refused.
    """

    kind: str
    source: str
    images: int
    refused: int


def measure_refusals(
    predictor: Predictor, chests: Levels, others: Manifest | None = None, *, seed: int = 2012
) -> list[Refusals]:
    """Count refusals among chest radiographs, kinds made of them, and the test part of other pictures.

    Parameters
    ----------
    chests
        ``(n, H, W)`` as the network gets them; none of them seen in fitting.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If one of the other pictures cannot be read.
    BundleError
        If the bundle has no learned gate.
    """
    size = (predictor.bundle.metadata.input.rows, predictor.bundle.metadata.input.columns)
    home = [kinds.as_unit(levels) for levels in chests]
    found = [_count(predictor, CHEST, "internal test part", list(chests))] if home else []
    found += _counts_of_made(predictor, home[:_MADE_OF], "internal test part", size, seed)
    if others is None:
        return found
    for chest in (True, False):
        groups: dict[tuple[str, str], list[kinds.Unit]] = {}
        rows = rows_of(others, "test", chest=chest)
        for row, picture in zip(rows, pictures(rows), strict=True):
            groups.setdefault((row.attributes["kind"], row.attributes["source"]), []).append(picture)
        for (kind, source), group in sorted(groups.items()):
            found.append(_count(predictor, kind, source, list(kinds.as_levels(group, *size))))
            if chest:
                found += _counts_of_made(predictor, group[:_MADE_OF], source, size, seed)
    return found


def _counts_of_made(
    predictor: Predictor, chests: list[kinds.Unit], source: str, size: tuple[int, int], seed: int
) -> Iterator[Refusals]:
    """Count refusals of what is made of chest radiographs, once in each way."""
    for kind, makers in kinds.OF_A_CHEST.items():
        for make in makers if chests else ():
            rng = np.random.default_rng(seed)
            made = kinds.as_levels([make(chest, rng) for chest in chests], *size)
            name = kind if len(makers) == 1 else make.__name__
            yield _count(predictor, name, f"made of {source}", list(made))


def _count(predictor: Predictor, kind: str, source: str, levels: list[Levels]) -> Refusals:
    refused = sum(map(bool, predictor.unlike(np.stack(levels))))
    return Refusals(kind, source, len(levels), refused)
