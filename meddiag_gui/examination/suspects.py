"""Labels that look wrong: what all other patients' pictures and labels say against them.

Confident learning (Northcutt, Jiang & Chuang 2021): a label is suspect where a model that never saw the
patient is for the other side at least as much as it is, on average, for images labelled so. The model is a
logistic regression on outlines (Dalal & Triggs 2005) and brightness of the thumbnails: nothing but the data
themselves are asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.examination.alignment import halve

Floats = NDArray[np.float32]
LEAST_AUROC = 0.85
"""Cross-validated, below which the model knows too little to call a label wrong."""
_CELL, _BINS = 8, 8  # pixels and directions of the outlines
_FOLDS, _COMPONENTS = 5, 80
_ROUNDS = 2  # the second learns without what the first found
LEAST_PATIENTS = 20
"""Of each side, below which no model is fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class Suspicion:
    """What a cross-validated model thinks of labels.

    Parameters
    ----------
    auroc
        Of the model against the labels as they are.
    suspects
        Positions of the labels that look wrong, the least likely first; empty below `LEAST_AUROC`.
    """

    auroc: float
    suspects: tuple[int, ...]


def describe_outlines(thumbnails: NDArray[np.uint16]) -> Floats:
    """Histograms of oriented gradients and coarse brightness: ``(n, 64, 64)`` to ``(n, 768)`` float32."""
    pictures = thumbnails.astype(np.float32) / 65535
    n, side, _ = pictures.shape
    down, right = np.gradient(pictures, axis=(1, 2))
    strength = np.hypot(down, right)
    direction = (np.arctan2(down, right) % np.pi / np.pi * _BINS).astype(np.intp) % _BINS
    cells = side // _CELL
    outlines = np.empty((n, cells, cells, _BINS), np.float32)
    for one in range(_BINS):
        part = np.where(direction == one, strength, 0)
        outlines[..., one] = part.reshape(n, cells, _CELL, cells, _CELL).sum((2, 4))
    outlines = np.sqrt(outlines)
    outlines /= np.linalg.norm(outlines, axis=3, keepdims=True) + 1e-3
    spread = pictures.std((1, 2), keepdims=True) + 1e-3
    shades = halve(halve((pictures - pictures.mean((1, 2), keepdims=True)) / spread))
    return np.hstack([outlines.reshape(n, -1), shades.reshape(n, -1)])


def suspect_labels(
    features: Floats, labels: NDArray[np.intp], patients: NDArray[np.intp]
) -> Suspicion | None:
    """Find labels that look wrong.

    Parameters
    ----------
    features
        ``(n, D)`` from `describe_outlines`.
    labels
        ``(n,)`` 0 or 1.
    patients
        ``(n,)`` number of each image's patient; a patient is never in fitting and judging at once.

    Returns
    -------
    Suspicion or None
        None where either side has fewer than `LEAST_PATIENTS` patients.
    """
    if min(len(np.unique(patients[labels == side])) for side in (0, 1)) < LEAST_PATIENTS:
        return None
    from sklearn.metrics import roc_auc_score

    trusted = np.ones(len(labels), dtype=np.bool_)
    for _ in range(_ROUNDS):
        own = _own_side(features, labels, patients, trusted)
        usual = {side: own[(labels == side) & trusted].mean() for side in (0, 1)}
        against = np.where(labels == 1, usual[0], usual[1])
        trusted = (1 - own < against) | (own >= 0.5)
    auroc = float(roc_auc_score(labels, np.where(labels == 1, own, 1 - own)))
    if auroc < LEAST_AUROC:
        return Suspicion(auroc, ())
    wrong = np.flatnonzero(~trusted)
    return Suspicion(auroc, tuple(int(i) for i in wrong[np.argsort(own[wrong], kind="stable")]))


def _own_side(
    features: Floats, labels: NDArray[np.intp], patients: NDArray[np.intp], trusted: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Probability of each label as it is, ``(n,)``, by models of other patients' trusted labels."""
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(
        StandardScaler(),
        PCA(min(_COMPONENTS, len(labels) // 4, features.shape[1]), random_state=0),
        StandardScaler(),
        LogisticRegression(C=0.1, max_iter=300, class_weight="balanced"),
    )
    own = np.empty(len(labels))
    for rest, judged in StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0).split(
        features, labels, patients
    ):
        learned = rest[trusted[rest]]
        sides = model.fit(features[learned], labels[learned]).predict_proba(features[judged])
        own[judged] = sides[np.arange(len(judged)), labels[judged]]
    return own
