"""What tells the label without the picture: file name, folder, machine, size, a mark in the corner.

A model can learn whatever goes with the label; where one machine took all the sick, it learns the machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

LEAST_AUROC, MOST_P = 0.75, 1e-4
"""What gives a label away: a cross-validated AUROC from the first, and by chance at most the second."""
_FOLDS, _TENTHS = 5, 10
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Giveaway:
    """How well one property alone tells a label.

    Parameters
    ----------
    auroc
        Of each value's share of positives among *other* patients.
    cramers_v
        Association of the table of values and labels, from 0 to 1.
    p
        Of the chi-square test of that table; by patient, not by image.
    """

    auroc: float
    cramers_v: float
    p: float

    @property
    def tells(self) -> bool:
        """Whether it is strong enough to be named."""
        return self.auroc >= LEAST_AUROC and self.p <= MOST_P


def name_pattern(source: str) -> str:
    """Write a file's name with each number as ``#``."""
    return _NUMBER.sub("#", PurePath(source).name)


def name_numbers(sources: Sequence[str]) -> list[str]:
    """Tenth of the images by the first number in the file's name; empty where there is none."""
    found = [_NUMBER.search(PurePath(source).name) for source in sources]
    return tenths([float(match[0][:15]) if match else None for match in found])


def tenths(values: Sequence[float | None]) -> list[str]:
    """Tenth of all images that each value lies in, as text; empty where it is None."""
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if not len(known):
        return [""] * len(values)
    limits = np.unique(np.quantile(known, np.arange(1, _TENTHS) / _TENTHS))
    return ["" if value is None else str(int(np.searchsorted(limits, value))) for value in values]


def giveaway(values: Sequence[str], labels: NDArray[np.intp], patients: NDArray[np.intp]) -> Giveaway | None:
    """Measure how well a property tells the label.

    Parameters
    ----------
    values, labels, patients
        ``(n,)`` each: the property in words, 0 or 1, and the number of the patient.

    Returns
    -------
    Giveaway or None
        None where all have one value, or there is one side only.
    """
    from scipy.stats import chi2_contingency
    from sklearn.metrics import roc_auc_score

    kinds, codes = np.unique(np.asarray(values, dtype=object).astype(str), return_inverse=True)
    if len(kinds) < 2 or len(np.unique(labels)) < 2:
        return None
    firsts = np.unique(np.stack([patients, codes, labels]), axis=1)  # one image a patient, value and label
    table = np.zeros((len(kinds), 2))
    np.add.at(table, (firsts[1], firsts[2]), 1)
    test = chi2_contingency(table, correction=False)
    score = _shares_of_others(codes, labels, patients, len(kinds))
    v = float(np.sqrt(test.statistic / table.sum()))  # the lesser side of the table has two
    return Giveaway(float(roc_auc_score(labels, score)), v, float(test.pvalue))


def _shares_of_others(
    codes: NDArray[np.intp], labels: NDArray[np.intp], patients: NDArray[np.intp], kinds: int
) -> NDArray[np.float64]:
    """Share of positives of each image's value among the patients of other folds."""
    rng = np.random.default_rng(0)
    numbers, place = np.unique(patients, return_inverse=True)
    fold = rng.permutation(len(numbers))[place] % _FOLDS
    score = np.zeros(len(labels))
    for one in range(_FOLDS):
        inside, rest = fold == one, fold != one
        base = labels[rest].mean() if rest.any() else 0.5
        count = np.bincount(codes[rest], minlength=kinds)
        present = np.bincount(codes[rest], weights=labels[rest], minlength=kinds)
        score[inside] = ((present + base) / (count + 1))[codes[inside]]
    return score
