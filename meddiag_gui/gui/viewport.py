"""One cell of the layout: the stack that is looked at in it, where in it, and the picture on the screen.

Nothing here waits: pictures are read on the ``io`` runner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.pictures import Pictures, Ref, Wish
from meddiag_gui.gui.text import file_name, sentence_for
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.series import Stack

AHEAD = (1, -1, 2, -2, 3, -3)  # steps in a stack that are read ahead of their turn
REFUSED = mark("This image cannot be shown.")
EMPTY = mark("Drag a series here.")


class Listing(Protocol):
    """What a viewport asks of the list in which its stack stands."""

    @property
    def complete(self) -> bool:
        """Whether nothing more is going to be found."""
        ...

    def beside(self, stack: Stack) -> Sequence[Ref]:
        """Images that may be wanted after those of a stack."""
        ...


class Viewport(QObject):
    """What one cell shows.

    Signals
    -------
    opening
        Another stack is being opened; carries its name. The picture before it is gone.
    place_changed
        `place` or `count` is another.
    picture_changed
        `picture` is another, or None; then `message` says why.
    failed
        A file could not be opened; carries its path, and the sentence for the user.
    """

    opening = Signal(str)
    place_changed = Signal()
    picture_changed = Signal()
    failed = Signal(object, str)

    def __init__(self, pictures: Pictures, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._listing = pictures, listing
        self._wish = Wish(self._take, self._fail)
        pictures.join(self._wish)
        self._shown: Ref | None = None
        self.stack: Stack | None = None
        self.place = 0
        self.picture: Picture | None = None
        self.message, self.remark = tr(EMPTY), ""

    @property
    def count(self) -> int:
        """Images of the stack; 0 where there is none."""
        return len(self.stack) if self.stack is not None else 0

    @property
    def coherent(self) -> bool:
        """Whether the images of the stack show one thing, and so are to be seen through one window."""
        return self.stack is not None and self.stack.coherent

    @property
    def shown_place(self) -> int | None:
        """Place in the stack of the picture on the screen, which may be behind `place`; None without one."""
        if self.stack is None or self._shown is None:
            return None
        arrived = self.stack.image(self.place) == self._shown  # as it mostly has: no need to look for it
        return self.place if arrived else self.stack.find(*self._shown)

    @property
    def position(self) -> str:
        """Place of the picture on the screen as ``12 / 160``, and the remark; empty for a single image."""
        shown = self.shown_place
        if shown is None or self.count < 2:
            return ""
        return f"{shown + 1} / {self.count}" + (f", {self.remark}" if self.remark else "")

    @property
    def notices(self) -> tuple[str, ...]:
        """Reservations about the picture on the screen and its stack."""
        if self.picture is None or self.stack is None:
            return ()
        whole = self.stack.notices if self._listing.complete else ()
        return tuple(dict.fromkeys((*whole, *self.picture.image.notices)))

    def show(self, stack: Stack, place: int = 0) -> None:
        """Show an image of a stack; a reading under way is given up."""
        self._empty()
        self.move(stack, place)
        self._announce(file_name(stack.image(place)[0]))
        self._want(anew=True)

    def wait(self, name: str) -> None:
        """Be empty until something of this name is found."""
        self._empty()
        self._announce(name)

    def clear(self, message: str = "") -> None:
        """Be empty, and say why; unless given, what to do about it."""
        self._empty()
        self.message = message or tr(EMPTY)
        self.picture_changed.emit()
        self.place_changed.emit()

    def move(self, stack: Stack, place: int) -> None:
        """Take the place of what is looked at in a longer list, in silence."""
        self.stack, self.place = stack, place

    def _empty(self) -> None:
        self._wish.forget()
        self.stack, self.place = None, 0
        self.picture, self._shown = None, None

    def _announce(self, name: str) -> None:
        self.message = tr("Opening {name} …", name=name)
        self.opening.emit(name)
        self.picture_changed.emit()
        self.place_changed.emit()

    def go(self, place: int) -> None:
        """Go to a place in the stack, from 0, or to the nearest there is; the picture stays until then."""
        place = min(max(place, 0), self.count - 1)
        if self.stack is not None and place != self.place:
            self.place = place
            self.place_changed.emit()
            self._want(anew=False)

    def scroll(self, steps: int) -> None:
        """Go on in the stack, or back."""
        self.go(self.place + steps)

    def _want(self, *, anew: bool) -> None:
        if self.stack is None:
            return
        places = (self.place + step for step in AHEAD)
        ahead = [self.stack.image(place) for place in places if 0 <= place < len(self.stack)]
        ahead += self._listing.beside(self.stack)
        self._pictures.want(self._wish, self.stack.image(self.place), ahead, anew=anew)

    def _take(self, ref: Ref, picture: Picture) -> None:
        self.picture, self._shown = picture, ref
        self.picture_changed.emit()

    def _fail(self, ref: Ref, error: Exception) -> None:
        self.picture, self._shown, self.message = None, None, tr(REFUSED)
        self.picture_changed.emit()
        self.failed.emit(ref[0], sentence_for(error, tr("opening {name}", name=file_name(ref[0]))))
