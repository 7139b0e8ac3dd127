"""Keeps the tag browser with the picture that is looked at."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.tags.window import TagWindow
from meddiag_gui.gui.text import file_name, sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from meddiag_gui.gui.session import Session
    from meddiag_gui.imaging.tags import TagRow

ReadTags = Callable[[Path], "tuple[TagRow, ...]"]


class TagBrowser(Feature):
    """Reads the tags of the active picture's file, one file at a time, and only while its window is open."""

    def __init__(self, parent: QWidget, session: Session, io: Runner, read_tags: ReadTags) -> None:
        super().__init__(parent)
        self._parent, self._session, self._io, self._read = parent, session, io, read_tags
        self.window: TagWindow | None = None
        self._job: Job[tuple[TagRow, ...]] | None = None
        self._path: Path | None = None  # whose tags are shown, or on the way
        session.picture_changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"tags": self.open}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["tags"].setEnabled(self._session.picture is not None)

    def open(self) -> None:
        """Show the window, in front."""
        if self.window is None:
            self.window = TagWindow(self._parent)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.search.setFocus()
        self._follow()

    def _follow(self) -> None:
        """Read the tags of the file looked at; while one is being read the next waits for it."""
        picture = self._session.picture
        if self.window is None or not self.window.isVisible() or picture is None:
            return
        if self._job is None and picture.image.path != self._path:
            self._path = picture.image.path
            self._job = self._io.submit(
                functools.partial(_read, self._read, self._path), self._take, self._fail
            )

    def _take(self, job: Job[tuple[TagRow, ...]], rows: tuple[TagRow, ...]) -> None:
        self._show(rows, "")

    def _fail(self, job: Job[tuple[TagRow, ...]], error: Exception) -> None:
        name = file_name(self._path) if self._path is not None else ""
        self._show((), sentence_for(error, tr("reading the tags of {name}", name=name)))

    def _show(self, rows: tuple[TagRow, ...], message: str) -> None:
        self._job = None
        if self.window is not None and self._path is not None:
            self.window.say(file_name(self._path), message)
            self.window.show_rows(rows)
        self._follow()


def _read(read_tags: ReadTags, path: Path, *, report: Report, token: CancelToken) -> tuple[TagRow, ...]:
    return read_tags(path)
