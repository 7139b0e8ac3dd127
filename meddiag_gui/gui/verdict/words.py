"""A verdict in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from meddiag_gui.gui.text import finding_name, plain
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.verdict.work import Told
    from meddiag_gui.library.reading.opinion import Presence, ReadingState, Version

PRESENCE: dict[Presence, str] = {
    "present": mark("Present"),
    "absent": mark("Absent"),
    "unsure": mark("Unsure"),
}
AGREEMENT: dict[str, tuple[Presence, ...]] = {
    "present": ("present", "absent", "unsure"),
    "absent": ("absent", "present", "unsure"),
}
"""What agreeing, disagreeing and being unsure mean, by the model's call."""
AGREE = (mark("Agree"), mark("Disagree"), mark("Unsure"))
CALL = {
    "present": mark("model: present"),
    "absent": mark("model: absent"),
    "uncertain": mark("model: uncertain"),
}
_PRESENCES: tuple[Presence, ...] = ("present", "absent", "unsure")


def choices(call: str, hidden: bool) -> list[tuple[Presence, str]]:
    """Give what can be said of a finding, each with its word: by the model's call where it made one."""
    if hidden or call not in AGREEMENT:
        return [(presence, tr(PRESENCE[presence])) for presence in _PRESENCES]
    return [(presence, tr(word)) for presence, word in zip(AGREEMENT[call], AGREE, strict=True)]


def told(said: Told | None, hidden: bool) -> str:
    """Say what the model said of a finding, in few words."""
    if said is None:
        return ""
    if hidden:
        return tr("model: hidden")
    from meddiag_gui.worklist.urgency import probability

    return f"{tr(CALL.get(said.call, ''))}  {probability(said.probability)}" if said.call in CALL else ""


def moment(at: datetime) -> str:
    """Write a moment in the time of this computer."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def history(state: ReadingState, others: tuple[ReadingState, ...]) -> str:
    """Say what was signed and when, the earliest first; of other readers once one's own is signed."""
    own = [_line(state.reader, version) for version in state.versions if version.signed_at]
    if state.signed("with_model") is None:
        return "\n".join(own)
    return "\n".join([*own, *(_line(one.reader, version) for one in others for version in one.versions)])


def _line(reader: str, version: Version) -> str:
    said = ", ".join(
        f"{finding_name(one.finding)} {tr(PRESENCE[one.presence]).lower()}"
        for one in version.content.findings
    )
    when = moment(version.signed_at) if version.signed_at else ""
    what = (
        tr("alone, before the model")
        if version.stage == "alone"
        else tr("signed")
        if version.number == 1
        else tr("amended: {reason}", reason=plain(version.content.reason, 200))
    )
    rest = plain(version.content.comment, 200)
    return f"{when}  {plain(reader, 60)}, {what}\n    " + "; ".join(filter(None, (said, rest)))
