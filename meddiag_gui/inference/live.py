"""Which model reads unless another is named, as this site decided: who, when, why and by which figures.

A retrained model never goes live by being there: somebody promotes it, and can take that back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from meddiag_gui import paths
from meddiag_gui.errors import ModelError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.ledger import Ledger, signed
from meddiag_gui.inference.metadata import Task
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.language import mark, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the history.

    Parameters
    ----------
    at
        Time in UTC, ISO 8601.
    model
        The model that goes live; None where the decision before it was taken back.
    over
        The model that it replaces.
    overridden
        Checks that it had not passed and that were put aside, in words.
    figures
        What was found of each check.
    """

    at: str
    who: str
    why: str
    task: Task
    model: ModelRef | None = None
    over: ModelRef | None = None
    overridden: tuple[str, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)


class LiveModels:
    """The history of live models; in the user's data unless a folder is given."""

    def __init__(self, folder: Path | None = None) -> None:
        path = (folder or paths.user_data()) / "live-models.jsonl"
        self._ledger = Ledger(path, Decision, mark("live models"))

    @property
    def problem(self) -> str:
        """One sentence for the user if the history could not be read whole, else empty."""
        return self._ledger.problem

    def history(self) -> tuple[Decision, ...]:
        """All decisions, the earliest first."""
        return tuple(self._ledger.entries)

    def current(self, task: Task) -> Decision | None:
        """Decision in force; None where nobody has decided, or all was taken back."""
        stack = self._stack(task)
        return stack[-1] if stack else None

    def promote(
        self,
        bundle: ModelBundle,
        over: ModelBundle,
        who: str,
        why: str,
        *,
        overridden: Iterable[str] = (),
        figures: dict[str, Any] | None = None,
    ) -> None:
        """Put a model live in place of another of the same task.

        Raises
        ------
        ModelError
            If nobody or no reason is named, the tasks differ, or the history cannot be written; then
            nothing has changed.
        """
        if bundle.metadata.task != over.metadata.task:
            raise ModelError(
                tr("{name} and {other} do not do the same task.", name=bundle.name, other=over.name)
            )
        who, why = signed(who, why, mark("The live model"))
        self._ledger.append(
            Decision(
                at=_now(),
                who=who,
                why=why,
                task=bundle.metadata.task,
                model=bundle.ref,
                over=over.ref,
                overridden=tuple(overridden),
                figures=figures or {},
            )
        )

    def roll_back(self, task: Task, who: str, why: str) -> None:
        """Take the decision in force back: what was live before it is live again; raises as `promote`."""
        if self.current(task) is None:
            raise ModelError(tr("No model was promoted here: there is nothing to take back."))
        who, why = signed(who, why, mark("The live model"))
        self._ledger.append(Decision(at=_now(), who=who, why=why, task=task))

    def _stack(self, task: Task) -> list[Decision]:
        stack: list[Decision] = []
        for decision in self._ledger.entries:
            if decision.task != task:
                continue
            if decision.model is not None:
                stack.append(decision)
            elif stack:
                stack.pop()
        return stack


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
