"""Many files of records taken into the library, one after the other; each costs only itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from meddiag_gui.errors import RecordError
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library.library import Library
from meddiag_gui.library.patients.storing import Stored, store
from meddiag_gui.records.model import Person
from meddiag_gui.records.opening import Form, RecordFile, look_at
from meddiag_gui.records.plan import plan, record_files, shared_people
from meddiag_gui.records.tables.mapping import Mapping
from meddiag_gui.records.tables.remembered import Remembered
from meddiag_gui.records.tables.sheets import Sheet
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

Status = Literal["taken", "again", "mapping", "error"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file.

    Parameters
    ----------
    status
        ``taken``; ``again``: it was taken in before; ``mapping``: its tables need a mapping first; ``error``.
    sheets
        Those that need a mapping.
    message
        One sentence for the user where it was not taken.
    """

    path: Path
    status: Status
    stored: Stored | None = None
    sheets: tuple[Sheet, ...] = ()
    message: str = ""

    @property
    def name(self) -> str:
        """The file's name, fit for a label."""
        return clean_text(self.path.name)


def import_paths(
    library: Library,
    paths: Sequence[Path],
    remembered: Remembered,
    who: str,
    given: Mapping | None = None,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> list[Outcome]:
    """Take in files, and all files below folders.

    Parameters
    ----------
    given
        A mapping for tables, in place of the remembered ones.

    Raises
    ------
    LibraryError
        If the library cannot be written; what was taken until then stays.
    Cancelled
        If the token was cancelled; the same holds.
    """
    token = token or CancelToken()
    outcomes: list[Outcome] = []
    sound: list[RecordFile] = []
    for path in record_files(paths):
        token.check()
        report(Progress(len(sound), None, tr("Looking at the files")))
        try:
            sound.append(look_at(path))
        except RecordError as error:
            outcomes.append(Outcome(path, "error", message=str(error)))
    several = sum(file.form is Form.NDJSON for file in sound) > 1
    people = shared_people(sound, token=token) if several else {}
    watch = Stopwatch(len(sound))
    for index, file in enumerate(sound):
        if len(sound) > 1:
            report(Progress(index, len(sound), file.name, watch.seconds_left(index)))
        own = report if len(sound) == 1 else no_report
        outcomes.append(_take(library, file, remembered, who, given, people, own, token))
    return outcomes


def _take(
    library: Library,
    file: RecordFile,
    remembered: Remembered,
    who: str,
    given: Mapping | None,
    people: dict[str, Person],
    report: Report,
    token: CancelToken,
) -> Outcome:
    try:
        made = plan(file, remembered, given)
        if isinstance(made, list):
            message = tr("{name} needs a mapping of its columns first.", name=file.name)
            return Outcome(file.path, "mapping", sheets=tuple(made), message=message)
        if file.form is Form.NDJSON:
            made = replace(made, people=people)
        stored = store(library, made, who, report=report, token=token)
    except RecordError as error:
        return Outcome(file.path, "error", message=str(error))
    return Outcome(file.path, "again" if stored.again else "taken", stored)
