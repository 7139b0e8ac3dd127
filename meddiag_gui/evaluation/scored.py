"""From the rows of an evaluation to arrays: which images count for a finding, and their scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.evaluation.metrics import Integers, Scores
from meddiag_gui.evaluation.report import ImageResult


def usable(
    images: Sequence[ImageResult], finding: str, members: Iterable[int] | None = None
) -> tuple[int, ...]:
    """Positions of the images that were scored and have a label of the finding; of ``members``, if given."""
    return tuple(
        index
        for index in (range(len(images)) if members is None else members)
        if images[index].status == "ok" and images[index].labels[finding] is not None
    )


def scores_at(images: Sequence[ImageResult], finding: str, chosen: Sequence[int]) -> Scores:
    """Scores of the images at the positions ``chosen``, all of them usable."""
    return Scores(
        np.array([images[index].labels[finding] == 1 for index in chosen], dtype=np.bool_),
        np.array([images[index].probabilities[finding] for index in chosen], dtype=np.float64),
        _patients(images)[list(chosen)],
    )


def calls_at(
    images: Sequence[ImageResult], finding: str, calls: Sequence[int | None], chosen: Sequence[int]
) -> Scores:
    """Do as `scores_at` for a person, whose calls of 0 or 1 are given for every image that is listed."""
    return replace(
        scores_at(images, finding, chosen),
        probabilities=np.array([calls[index] for index in chosen], dtype=np.float64),
    )


def _patients(images: Sequence[ImageResult]) -> Integers:
    """Number of each image's patient, in the order of their first images: ``(n,)``."""
    number = {name: at for at, name in enumerate(dict.fromkeys(image.patient_id for image in images))}
    numbers: NDArray[np.intp] = np.array([number[image.patient_id] for image in images], dtype=np.intp)
    return numbers
