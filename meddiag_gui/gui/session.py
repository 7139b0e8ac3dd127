"""What is open: the stacks that were found, and which of them the viewports show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.arrangement import Arrangement
from meddiag_gui.gui.loading import OpenImage
from meddiag_gui.gui.pictures import Pictures, Ref
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.scanning import Scanning
from meddiag_gui.gui.thumbnails import Thumbnails
from meddiag_gui.gui.viewport import REFUSED
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.gui.viewport import Viewport
    from meddiag_gui.imaging.scan import ScanResult
    from meddiag_gui.imaging.series import Stack


class Session(Arrangement):
    """The stacks that are open, and what the viewports show of them.

    Attributes
    ----------
    title
        What is open, in words, where the name of its file says nothing; else empty.

    Signals
    -------
    stacks_changed
        The list is another, or one of its files turned out unreadable.
    failed
        Something could not be opened, in any viewport; carries the sentence for the user.
    begun
        The user opened something; what it holds is still being found.
    opened
        A picture of what the user chose (not the demo study) is there; carries the first path chosen.
    """

    stacks_changed = Signal()
    failed = Signal(str)
    begun = Signal()
    opened = Signal(object)

    def __init__(
        self,
        scanning: Scanning,
        io: Runner,
        open_image: OpenImage,
        parent: QObject | None = None,
    ) -> None:
        self.scanning = scanning
        self._pictures = Pictures(io, open_image)
        self.stacks: tuple[Stack, ...] = ()
        super().__init__(self._pictures, self, parent)
        self.thumbnails = Thumbnails(self._pictures, self)
        self._forget(())
        self.any_picture_changed.connect(self._on_picture)
        self.any_failed.connect(self._on_failure)
        scanning.found.connect(self._take_stacks)
        scanning.changed.connect(self._on_scan)
        scanning.failed.connect(self._on_nothing)

    def _forget(self, chosen: Sequence[Path]) -> None:
        self._chosen = list(chosen)
        self.stacks = ()
        self.problems: dict[Path, str] = {}
        self.title = ""

    @property
    def index(self) -> int:
        """Number in the list of the stack in the active viewport; -1 where there is none."""
        return self.index_of(self.active.stack)

    @property
    def complete(self) -> bool:
        """Whether nothing more is going to be found."""
        return not self.scanning.running

    def index_of(self, stack: Stack | None) -> int:
        """Number of a stack in the list, or -1."""
        return next((index for index, known in enumerate(self.stacks) if known is stack), -1)

    def stack_with(self, ref: Ref) -> Stack | None:
        """Find the stack of a file's frame."""
        return next((stack for stack in self.stacks if stack.find(*ref) is not None), None)

    def open_paths(self, chosen: Sequence[Path]) -> None:
        """Find the images in files, folders and archives, and show the first."""
        self._forget(chosen)
        self._begin(self.scanning.start(chosen))

    def open_study(self, files: Sequence[Path], title: str) -> None:
        """Show the images of a study of the library; its files have names that say nothing to people."""
        self._forget(())
        self.title = title
        self._begin(self.scanning.start(files, title))

    def open_demo(self) -> None:
        """Show the phantom that the program makes itself."""
        self._forget(())
        self._begin(self.scanning.start_demo())

    def open_demo_ct(self) -> None:
        """Show the CT of the same phantom."""
        self._forget(())
        self._begin(self.scanning.start_demo_ct())

    def show(self, index: int, viewport: Viewport | None = None) -> None:
        """Show the first image of a stack, in the active viewport if none is named."""
        if 0 <= index < len(self.stacks):
            (viewport or self.active).show(self.stacks[index])

    def lay_out(self, rows: int, columns: int) -> None:
        """Look at several stacks at once; what is shown stays, empty viewports take the next stacks."""
        super().lay_out(rows, columns)
        self._fill()

    def next(self) -> None:
        """Show the stack after this one."""
        self.show(self.index + 1)

    def previous(self) -> None:
        """Show the stack before this one."""
        self.show(self.index - 1)

    def close(self) -> None:
        """Give up everything under way."""
        self.scanning.close()
        self._pictures.forget()

    def _begin(self, name: str) -> None:
        self.begun.emit()
        self._pictures.forget()
        self.thumbnails.forget()
        for viewport in self._made:
            if viewport is not self.active:
                viewport.clear()
        self.active.wait(name)
        self.stacks_changed.emit()

    def _on_scan(self) -> None:
        if self.scanning.stopped and not self.stacks:
            self._on_nothing(tr("Scanning was stopped before any image was found."))
        elif self.scanning.stopped:
            self._fill()

    def _on_nothing(self, sentence: str) -> None:
        self.active.clear(tr(REFUSED))
        self.failed.emit(sentence)

    def _take_stacks(self, found: ScanResult) -> None:
        """Take a longer list; what is looked at stays, wherever it now stands."""
        kept = [(v, v.stack.image(v.place)) for v in self._made if v.stack is not None]
        self.stacks = found.stacks
        for viewport, ref in kept:
            places = ((stack, stack.find(*ref)) for stack in self.stacks)
            viewport.move(*next((stack, place) for stack, place in places if place is not None))
        if self.active.stack is None and self.stacks:  # before the list asks for its small pictures
            self.show(0)
        self._fill()
        self.stacks_changed.emit()
        for viewport, _ in kept:
            viewport.place_changed.emit()

    def _fill(self) -> None:
        """Give each empty viewport the next stack that is in none; not before all stacks are known."""
        if not self.complete:
            return
        seen = [self.index_of(viewport.stack) for viewport in self.viewports]
        others = [index for index in range(len(self.stacks)) if index not in seen]
        for viewport in self.viewports:
            if viewport.stack is None and others:
                self.show(others.pop(0), viewport)

    def beside(self, stack: Stack) -> list[Ref]:
        """First images of the stacks after and before one."""
        index = self.index_of(stack)
        beside = (index + 1, index - 1)
        return [self.stacks[near].image(0) for near in beside if 0 <= near < len(self.stacks)]

    def _on_picture(self) -> None:
        if self._chosen and any(viewport.picture for viewport in self._made):
            self.opened.emit(self._chosen[0])
            self._chosen = []

    def _on_failure(self, path: Path, sentence: str) -> None:
        self.problems[path] = sentence
        self.stacks_changed.emit()
        self.failed.emit(sentence)
