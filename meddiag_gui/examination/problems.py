"""What an examination gives: problems with their proof, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from meddiag_gui.datasets import Manifest
from meddiag_gui.language import english, mark

SCHEMA = "meddiag.data-check/1"
Kind = Literal[
    "unreadable", "many_unreadable", "leak", "contradiction", "one_class", "few_patients",
    "duplicate", "near_duplicate", "suspect_label", "label_leak", "missing", "burned_in_text",
]  # fmt: skip
KINDS: dict[Kind, str] = {
    "leak": mark("Leaks between patients or parts"),
    "contradiction": mark("Contradicting labels"),
    "one_class": mark("Findings with one side only"),
    "many_unreadable": mark("Too many unreadable images"),
    "few_patients": mark("Findings with few patients"),
    "unreadable": mark("Unreadable images"),
    "duplicate": mark("Copies"),
    "near_duplicate": mark("Altered copies"),
    "suspect_label": mark("Labels that look wrong"),
    "label_leak": mark("Labels that can be told without the picture"),
    "missing": mark("Missing values"),
    "burned_in_text": mark("Text in the picture"),
}
"""The kinds in the order in which they matter, in words."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    message
        One sentence for a person; without patient data, which stand in the other two.
    paths
        The images that prove it, as the source writes them.
    patients
        Patient IDs of those images, each once.
    stops
        Whether training must not start before it is mended.
    """

    kind: Kind
    message: str
    paths: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """All that an examination found.

    Parameters
    ----------
    problems
        Those that stop training first, then in the order of `KINDS`.
    counts
        ``images``, ``patients``, ``readable``, ``findings``, ``attributes``, ``images_per_patient`` and
        ``problems``, as in the JSON.
    manifest
        What was examined; of a folder tree with the patients that the headers name.
    clusters
        Row numbers of images that are copies of each other, altered or not; each cluster has two or more.
    """

    problems: tuple[Problem, ...]
    counts: dict[str, Any]
    manifest: Manifest
    clusters: tuple[tuple[int, ...], ...] = ()

    @property
    def stops(self) -> tuple[Problem, ...]:
        """What stands in the way of training."""
        return tuple(problem for problem in self.problems if problem.stops)

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON writes it, by `SCHEMA`."""
        problems = [
            {
                "kind": problem.kind,
                "stops_training": problem.stops,
                "paths": list(problem.paths),
                "patients": list(problem.patients),
                "message": english(problem.message),
            }
            for problem in self.problems
        ]
        return {"schema": SCHEMA, "problems": problems, "counts": self.counts}


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort problems: what stops training first, then by kind; else as they came."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(problems, key=lambda problem: (not problem.stops, order[problem.kind])))


def count_kinds(problems: list[Problem]) -> dict[str, int]:
    """Count the problems of each kind that there are."""
    counted = Counter(problem.kind for problem in problems)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}
