"""What of a resource is not FHIR R4, and the rest of it; judged by fhir.resources.

Real systems write FHIR that is nearly right. An element that is wrong is taken out and named, and the rest is
read; what is only missing or unknown to the standard is named and stays.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meddiag_gui.language import mark, tr
from meddiag_gui.records.when import read_iso

_ROUNDS = 4  # taking out a wrong element can show the next
_MOST = 20  # complaints of one resource
_DEEPEST = 40
_GAP = object()
_KEPT = {
    "missing": mark("{path} is required and missing"),
    "extra_forbidden": mark("{path} is not known to FHIR R4"),
}
_TAKEN = mark("{path} is not valid and was left out")
_ZONE = mark("{path} has no time zone; it was taken as local time")


@dataclass(frozen=True, slots=True)
class Checked:
    """A resource without its wrong elements, and one sentence for each complaint."""

    resource: dict[str, Any]
    complaints: tuple[str, ...] = ()
    damaged: bool = False


def check(resource: dict[str, Any]) -> Checked:
    """Validate a resource of a known type.

    Parameters
    ----------
    resource
        As parsed; it is not changed.

    Returns
    -------
    Checked
        ``damaged`` where something that stood there was left out.
    """
    if _depth(resource) > _DEEPEST:
        return Checked({}, (tr("it is nested too deeply"),), damaged=True)
    from fhir.resources.R4B import get_fhir_model_class
    from pydantic import ValidationError

    model = get_fhir_model_class(resource["resourceType"])
    said: dict[str, None] = {}
    damaged = False
    work = resource
    for _ in range(_ROUNDS):
        strict = _with_zones(work, said)
        try:
            model.model_validate(strict)
            return Checked(work, tuple(said), damaged)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False, include_context=False)
        except Exception as error:  # validators that stumble over hostile content raise anything
            return Checked({}, (tr("it is not valid ({kind})", kind=type(error).__name__),), damaged=True)
        work = copy.deepcopy(work)
        removed = False
        for fault in faults[:_MOST]:
            loc = tuple(fault["loc"])
            kind = next((kind for kind in _KEPT if kind in fault["type"]), "")
            if kind:
                said[tr(_KEPT[kind], path=_path(loc))] = None
            elif loc and _remove(work, loc):
                said[tr(_TAKEN, path=_path(loc))] = None
                removed = damaged = True
            else:
                said[tr("it is not consistent as FHIR defines it")] = None
        if not removed:
            break
        work = _without_gaps(work)
    return Checked(work, tuple(said), damaged)


def _with_zones(value: Any, said: dict[str, None], path: tuple[Any, ...] = ()) -> Any:
    """Copy with a zone wherever a time lacks one, which FHIR demands and many systems forget."""
    if isinstance(value, dict):
        return {key: _with_zones(each, said, (*path, key)) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_zones(each, said, (*path, index)) for index, each in enumerate(value)]
    if isinstance(value, str) and 16 <= len(value) <= 26 and value[10:11] in ("T", " ") and read_iso(value):
        fixed = value.replace(" ", "T", 1)
        if fixed.count(":") == 1 and fixed[-1].isdigit():
            fixed += ":00"
        if fixed[-1] != "Z" and not any(sign in fixed[11:] for sign in "+-"):
            said[tr(_ZONE, path=_path(path))] = None
            return fixed + "Z"
        return fixed
    return value


def _remove(work: Any, loc: Sequence[Any]) -> bool:
    """Take out the element at a place, or the nearest one around it that exists; lists keep a gap."""
    trail: list[tuple[Any, Any]] = []
    here = work
    for step in loc:
        known = (isinstance(here, dict) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        )
        if not known:
            break
        trail.append((here, step))
        here = here[step]
    if not trail or trail[-1][1] == "resourceType":
        return False
    holder, key = trail[-1]
    if isinstance(holder, list):
        holder[key] = _GAP
    else:
        del holder[key]
    return True


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_gaps(each) for each in value if each is not _GAP]
    return value


def _path(loc: Sequence[Any]) -> str:
    return ".".join(str(step)[:40] for step in loc[:8]) or "?"


def _depth(value: Any) -> int:
    """How deeply lists and objects are nested, found without recursion."""
    deepest, stack = 0, [(value, 1)]
    while stack:
        here, depth = stack.pop()
        deepest = max(deepest, depth)
        if depth > _DEEPEST:
            return depth
        inner = here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
        stack.extend((each, depth + 1) for each in inner if isinstance(each, dict | list))
    return deepest
