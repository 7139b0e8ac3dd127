"""Text from outside made fit for a label: names of files and what headers say."""

from __future__ import annotations

import logging
from pathlib import Path

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.tasks import format_seconds

_log = logging.getLogger(__name__)


def plain(text: str, longest: int = 120) -> str:
    """Return one line without control or bidirectional marks, cut to ``longest`` characters."""
    line = clean_text(text)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def finding_name(name: str) -> str:
    """Return the name of a finding in the user's language; one that no catalogue knows as it stands."""
    known = name[:1].upper() + name[1:]  # as the bundled models write it
    said = tr(known)
    return plain(said if said != known else name)


def file_name(path: Path) -> str:
    """Return a file's name, fit for a label."""
    return plain(path.name)


def menu_text(text: str) -> str:
    """Return text for a menu entry, where ``&`` would underline the next letter."""
    return plain(text).replace("&", "&&")


def person_name(name: str) -> str:
    """Write a DICOM person name (PS3.5 6.2.1) as it is read: ``Family, Given Middle``."""
    family, *rest = name.split("=")[0].split("^")
    given = " ".join(part for part in rest[:2] if part)
    return ", ".join(part for part in (family, given) if part)


def duration(milliseconds: float) -> str:
    """Write how long something took: in milliseconds below a second."""
    return f"{milliseconds / 1000:.2f} s" if milliseconds >= 995 else f"{milliseconds:.0f} ms"


def time_left(seconds: float | None) -> str:
    """Write how long work still takes, to follow what it does: ``, 45 s left``; empty while unknown."""
    return tr(", {time} left", time=format_seconds(seconds)) if seconds else ""


def date(value: str) -> str:
    """Write a DICOM date ``YYYYMMDD`` as ``YYYY-MM-DD``; anything else as it stands."""
    return f"{value[:4]}-{value[4:6]}-{value[6:]}" if len(value) == 8 and value.isdigit() else value


def sentence_for(error: Exception, doing: str) -> str:
    """Tell the user of an error; ``doing`` names the work and the file, as in ``opening a.dcm``."""
    if isinstance(error, MedDiagError):
        return plain(str(error), 400)
    if isinstance(error, MemoryError):
        return tr("There is too little memory for {doing}.", doing=doing)
    if isinstance(error, OSError) and error.strerror:
        return tr("The system stopped {doing}: {reason}.", doing=doing, reason=error.strerror)
    _log.error("Internal error", exc_info=error)  # the log keeps the frames, not the message
    return tr("An internal error ({kind}) came up while {doing}.", kind=type(error).__name__, doing=doing)
