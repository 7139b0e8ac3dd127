"""What is open: the stacks that were found, and the viewports in which they are looked at.

What acts on "the image" (the model, the findings, measuring) acts on the active viewport: the session's
own signals and properties are those of the active one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.loading import OpenImage
from meddiag_gui.gui.pictures import Pictures, Ref
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.scanning import Scanning
from meddiag_gui.gui.thumbnails import Thumbnails
from meddiag_gui.gui.viewport import REFUSED, Viewport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.scan import ScanResult
    from meddiag_gui.imaging.series import Stack

MOST = 3  # rows and columns of the largest layout


class Session(QObject):
    """The stacks that are open, the viewports on the screen, and which of them is active.

    Signals
    -------
    stacks_changed
        The list is another, or one of its files turned out unreadable.
    layout_changed
        `viewports` are others, or more or less of them are on the screen.
    active_changed
        Another viewport is active.
    opening, place_changed, picture_changed
        Those of the active viewport, also when another becomes active.
    failed
        Something could not be opened, in any viewport; carries the sentence for the user.
    opened
        A picture of what the user chose (not the demo study) is there; carries the first path chosen.
    """

    stacks_changed = Signal()
    layout_changed = Signal()
    active_changed = Signal()
    opening = Signal(str)
    place_changed = Signal()
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
        self._pictures = Pictures(io, open_image)
        self.thumbnails = Thumbnails(self._pictures, self)
        self._made: list[Viewport] = []  # those of a smaller layout stay as they were, for a larger one
        self.layout, self.maximised = (1, 1), False
        self.stacks: tuple[Stack, ...] = ()
        self.active = self._make_viewport()
        self._follow(self.active)
        self.viewports: tuple[Viewport, ...] = (self.active,)
        self._forget(())
        scanning.found.connect(self._take_stacks)
        scanning.changed.connect(self._on_scan)
        scanning.failed.connect(self._on_nothing)

    def _make_viewport(self) -> Viewport:
        viewport = Viewport(self._pictures, self, self)
        viewport.failed.connect(self._on_failure)
        viewport.picture_changed.connect(self._on_picture)
        self._made.append(viewport)
        return viewport

    def _follow(self, viewport: Viewport) -> None:
        viewport.opening.connect(self.opening)
        viewport.place_changed.connect(self.place_changed)
        viewport.picture_changed.connect(self.picture_changed)

    def _leave(self, viewport: Viewport) -> None:
        viewport.opening.disconnect(self.opening)
        viewport.place_changed.disconnect(self.place_changed)
        viewport.picture_changed.disconnect(self.picture_changed)

    def _forget(self, chosen: Sequence[Path]) -> None:
        self._chosen = list(chosen)
        self.stacks = ()
        self.problems: dict[Path, str] = {}

    @property
    def index(self) -> int:
        """Number in the list of the stack in the active viewport; -1 where there is none."""
        return self.index_of(self.active.stack)

    @property
    def place(self) -> int:
        """Place in its stack that is looked at."""
        return self.active.place

    @property
    def count(self) -> int:
        """Images of the stack that is looked at; 0 where there is none."""
        return self.active.count

    @property
    def picture(self) -> Picture | None:
        """The picture in the active viewport."""
        return self.active.picture

    @property
    def position(self) -> str:
        """Place in its stack of the picture in the active viewport, as ``12 / 160``."""
        return self.active.position

    @property
    def notices(self) -> tuple[str, ...]:
        """Reservations about the picture in the active viewport."""
        return self.active.notices

    @property
    def complete(self) -> bool:
        """Whether nothing more is going to be found."""
        return not self.scanning.running

    @property
    def on_screen(self) -> tuple[Viewport, ...]:
        """The viewports that can be seen."""
        return (self.active,) if self.maximised else self.viewports

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

    def activate(self, viewport: Viewport) -> None:
        """Make a viewport the one that is acted on."""
        if viewport is not self.active:
            self._leave(self.active)
            self.active = viewport
            self._follow(viewport)
            self.active_changed.emit()
            self.place_changed.emit()
            self.picture_changed.emit()
            if self.maximised:
                self.layout_changed.emit()

    def activate_next(self) -> None:
        """Make the viewport after the active one active, or the first again."""
        self._activate_beside(1)

    def activate_previous(self) -> None:
        """Make the viewport before the active one active, or the last."""
        self._activate_beside(-1)

    def _activate_beside(self, step: int) -> None:
        place = self.viewports.index(self.active) + step
        self.activate(self.viewports[place % len(self.viewports)])

    def lay_out(self, rows: int, columns: int) -> None:
        """Look at several stacks at once; what is shown stays, new viewports take the next stacks."""
        count = rows * columns
        while len(self._made) < count:
            self._make_viewport()
        self.layout, self.maximised = (rows, columns), False
        chosen = self._made[:count]
        if self.active not in chosen:
            chosen[-1] = self.active
        self.viewports = tuple(chosen)
        self.layout_changed.emit()
        self._fill()

    def maximise(self, wanted: bool) -> None:
        """Let the active viewport have the whole screen, or give the others their place back."""
        self.maximised = wanted and len(self.viewports) > 1
        self.layout_changed.emit()

    def next(self) -> None:
        """Show the stack after this one."""
        self.show(self.index + 1)

    def previous(self) -> None:
        """Show the stack before this one."""
        self.show(self.index - 1)

    def go(self, place: int) -> None:
        """Go to a place in the stack, from 0, or to the nearest there is."""
        self.active.go(place)

    def scroll(self, steps: int) -> None:
        """Go on in the stack, or back."""
        self.active.scroll(steps)

    def back(self) -> None:
        """Go to the image before this one in the stack."""
        self.active.scroll(-1)

    def forward(self) -> None:
        """Go to the image after this one in the stack."""
        self.active.scroll(1)

    def first(self) -> None:
        """Go to the first image of the stack."""
        self.active.go(0)

    def last(self) -> None:
        """Go to the last image of the stack."""
        self.active.go(self.count - 1)

    def close(self) -> None:
        """Give up everything under way."""
        self.scanning.close()
        self._pictures.forget()

    def _begin(self, name: str) -> None:
        self._pictures.forget()
        self.thumbnails.forget()
        for viewport in self._made:
            if viewport is not self.active:
                viewport.clear()
        self.active.wait(name)
        self.stacks_changed.emit()

    def _on_scan(self) -> None:
        if self.scanning.stopped and not self.stacks:
            self._on_nothing("Scanning was stopped before any image was found.")
        elif self.scanning.stopped:
            self._fill()

    def _on_nothing(self, sentence: str) -> None:
        self.active.clear(REFUSED)
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
