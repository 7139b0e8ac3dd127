"""What the tool in the hand waits for, in one line."""

from __future__ import annotations

from meddiag_gui.gui.measuring.desk import Desk
from meddiag_gui.gui.measuring.draft import Draft
from meddiag_gui.imaging.measure.annotation import KINDS, Kind

_FIRST: dict[Kind, str] = {
    "length": "drag from end to end",
    "angle": "drag along one side to the corner, then click the other side",
    "cobb": "drag along the upper endplate, then along the lower",
    "ctr": "drag across the heart, then across the chest",
    "ellipse": "drag from corner to corner",
    "rectangle": "drag from corner to corner",
    "polygon": "drag around by hand, or click each corner",
    "point": "click",
    "arrow": "drag from the tip",
    "text": "click where the text begins",
}
_NEXT: dict[tuple[Kind, int], str] = {
    ("angle", 2): "click the end of the other side",
    ("cobb", 2): "drag along the lower endplate",
    ("ctr", 2): "drag across the chest at its widest",
}


def hint(desk: Desk, draft: Draft | None, *, kept: bool, ready: bool) -> str:
    """Say what to do next; empty where no tool is in the hand.

    Parameters
    ----------
    kept
        Whether the picture is that of a file, so that annotations have a place.
    ready
        Whether they are there.
    """
    kind = desk.kind
    if kind is None:
        return ""
    name = KINDS[kind].name
    if not kept:
        return f"{name}: not on computed pictures; measure on the series itself"
    if not ready:
        return f"{name}: the annotations of this image are not there yet"
    done = len(draft.points) if draft is not None else 0
    if kind == "polygon" and done:
        words = "click each corner, double click to close"
    else:
        words = _NEXT.get((kind, done), _FIRST[kind])
    end = "   Esc begins anew" if done else "   Esc leaves"
    return f"{name}{', kept' if desk.staying else ''}: {words}{end}"
