"""What the tool in the hand waits for, in one line."""

from __future__ import annotations

from meddiag_gui.gui.measuring.desk import Desk
from meddiag_gui.gui.measuring.draft import Draft
from meddiag_gui.imaging.measure.annotation import KINDS, Kind
from meddiag_gui.language import mark, tr

_FIRST: dict[Kind, str] = {
    "length": mark("drag from end to end"),
    "angle": mark("drag along one side to the corner, then click the other side"),
    "cobb": mark("drag along the upper endplate, then along the lower"),
    "ctr": mark("drag across the heart, then across the chest"),
    "ellipse": mark("drag from corner to corner"),
    "rectangle": mark("drag from corner to corner"),
    "polygon": mark("drag around by hand, or click each corner"),
    "point": mark("click"),
    "arrow": mark("drag from the tip"),
    "text": mark("click where the text begins"),
}
_NEXT: dict[tuple[Kind, int], str] = {
    ("angle", 2): mark("click the end of the other side"),
    ("cobb", 2): mark("drag along the lower endplate"),
    ("ctr", 2): mark("drag across the chest at its widest"),
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
    name = tr(KINDS[kind].name)
    if not kept:
        return tr("{name}: not on computed pictures; measure on the series itself", name=name)
    if not ready:
        return tr("{name}: the annotations of this image are not there yet", name=name)
    done = len(draft.points) if draft is not None else 0
    if kind == "polygon" and done:
        words = tr("click each corner, double click to close")
    else:
        words = tr(_NEXT.get((kind, done), _FIRST[kind]))
    end = tr("Esc begins anew") if done else tr("Esc leaves")
    name = tr("{name}, kept", name=name) if desk.staying else name
    return f"{name}: {words}   {end}"
