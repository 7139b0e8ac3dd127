"""The learned half of the input gate: what the picture looks like, whatever its header says.

A small network tells upright frontal chest radiographs from the kinds of picture it was shown, and a
distance tells how unlike all of them a picture is (Mahalanobis distance in the directions in which chest
radiographs differ, and what lies outside them: Lee et al. 2018; Ren et al. 2021). Both see activations that
the classifier computes anyway; here is only NumPy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import BundleError
from meddiag_gui.inference.metadata import AppearanceSpec
from meddiag_gui.language import english, mark, tr

Floats = NDArray[np.float32]
CHEST = "chest"
OTHER = "other"
SENTENCES = {
    OTHER: mark("The picture does not look like a frontal chest radiograph."),
    "inverted": mark("The picture seems to be a negative (inverted: black for white)."),
    "upside_down": mark("The picture seems to be upside down."),
    "rotated": mark("The picture seems to lie on its side (turned by 90°)."),
    "cropped": mark("The picture seems to show only a part of a chest (cropped)."),
    "blurred": mark("The picture seems to be too blurred to be judged."),
}
"""What is said of a picture of each kind; one that a later program knows and this one does not is `OTHER`."""
_LIMIT = 8.0
"""Standard deviations beyond which an activation says no more."""
_SHAPES: dict[str, tuple[str, ...]] = {
    "mean": ("inputs",),
    "scale": ("inputs",),
    "hidden.weight": ("inputs", "hidden"),
    "hidden.bias": ("hidden",),
    "kinds.weight": ("hidden", "kinds"),
    "kinds.bias": ("kinds",),
    "directions": ("inputs", "directions"),
    "centre": ("directions",),
    "spread": ("directions",),
}


def said_of_picture(reasons: Iterable[str]) -> tuple[str, ...]:
    """Pick from a gate's reasons those that the picture itself gave, which hold for any other model too."""
    return tuple(reason for reason in reasons if english(reason) in SENTENCES.values())


@dataclass(frozen=True, slots=True)
class Impression:
    """What one picture looks like.

    Parameters
    ----------
    kind
        The likeliest of the kinds.
    doubt
        Probability in [0, 1] that it is no upright, whole, frontal chest radiograph.
    distance
        How unlike the chest radiographs seen it is: about 1 for those.
    """

    kind: str
    doubt: float
    distance: float


class Appearance:
    """The gate's own weights, applied to a classifier's embedding.

    Parameters
    ----------
    tensors
        float32 by name; ``mean`` and ``scale`` of chest radiographs, a hidden layer, a layer to the kinds,
        and the directions in which chest radiographs differ, with centre and spread along each.
    """

    def __init__(self, spec: AppearanceSpec, tensors: dict[str, Floats]) -> None:
        self.spec = spec
        self._tensors = tensors

    def impressions(self, embeddings: Floats) -> list[Impression]:
        """Judge embeddings ``(N, D)`` float32, one a picture."""
        t = self._tensors
        x = np.clip((embeddings - t["mean"]) / t["scale"], -_LIMIT, _LIMIT)
        hidden = np.maximum(x @ t["hidden.weight"] + t["hidden.bias"], 0)
        scores = hidden @ t["kinds.weight"] + t["kinds.bias"]
        scores = np.exp(scores - scores.max(1, keepdims=True))
        shares = scores / scores.sum(1, keepdims=True)
        chest = self.spec.kinds.index(CHEST)
        distances = self._distances(x)
        return [
            Impression(self.spec.kinds[int(share.argmax())], float(1 - share[chest]), float(distance))
            for share, distance in zip(shares, distances, strict=True)
        ]

    def refusal(self, impression: Impression) -> str:
        """One sentence on why the picture is refused; empty where it is not."""
        doubtful = impression.doubt > self.spec.most_doubt
        if not doubtful and impression.distance <= self.spec.most_distance:
            return ""
        known = doubtful and impression.kind in SENTENCES
        return tr(SENTENCES[impression.kind if known else OTHER])

    def _distances(self, x: Floats) -> Floats:
        t = self._tensors
        along = x @ t["directions"]
        outside = np.square(x).sum(1) - np.square(along).sum(1)
        within = np.square((along - t["centre"]) / t["spread"]).mean(1)
        beyond = np.maximum(outside, 0) / self.spec.outside_scale
        return np.asarray(np.sqrt((within + beyond) / 2), dtype=np.float32)


def load_appearance(folder: Path, spec: AppearanceSpec) -> Appearance:
    """Read a bundle's gate.

    Raises
    ------
    BundleError
        If the file cannot be read, or its tensors are not those expected, in shape, type or value.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        tensors = load_file(folder / spec.file)
    except (OSError, SafetensorError, ValueError) as error:
        raise BundleError(tr("Model {name}: the input gate cannot be read.", name=folder.name)) from error
    sizes = {"kinds": len(spec.kinds)}
    fits = tensors.keys() == _SHAPES.keys() and all(
        tensors[name].dtype == np.float32
        and tensors[name].ndim == len(axes)
        and all(sizes.setdefault(axis, n) == n for axis, n in zip(axes, tensors[name].shape, strict=True))
        and np.isfinite(tensors[name]).all()
        for name, axes in _SHAPES.items()
    )
    if not fits or min(tensors["scale"].min(), tensors["spread"].min()) <= 0:
        raise BundleError(
            tr("Model {name}: the input gate does not fit what its metadata say.", name=folder.name)
        )
    return Appearance(spec, tensors)
