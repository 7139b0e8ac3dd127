"""What is open: the list of files and the picture of one of them.

Nothing here waits: reading goes to the ``io`` runner, and a picture is taken only from the latest job.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.loading import demo_files, files_below, load_picture, make_demo, open_from_disk
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import file_name, sentence_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.image import RadiographImage


class Session(QObject):
    """The open files and the picture on the screen.

    Signals
    -------
    files_changed
        The list is another, or one of its files turned out unreadable.
    opening
        A file is being read; carries its name. The picture before it is gone.
    picture_changed
        `picture` is another, or None.
    failed
        A file could not be opened; carries the sentence for the user.
    opened
        A file that the user chose (not the demo study) was opened; carries its path.
    """

    files_changed = Signal()
    opening = Signal(str)
    picture_changed = Signal()
    failed = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        io: Runner,
        open_image: Callable[[Path], RadiographImage] = open_from_disk,
        demo: Callable[[], Path] = make_demo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._io = io
        self._open_image = open_image
        self._make_demo = demo
        self._job: Job[Picture] | Job[list[Path]] | None = None
        self._name = ""
        self._is_demo = False
        self.files: list[Path] = []
        self.index = -1
        self.picture: Picture | None = None
        self.problems: dict[Path, str] = {}

    def open_paths(self, chosen: Sequence[Path]) -> None:
        """Make the files chosen, and those below folders chosen, the list, and show the first."""
        self._is_demo = False
        self._list(functools.partial(files_below, list(chosen)), ", ".join(map(file_name, chosen[:1])))

    def open_demo(self) -> None:
        """Show the phantom that the program makes itself."""
        self._is_demo = True
        self._list(functools.partial(demo_files, self._make_demo), "the demo study")

    def show(self, index: int) -> None:
        """Read the file at a place of the list and show it; a read under way is given up."""
        if not 0 <= index < len(self.files):
            return
        self.index = index
        path = self.files[index]
        self._clear(file_name(path))
        work = functools.partial(load_picture, self._open_image, path)
        self._job = self._io.submit(work, self._take_picture, self._fail)

    def next(self) -> None:
        """Show the file after this one."""
        self.show(self.index + 1)

    def previous(self) -> None:
        """Show the file before this one."""
        self.show(self.index - 1)

    def close(self) -> None:
        """Give up what is being read."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _list(self, work: functools.partial[list[Path]], name: str) -> None:
        self.files, self.index, self.problems = [], -1, {}
        self._clear(name)
        self._job = self._io.submit(work, self._take_files, self._fail)
        self.files_changed.emit()

    def _clear(self, name: str) -> None:
        self.close()
        self._name = name
        self.picture = None
        self.opening.emit(name)
        self.picture_changed.emit()

    def _take_files(self, job: Job[list[Path]], files: list[Path]) -> None:
        if job is not self._job:
            return
        self.files = files
        self.files_changed.emit()
        if files:
            self.show(0)
        else:
            self.failed.emit(f"There is no file in {self._name}.")

    def _take_picture(self, job: Job[Picture], picture: Picture) -> None:
        if job is not self._job:
            return
        self._job = None
        self.picture = picture
        self.picture_changed.emit()
        if not self._is_demo:
            self.opened.emit(self.files[self.index])

    def _fail(self, job: Job[Picture] | Job[list[Path]], error: Exception) -> None:
        if job is not self._job:
            return
        self._job = None
        sentence = sentence_for(error, f"opening {self._name}")
        if 0 <= self.index < len(self.files):
            self.problems[self.files[self.index]] = sentence
            self.files_changed.emit()
        self.failed.emit(sentence)
