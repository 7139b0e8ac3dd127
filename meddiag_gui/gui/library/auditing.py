"""What the window does that belongs into the audit log: exports, and decisions on models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.reading import Reading
    from meddiag_gui.gui.rooms import Rooms
    from meddiag_gui.library.library import Library
    from meddiag_gui.tasks import CancelToken, Report

_LONGEST_KIND = 16


class Auditing(QObject):
    """Listens, and puts entries into the log; where there is no library, nothing is kept."""

    def __init__(
        self, desk: LibraryDesk, reading: Reading, saver: Saver, rooms: Rooms, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._reading = desk, reading
        saver.saved.connect(self._on_saved)
        reading.decided.connect(self.follow)
        rooms.entered.connect(self._on_room)
        desk.touched.connect(self._on_touched)
        desk.changed.connect(self._on_desk)
        desk.do_at_the_end(_follow)

    def follow(self) -> None:
        """Look for decisions that the log does not know."""
        self._desk.ask(_follow, _ignore, _ignore)

    def _on_saved(self, target: Path) -> None:
        """Log an export: of which image, and into which kind of file; never where to."""
        from meddiag_gui.library.audit import uid

        image = self._reading.image
        subject = uid(image.header.sop_instance_uid) if image is not None else ""
        kind = target.suffix.lower()[1:_LONGEST_KIND]
        self._desk.log("export", subject, kind=kind if kind.isascii() and kind.isalnum() else "folder")

    def _on_desk(self) -> None:
        """Let only those change operating points who may."""
        trains = self._desk.person is None or self._desk.may("train")
        self._reading.refusal = "" if trains else tr("Only a trainer may change an operating point.")

    def _on_room(self, room: str) -> None:
        self.follow()

    def _on_touched(self, what: str) -> None:
        if what == "open":
            self.follow()


def _follow(library: Library, *, report: Report, token: CancelToken) -> int:
    from meddiag_gui.worklist.decisions import follow

    return 0 if library.read_only else follow(library)


def _ignore(job: object, outcome: object) -> None:
    """Take note of nothing: what could not be followed now is followed the next time."""
