"""Whether the images that a result is about are open, in words."""

from __future__ import annotations

from collections.abc import Iterable

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.result import Result, refusal
from meddiag_gui.language import tr, tr_n


def standing(result: Result, instances: Iterable[Instance]) -> str:
    """Say what keeps a result from being drawn on the images that are open; empty where nothing does."""
    named, placed = [], []
    for instance in instances:
        if instance.sop_instance_uid in result.references:
            named.append(instance)
        elif _shares_space(result.origin, instance):
            placed.append(instance)
    reasons = [
        refusal(result.origin, instance.patient_id, instance.patient_birth_date)
        for instance in (*named, *placed)
    ]
    if reasons:
        return reasons[0] if all(reasons) else _missing(result, len(named), bool(placed))
    if not result.references and result.origin.kind in ("document", "report"):
        return ""  # they speak of no image in particular
    return tr_n(
        "The image that it refers to is not open.",
        "None of the {n} images that it refers to is open.",
        len(result.references),
    )


def _shares_space(origin: Origin, instance: Instance) -> bool:
    same = origin.frame_of_reference == instance.frame_of_reference != ""
    return same and origin.study_uid == instance.study_uid


def _missing(result: Result, named: int, placed: bool) -> str:
    total = len(result.references)
    if placed or named >= total:
        return ""
    return tr("{n} of the {total} images that it refers to are not open.", n=total - named, total=total)
