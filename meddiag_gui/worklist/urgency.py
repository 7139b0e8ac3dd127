"""Why a study stands where it does in the worklist, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import mark, retell, tr, tr_n
from meddiag_gui.library.reading.lines import ABSENT, PRESENT, UNCERTAIN

if TYPE_CHECKING:
    from meddiag_gui.library.reading.lines import Line

HIDDEN = mark("Hidden until you commit your own opinion")
ORDER = mark(
    "What a model called present comes first, by probability; then what it could not call; then what no "
    "model has judged; then what was called absent. Among equals whoever waits longest comes first."
)
_SHORT = {
    PRESENT: mark("{finding} present"),
    UNCERTAIN: mark("{finding} uncertain"),
    ABSENT: mark("Called absent"),
}
_LONG = {
    PRESENT: mark(
        "{finding} called present: probability {p}, at or above the operating point {point} ({model})."
    ),
    UNCERTAIN: mark("{finding} uncertain: probability {p}, too near the operating point {point} ({model})."),
    ABSENT: mark(
        "All findings called absent. The nearest is {finding}: probability {p}, below {point} ({model})."
    ),
}


def short(line: Line) -> str:
    """Say in a few words how urgent a study is, for a column."""
    if line.finding and line.rank in _SHORT:
        return tr(_SHORT[line.rank], finding=_name(line.finding)) + f"  {probability(line.probability)}"
    if line.model:
        return tr("Not judged")
    return tr("Not scored yet")


def sentence(line: Line) -> str:
    """Say how urgent a study is, and what that rests on."""
    if line.finding and line.rank in _LONG:
        return tr(
            _LONG[line.rank],
            finding=_name(line.finding),
            p=probability(line.probability),
            point=f"{line.operating_point:.2f}",
            model=clean_text(line.model),
        )
    if line.model:
        reason = retell(clean_text(line.reason)) or tr("no reason is known")
        return tr("No model judged it; {model} said: {reason}", model=clean_text(line.model), reason=reason)
    return tr("No model has looked at it yet, so nobody knows how urgent it is.")


def waiting(since: datetime, now: datetime) -> str:
    """Say for how long a study waits: minutes, then hours, then days."""
    waited = max(now - since, timedelta())
    minutes = int(waited.total_seconds()) // 60
    if minutes < 60:
        return tr("{n} min", n=minutes)
    if minutes < 48 * 60:
        return tr("{h} h {m:02d} min", h=minutes // 60, m=minutes % 60)
    return tr_n("{n} day", "{n} days", minutes // (24 * 60))


def probability(value: float) -> str:
    """Write a probability: two decimals, never a certainty that rounding made up."""
    if 0 < value < 0.005:
        return "< 0.01"
    if 0.995 <= value < 1:
        return "> 0.99"
    return f"{value:.2f}"


def _name(finding: str) -> str:
    cleaned = tr(clean_text(finding))
    return cleaned[:1].upper() + cleaned[1:]
