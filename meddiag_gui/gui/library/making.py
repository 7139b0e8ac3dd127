"""What works with the library, made once and joined: its desk, the verdict, the worklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.library.auditing import Auditing
from meddiag_gui.gui.library.desk import LibraryDesk
from meddiag_gui.gui.library.feature import LibraryKeeping
from meddiag_gui.gui.library.guard import Guard
from meddiag_gui.gui.library.importing import Importing
from meddiag_gui.gui.library.studies import StudyOpener
from meddiag_gui.gui.patient.feature import PatientRecords
from meddiag_gui.gui.verdict.case import Case
from meddiag_gui.gui.verdict.feature import Verdicts
from meddiag_gui.gui.worklist.arriving import Arriving
from meddiag_gui.gui.worklist.feature import Worklist
from meddiag_gui.gui.worklist.scoring import Scoring

if TYPE_CHECKING:
    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.feature import Feature
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.models.others import Others
    from meddiag_gui.gui.reader import Reader
    from meddiag_gui.gui.reading import Reading
    from meddiag_gui.gui.runner import Runner
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper


def library_features(
    window: MainWindow,
    session: Session,
    reading: Reading,
    reader: Reader,
    others: Others,
    keeper: SettingsKeeper,
    desk: LibraryDesk,
    inference: Runner,
    io: Runner,
    open_image: OpenImage | None,
    saver: Saver,
) -> tuple[Feature, ...]:
    """Make the features; the worklist ends the desk, and what comes behind it needs the desk no more.

    Parameters
    ----------
    open_image
        Reads images for the background pass; its own reader unless given.
    """
    settings = keeper.settings
    desk.reader_name = settings.reader_name
    case = Case(desk, session, reading, keeper, window)
    verdicts = Verdicts(window, case, reading, others, keeper)
    scoring = Scoring(desk, inference, io, reader, open_image, window)
    arriving = Arriving(desk, settings.reference_imports, window)
    opener = StudyOpener(desk, session, window)
    worklist = Worklist(window, desk, opener, case, scoring, arriving, keeper)
    records = PatientRecords(window, desk, opener, keeper)
    Auditing(desk, reading, saver, window.rooms, window)
    guard, importing = Guard(desk, settings.idle_lock_minutes, window), Importing(desk, window)
    library = LibraryKeeping(window, session, desk, opener, importing, guard, saver, keeper)
    verdicts.next_wanted.connect(worklist.open_next)
    verdicts.read_first_changed.connect(worklist.show_results)
    verdicts.panel.adding_wanted.connect(library.import_open)
    return verdicts, records, worklist, library
