"""What is open: the stacks that were found, which of them is looked at, and the picture on the screen.

Nothing here waits: pictures are read on the ``io`` runner, also while the scan goes on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.loading import OpenImage
from meddiag_gui.gui.pictures import Pictures, Ref
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.scanning import Scanning
from meddiag_gui.gui.text import file_name, sentence_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.scan import ScanResult
    from meddiag_gui.imaging.series import Stack

AHEAD = (1, -1, 2, -2, 3, -3)  # steps in a stack that are read ahead of their turn


class Session(QObject):
    """The stacks that are open and the picture on the screen.

    Signals
    -------
    stacks_changed
        The list is another, or one of its files turned out unreadable.
    place_changed
        `place` or `count` is another.
    opening
        Another stack is being opened; carries its name. The picture before it is gone.
    picture_changed
        `picture` is another, or None.
    failed
        Something could not be opened; carries the sentence for the user.
    opened
        A picture of what the user chose (not the demo study) is there; carries the first path chosen.
    """

    stacks_changed = Signal()
    place_changed = Signal()
    opening = Signal(str)
    picture_changed = Signal()
    failed = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        scanning: Scanning,
        io: Runner,
        open_image: OpenImage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.scanning = scanning
        self._pictures = Pictures(io, open_image, self._take_picture, self._fail_picture)
        self._forget(())
        scanning.found.connect(self._take_stacks)
        scanning.changed.connect(self._on_scan)
        scanning.failed.connect(self.failed)

    def _forget(self, chosen: Sequence[Path]) -> None:
        self._chosen = list(chosen)
        self._places: dict[Path, tuple[int, int]] = {}
        self._shown: Ref | None = None
        self.stacks: tuple[Stack, ...] = ()
        self.problems: dict[Path, str] = {}
        self.index, self.place = -1, 0
        self.picture: Picture | None = None

    @property
    def count(self) -> int:
        """Images of the stack that is looked at; 0 where there is none."""
        return len(self.stacks[self.index]) if self.index >= 0 else 0

    @property
    def coherent(self) -> bool:
        """Whether the images of the stack show one thing, and so are to be seen through one window."""
        return self.index >= 0 and self.stacks[self.index].coherent

    @property
    def position(self) -> str:
        """Place in its stack of the picture on the screen, as ``12 / 160``; empty for a single image."""
        if self._shown is None or self.count < 2:
            return ""
        return f"{self._find(self._shown)[1] + 1} / {self.count}"

    @property
    def notices(self) -> tuple[str, ...]:
        """Reservations about the picture on the screen and its stack."""
        if self.picture is None or self.index < 0:
            return ()
        whole = () if self.scanning.running else self.stacks[self.index].notices
        return tuple(dict.fromkeys((*whole, *self.picture.image.notices)))

    def open_paths(self, chosen: Sequence[Path]) -> None:
        """Find the images in files, folders and archives, and show the first."""
        self._forget(chosen)
        self._begin(self.scanning.start(chosen))

    def open_demo(self) -> None:
        """Show the phantom that the program makes itself."""
        self._forget(())
        self._begin(self.scanning.start_demo())

    def show(self, index: int) -> None:
        """Show the first image of a stack; a reading under way is given up."""
        if not 0 <= index < len(self.stacks):
            return
        self.index, self.place, self.picture, self._shown = index, 0, None, None
        self._announce(file_name(self.stacks[index].image(0)[0]))
        self._want(anew=True)

    def next(self) -> None:
        """Show the stack after this one."""
        self.show(self.index + 1)

    def previous(self) -> None:
        """Show the stack before this one."""
        self.show(self.index - 1)

    def go(self, place: int) -> None:
        """Go to a place in the stack, from 0, or to the nearest there is; the picture stays until then."""
        place = min(max(place, 0), self.count - 1)
        if self.index >= 0 and place != self.place:
            self.place = place
            self.place_changed.emit()
            self._want(anew=False)

    def scroll(self, steps: int) -> None:
        """Go on in the stack, or back."""
        self.go(self.place + steps)

    def back(self) -> None:
        """Go to the image before this one in the stack."""
        self.scroll(-1)

    def forward(self) -> None:
        """Go to the image after this one in the stack."""
        self.scroll(1)

    def first(self) -> None:
        """Go to the first image of the stack."""
        self.go(0)

    def last(self) -> None:
        """Go to the last image of the stack."""
        self.go(self.count - 1)

    def close(self) -> None:
        """Give up everything under way."""
        self.scanning.close()
        self._pictures.forget()

    def _begin(self, name: str) -> None:
        self._pictures.forget()
        self._announce(name)
        self.stacks_changed.emit()

    def _announce(self, name: str) -> None:
        self.opening.emit(name)
        self.picture_changed.emit()
        self.place_changed.emit()

    def _on_scan(self) -> None:
        if self.scanning.stopped and not self.stacks:
            self.failed.emit("Scanning was stopped before any image was found.")

    def _take_stacks(self, found: ScanResult) -> None:
        """Take a longer list; what is looked at stays, wherever it now stands."""
        current = self.stacks[self.index].image(self.place) if self.index >= 0 else None
        self.stacks = found.stacks
        self._places = {
            instance.path: (index, place)
            for index, stack in enumerate(self.stacks)
            for place, instance in enumerate(stack.instances)
        }
        if current is not None:
            self.index, self.place = self._find(current)
        self.stacks_changed.emit()
        if current is not None:
            self.place_changed.emit()
        elif self.stacks:
            self.show(0)

    def _find(self, ref: Ref) -> tuple[int, int]:
        """Stack and place of a file's frame."""
        index, place = self._places[ref[0]]
        return index, place + ref[1]

    def _want(self, *, anew: bool) -> None:
        stack = self.stacks[self.index]
        places = (self.place + step for step in AHEAD)
        ahead = [stack.image(place) for place in places if 0 <= place < len(stack)]
        neighbours = (self.index + 1, self.index - 1)
        ahead += [self.stacks[index].image(0) for index in neighbours if 0 <= index < len(self.stacks)]
        self._pictures.want(stack.image(self.place), ahead, anew=anew)

    def _take_picture(self, ref: Ref, picture: Picture) -> None:
        self.picture, self._shown = picture, ref
        self.picture_changed.emit()
        if self._chosen:
            self.opened.emit(self._chosen[0])
            self._chosen = []

    def _fail_picture(self, ref: Ref, error: Exception) -> None:
        sentence = sentence_for(error, f"opening {file_name(ref[0])}")
        self.problems[ref[0]] = sentence
        self.picture, self._shown = None, None
        self.picture_changed.emit()
        self.stacks_changed.emit()
        self.failed.emit(sentence)
