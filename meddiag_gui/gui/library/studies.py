"""Opening a study of the library in the reading room, and giving its files back afterwards."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.text import date, person_name, plain, sentence_for
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.gui.session import Session
    from meddiag_gui.library.lending import Loan
    from meddiag_gui.library.library import Library
    from meddiag_gui.tasks import CancelToken, Report

    _Lent = tuple[Loan, str]


class StudyOpener(QObject):
    """Opens one study at a time; files that were lent are given back when the next is open.

    Signals
    -------
    opened
        A study is being shown; carries its key.
    failed
        It could not be opened; carries the sentence for the user.
    """

    opened = Signal(int)
    failed = Signal(str)

    def __init__(self, desk: LibraryDesk, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self._job: Job[_Lent] | None = None
        self._loan: Loan | None = None

    def open(self, study: int) -> None:
        """Open a study, or give up the one that was asked for before."""
        if self._job is not None:
            self._job.cancel()
        lend = functools.partial(_lend, study)
        self._job = self._desk.do(lend, functools.partial(self._take, study), self._fail)

    def close(self) -> None:
        """Give all files back, when nothing reads them any more."""
        if self._loan is not None:
            self._loan.close()
        self._loan = None

    def _take(self, study: int, job: Job[_Lent], lent: _Lent) -> None:
        loan, title = lent
        if job is not self._job:
            loan.close()
            return
        self._job = None
        before, self._loan = self._loan, loan
        self._session.open_study(loan.paths, title)
        if before is not None:
            before.close()
        self.opened.emit(study)

    def _fail(self, job: Job[_Lent], error: Exception) -> None:
        if job is self._job:
            self._job = None
            self.failed.emit(sentence_for(error, tr("opening the study")))


def _lend(study: int, library: Library, *, report: Report, token: CancelToken) -> _Lent:
    """Lend the images of a study, and name it.

    Raises
    ------
    LibraryError
        If the study is not there any more, or a file cannot be decrypted.
    """
    from meddiag_gui.errors import LibraryError
    from meddiag_gui.library.reading.places import images_of
    from meddiag_gui.library.tables.core import Study

    with library.read() as session:
        found = session.get(Study, study)
        images = images_of(session, study)
        if found is None or not images:
            raise LibraryError(tr("This study is not in the library any more."))
        name = plain(person_name(found.patient.name), 60)
        day = date(found.date.strftime("%Y%m%d")) if found.date else ""
        title = "  ".join(filter(None, (name, plain(found.description, 60), day)))
        return library.lend(images), title or tr("a study of the library")
