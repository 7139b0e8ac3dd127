"""Settings that go together: the three choices of the basic view, and what they are made of."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Literal

from meddiag_gui.language import mark
from meddiag_gui.training.plan.plan import Effort, Plan
from meddiag_gui.training.recipe import Optimisation
from meddiag_gui.training.strengths import Augmentation

EFFORTS: dict[Effort, tuple[str, str]] = {
    "quick": (
        mark("Quick look"),
        mark("A few passes over the images: whether they teach the model anything at all. Not for use."),
    ),
    "balanced": (mark("Balanced"), mark("What usually gives most of what the images can give.")),
    "thorough": (
        mark("Thorough"),
        mark("Many passes, ended early once nothing improves, after half an hour of search for settings."),
    ),
}
"""The three choices: name, and what to expect."""
_EPOCHS: dict[Effort, int] = {"quick": 3, "balanced": 10, "thorough": 40}
_SEARCH: dict[Effort, int] = {"quick": 0, "balanced": 0, "thorough": 30}  # minutes

Imbalance = Literal["none", "weights", "focal", "resample"]
IMBALANCE: dict[Imbalance, tuple[str, str]] = {
    "none": (mark("Leave as it is"), mark("Every image counts the same.")),
    "weights": (mark("Class weights"), mark("With and without a finding weigh the same in the loss.")),
    "focal": (mark("Focal loss"), mark("What the model is sure of counts less; for very rare findings.")),
    "resample": (mark("Resampling"), mark("Rare findings are shown several times in each pass.")),
}
"""How rare findings are made to count: name, and what it does."""

Strength = Literal["none", "light", "standard", "strong"]
STRENGTHS: dict[Strength, str] = {
    "none": mark("None"), "light": mark("Light"), "standard": mark("Standard"), "strong": mark("Strong"),
}  # fmt: skip
_FACTORS: dict[Strength, float] = {"none": 0.0, "light": 0.5, "standard": 1.0, "strong": 1.5}
_CHANCES = ("flip", "marker", "erase")  # probabilities, which stay below 1


def with_effort(plan: Plan, effort: Effort) -> Plan:
    """Set what one of the three choices stands for, given what is trained and from where."""
    if effort == "own":
        return replace(plan, effort=effort)
    model, epochs = plan.model, _EPOCHS[effort]
    rate, decay, warmup, ema = 1e-3, 0.02, 0.1, 0.995
    if plan.task == "segmentation":
        rate = 4e-4
    elif model.start and model.tune == "head":
        rate, epochs = 5e-3, 5 * epochs  # a pass costs next to nothing
    elif model.start:
        rate = 3e-4 if model.tune == "all" else 5e-4
    elif model.architecture.startswith("vit"):
        rate, decay, warmup, epochs = 5e-4, 0.05, 0.2, 2 * epochs  # slower to learn, from nothing
    fitting = replace(
        plan.optimisation,
        epochs=epochs,
        batch_size=16 if plan.task == "segmentation" else 32,
        learning_rate=rate,
        weight_decay=decay,
        warmup=warmup,
        ema_decay=ema,
        patience=8 if effort == "thorough" else 0,
    )
    minutes = 0 if plan.task == "segmentation" else _SEARCH[effort]
    return replace(plan, effort=effort, optimisation=fitting, search_minutes=minutes)


def imbalance_of(options: Optimisation) -> Imbalance:
    """Say how rare findings are made to count."""
    if options.resample:
        return "resample"
    if options.focal > 0:
        return "focal"
    return "weights" if options.balance else "none"


def with_imbalance(options: Optimisation, how: Imbalance) -> Optimisation:
    """Make rare findings count in one of the ways; focal loss with the exponent of its paper, 2."""
    return replace(
        options, balance=how == "weights", focal=2.0 if how == "focal" else 0.0, resample=how == "resample"
    )


def augmentation(strength: Strength) -> Augmentation:
    """Strengths of all changes for one of the four choices."""
    factor = _FACTORS[strength]
    scaled = {
        name: min(value * factor, 0.7) if name in _CHANCES else value * factor
        for name, value in asdict(Augmentation()).items()
    }
    if strength == "strong":
        scaled |= {"warp": 0.02, "shade": 0.3, "blur": 1.6}
    return Augmentation(**scaled)


def strength_of(augmented: Augmentation) -> Strength | None:
    """Say which of the four choices these are; None for others."""
    return next((name for name in STRENGTHS if augmentation(name) == augmented), None)
