"""Every setting of the expert view: where it stands in the plan, its range, and what it does, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from meddiag_gui.language import mark
from meddiag_gui.training.plan.knobs.fitting import FITTING, NETWORK, SEARCH
from meddiag_gui.training.plan.knobs.knob import Knob, Value
from meddiag_gui.training.plan.knobs.pictures import AUGMENTATION, CALLING
from meddiag_gui.training.plan.plan import Plan

GROUPS: tuple[tuple[str, tuple[Knob, ...]], ...] = (
    (mark("Fitting"), FITTING),
    (mark("Network and input"), NETWORK),
    (mark("Augmentation"), AUGMENTATION),
    (mark("Calls"), CALLING),
    (mark("Search for settings"), SEARCH),
)
"""All knobs, as the expert view groups them."""
_OF_CLASSIFICATION = {
    "optimisation.label_smoothing", "optimisation.balance", "optimisation.focal", "optimisation.resample",
}  # fmt: skip


def applies(knob: Knob, plan: Plan) -> bool:
    """Whether a setting means anything for what the plan trains."""
    if plan.task == "classification":
        return True
    return knob.path not in _OF_CLASSIFICATION and knob not in CALLING and knob not in SEARCH


def value_of(plan: Plan, path: str) -> Any:
    """Value of a setting."""
    found: Any = plan
    for name in path.split("."):
        found = getattr(found, name)
    return found


def with_value(plan: Plan, path: str, value: Value) -> Plan:
    """Change one setting by hand."""
    name, _, rest = path.partition(".")
    given = replace(getattr(plan, name), **{rest: value}) if rest else value
    return replace(plan, **{name: given}, effort="own")  # type: ignore[arg-type]
