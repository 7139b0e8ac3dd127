"""Operating points that a site has chosen, with who, when and why; nothing of it is ever taken away.

One history (`Ledger`) for each set of weights, in the user's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.errors import ModelError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.ledger import Ledger, signed
from meddiag_gui.inference.operating import OperatingPoint, bundled_point
from meddiag_gui.language import mark, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the history.

    Parameters
    ----------
    at
        Time in UTC, ISO 8601.
    point
        None where the change before it was undone.
    """

    at: str
    who: str
    why: str
    finding: str
    point: OperatingPoint | None = None


class SitePoints:
    """The history of one bundle's operating points, read at once; a line that is damaged costs only itself.

    Parameters
    ----------
    bundle
        Its weights' sha256 names the file, so that a retrained model starts with its own points.
    folder
        Where the histories lie; the user's data unless given.

    """

    def __init__(self, bundle: ModelBundle, folder: Path | None = None) -> None:
        self._bundle = bundle
        name = f"{bundle.name}-{bundle.version}-{bundle.sha256[:12]}.jsonl"
        path = (folder or paths.user_data() / "operating-points") / name
        self._ledger = Ledger(path, Change, mark("operating points"))

    @property
    def problem(self) -> str:
        """One sentence for the user if the history could not be read whole, else empty."""
        return self._ledger.problem

    def current(self) -> dict[str, OperatingPoint]:
        """Points in force by finding; a finding that stands at the bundle's own point is not in it."""
        return {finding: stack[-1] for finding, stack in self._stacks().items() if stack}

    def history(self, finding: str | None = None) -> tuple[Change, ...]:
        """All changes (of a finding), the earliest first."""
        return tuple(change for change in self._ledger.entries if finding in (None, change.finding))

    def change(self, finding: str, point: OperatingPoint, who: str, why: str) -> None:
        """Put a point in force.

        Raises
        ------
        BundleError
            If the model does not have the finding.
        ModelError
            If nobody or no reason is named, or the history cannot be written; then nothing has changed.
        """
        self._bundle.finding(finding)
        self._append(finding, point, who, why)

    def undo(self, finding: str, who: str, why: str) -> OperatingPoint:
        """Take the last change back that is in force, and return the point before it; raises as `change`."""
        if not self._stacks().get(finding):
            raise ModelError(
                tr("There is no change of the operating point of {finding} to undo.", finding=finding)
            )
        self._append(finding, None, who, why)
        return self.current().get(finding) or bundled_point(self._bundle.finding(finding)[1])

    def _stacks(self) -> dict[str, list[OperatingPoint]]:
        """Replay the history: each undo takes away the last change in force."""
        stacks: dict[str, list[OperatingPoint]] = {}
        for change in self._ledger.entries:
            stack = stacks.setdefault(change.finding, [])
            if change.point is not None:
                stack.append(change.point)
            elif stack:
                stack.pop()
        return stacks

    def _append(self, finding: str, point: OperatingPoint | None, who: str, why: str) -> None:
        who, why = signed(who, why, mark("An operating point"))
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._ledger.append(Change(at=at, who=who, why=why, finding=finding, point=point))


def points_of(bundle: ModelBundle) -> dict[str, OperatingPoint]:
    """Points in force at this site for a bundle, by finding."""
    return SitePoints(bundle).current()
