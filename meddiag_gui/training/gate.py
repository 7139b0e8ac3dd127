"""Fitting the learned half of the input gate to a trained classifier's activations.

Everything is chosen on two parts only: fitted on the training part (and the ``fit`` part of other pictures),
its limits set on the validation parts, so that as few chest radiographs as asked for are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from meddiag_gui.datasets import Manifest
from meddiag_gui.evaluation import kinds
from meddiag_gui.evaluation.pictures import pictures, rows_of
from meddiag_gui.inference.appearance import CHEST, OTHER, Appearance, Impression
from meddiag_gui.inference.metadata import AppearanceSpec
from meddiag_gui.training.augment import augment_levels
from meddiag_gui.training.recipe import GateRecipe
from meddiag_gui.training.strengths import Augmentation

Levels = NDArray[np.uint16]
Floats = NDArray[np.float32]
Embed = Callable[[Levels], Floats]
KINDS = (CHEST, *kinds.OF_A_CHEST)
_ALLOWED = Augmentation(rotation=8, scale=0.12, aspect=0.25, shift=0.05, marker=0.5, erase=0.2, border=0.12)
"""What a picture may differ in without being of another kind."""
_CHUNK = 64


@dataclass(frozen=True, slots=True, eq=False)
class FittedGate:
    """What a bundle keeps of the gate: its limits, and its tensors by name."""

    spec: AppearanceSpec
    tensors: dict[str, Floats]


class Examples:
    """Collects embeddings of pictures with the number of their kind.

    Parameters
    ----------
    embed
        Levels ``(n, H, W)`` to embeddings ``(n, D)``.
    size
        Rows and columns of the network's input.
    """

    def __init__(self, embed: Embed, size: tuple[int, int], seed: int) -> None:
        self._embed, self._size = embed, size
        self._generator = torch.Generator().manual_seed(seed)
        self._x: list[Floats] = []
        self._kinds: list[int] = []

    def add(self, found: Iterable[kinds.Unit], kind: str, *, varied: bool = False) -> None:
        """Add pictures of a kind; ``varied`` changes each in what the kind leaves free."""
        waiting: list[kinds.Unit] = []
        for picture in found:
            waiting.append(picture)
            if len(waiting) == _CHUNK:
                self._take(waiting, kind, varied)
                waiting = []
        if waiting:
            self._take(waiting, kind, varied)

    def _take(self, found: list[kinds.Unit], kind: str, varied: bool) -> None:
        levels = kinds.as_levels(found, *self._size)
        if varied:
            levels = augment_levels(levels, _ALLOWED, self._generator)
        self._x.append(self._embed(levels))
        self._kinds += [KINDS.index(kind)] * len(levels)

    @property
    def arrays(self) -> tuple[Floats, NDArray[np.intp]]:
        """Embeddings ``(n, D)`` and kinds ``(n,)``, as far as added."""
        return np.concatenate(self._x), np.array(self._kinds, dtype=np.intp)


def fit_gate(
    embed: Embed,
    size: tuple[int, int],
    train: Levels,
    validation: Levels,
    others: Manifest | None,
    recipe: GateRecipe,
) -> FittedGate:
    """Fit the gate.

    Parameters
    ----------
    train, validation
        Chest radiographs ``(n, H, W)`` as the classifier gets them.
    others
        From `meddiag_gui.evaluation.pictures.read_pictures`; None leaves only what is made here.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If one of the other pictures cannot be read.
    """
    x, kind = _fitting_examples(embed, size, train, others, recipe)
    chests = x[kind == 0]
    mean, scale = chests.mean(0), chests.std(0)
    scale = np.maximum(scale, 0.05 * np.median(scale) + 1e-4).astype(np.float32)
    tensors = {"mean": mean, "scale": scale}
    x = np.clip((x - mean) / scale, -8, 8)
    outside, directions = _fit_directions(x[kind == 0], recipe)
    tensors |= directions | _fit_kinds(x, kind, recipe)
    spec = AppearanceSpec(kinds=KINDS, most_doubt=0.5, most_distance=1.0, outside_scale=outside)
    appearance = Appearance(spec, tensors)
    chest_groups, made = _validation_examples(embed, size, validation, others, recipe)
    limits = _limits(
        [appearance.impressions(group) for group in chest_groups], appearance.impressions(made), recipe
    )
    return FittedGate(replace(spec, most_doubt=limits[0], most_distance=limits[1]), tensors)


def _fitting_examples(
    embed: Embed, size: tuple[int, int], train: Levels, others: Manifest | None, recipe: GateRecipe
) -> tuple[Floats, NDArray[np.intp]]:
    rng = np.random.default_rng(recipe.seed)
    examples = Examples(embed, size, recipe.seed)
    chosen = np.sort(rng.permutation(len(train))[: recipe.images])
    chests = [kinds.as_unit(train[i]) for i in chosen]
    if others is not None:
        elsewhere = list(pictures(rows_of(others, "fit", chest=True)))
        for varied in (False, True, True):  # few beside many: they count for more
            examples.add(elsewhere, CHEST, varied=varied)
        foreign = list(pictures(rows_of(others, "fit", chest=False)))
        examples.add(foreign, OTHER)
        examples.add((_turned(picture, rng) for picture in foreign), OTHER, varied=True)
        chests += elsewhere * max(1, len(chests) // (3 * max(1, len(elsewhere))))
    for varied in (False, True):
        examples.add((kinds.as_unit(train[i]) for i in chosen), CHEST, varied=varied)
        _add_made(examples, chests, recipe.images // 3, rng, varied=varied)
    return examples.arrays


def _add_made(
    examples: Examples, chests: list[kinds.Unit], count: int, rng: np.random.Generator, *, varied: bool
) -> None:
    """Add ``count`` pictures made of chest radiographs in each way, and half as many made of nothing."""

    def some(number: int) -> Iterable[kinds.Unit]:
        return (chests[i] for i in rng.integers(0, len(chests), number))

    for kind, makers in kinds.OF_A_CHEST.items():
        for make in makers:
            examples.add((make(chest, rng) for chest in some(count)), kind, varied=varied)
    for make_one in kinds.OF_NOTHING:
        examples.add((make_one(rng) for _ in range(count // 2)), OTHER, varied=varied)


def _turned(picture: kinds.Unit, rng: np.random.Generator) -> kinds.Unit:
    """Turn, invert and cut a picture of another kind: it stays of that kind."""
    picture = np.rot90(picture, int(rng.integers(4)))
    picture = 1 - picture if rng.random() < 0.4 else picture
    return kinds.cropped(picture, rng) if rng.random() < 0.5 else picture


def _fit_directions(chests: Floats, recipe: GateRecipe) -> tuple[float, dict[str, Floats]]:
    """Principal directions of chest radiographs, and their mean squared deviation outside of them."""
    some = np.random.default_rng(recipe.seed).permutation(len(chests))[:4000]
    count = min(recipe.directions, len(some) // 2)
    directions = np.linalg.svd(chests[some], full_matrices=False)[2][:count].T.astype(np.float32)
    along = chests @ directions
    outside = float((np.square(chests).sum(1) - np.square(along).sum(1)).mean())
    spread = np.maximum(along.std(0), 1e-3).astype(np.float32)
    return outside, {"directions": directions, "centre": along.mean(0), "spread": spread}


def _fit_kinds(x: Floats, kind: NDArray[np.intp], recipe: GateRecipe) -> dict[str, Floats]:
    """Fit the two layers; rare kinds weigh more, by the root of how rare they are."""
    torch.manual_seed(recipe.seed)
    hidden, last = nn.Linear(x.shape[1], recipe.hidden), nn.Linear(recipe.hidden, len(KINDS))
    network = nn.Sequential(nn.Dropout(0.2), hidden, nn.ReLU(), nn.Dropout(0.3), last)
    counts = np.bincount(kind, minlength=len(KINDS)).astype(np.float32)
    weights = torch.from_numpy(1 / np.sqrt(np.maximum(counts, 1)))
    inputs, targets = torch.from_numpy(x), torch.from_numpy(kind)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.02)
    steps = recipe.epochs * -(-len(x) // 128)
    falling = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    for _ in range(recipe.epochs):
        order = torch.randperm(len(x))
        for start in range(0, len(x), 128):
            rows = order[start : start + 128]
            loss = functional.cross_entropy(
                network(inputs[rows]), targets[rows], weights, label_smoothing=0.02
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            falling.step()
    return {
        "hidden.weight": hidden.weight.detach().numpy().T.copy(),
        "hidden.bias": hidden.bias.detach().numpy(),
        "kinds.weight": last.weight.detach().numpy().T.copy(),
        "kinds.bias": last.bias.detach().numpy(),
    }


def _validation_examples(
    embed: Embed, size: tuple[int, int], validation: Levels, others: Manifest | None, recipe: GateRecipe
) -> tuple[list[Floats], Floats]:
    """Embeddings of chest radiographs at home and elsewhere, and of other kinds made of those at home."""
    home = [kinds.as_unit(levels) for levels in validation]
    rows = rows_of(others, "validation", chest=True) if others is not None else ()
    groups = []
    for chests in (home, list(pictures(rows))):
        if chests:
            examples = Examples(embed, size, recipe.seed)
            examples.add(chests, CHEST)
            groups.append(examples.arrays[0])
    made = Examples(embed, size, recipe.seed)
    _add_made(made, home, max(2, recipe.images // 20), np.random.default_rng(recipe.seed + 1), varied=False)
    return groups, made.arrays[0]


def _limits(
    groups: list[list[Impression]], made: list[Impression], recipe: GateRecipe
) -> tuple[float, float]:
    """Set the limits of doubt and distance.

    Each alone refuses at most half of the share allowed in any group of chest radiographs, and lies half way
    from there to what other kinds give, so that pictures which are merely new pass: to nearly their least
    doubt, as that knows the kinds, and to a moderate distance, which is for kinds that nobody thought of.
    """

    def limit(of: Callable[[Impression], float], among_made: float) -> float:
        share = recipe.false_refusals / 2
        allowed = max(
            float(np.quantile([of(one) for one in group], 1 - share, method="higher")) for group in groups
        )
        least = float(np.quantile([of(one) for one in made], among_made))
        return max(allowed, (allowed + least) / 2)

    doubt = _probability(limit(lambda one: _logit(one.doubt), 0.01))
    return doubt, limit(lambda one: one.distance, 0.25)


def _logit(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(inside / (1 - inside)))


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))
