"""One setting of the expert view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Value = float | int | bool | str
ON_OFF = (False, True)


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting.

    Parameters
    ----------
    path
        Where it stands in the plan, such as ``optimisation.epochs``.
    name, explanation
        In words for the user.
    low, high
        Smallest and largest value of a number.
    decimals
        Digits after the point; 0 for a whole number.
    choices
        What may be chosen, where it is no number.
    """

    path: str
    name: str
    explanation: str
    low: float = 0.0
    high: float = 1.0
    decimals: int = 0
    choices: Sequence[Value] = ()
