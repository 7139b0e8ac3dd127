"""Pictures on demand: read one by one on the ``io`` thread, the neighbours ahead of their turn."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.gui.loading import OpenImage, load_picture
from meddiag_gui.gui.runner import Job, Runner

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture

BUDGET = 512 * 2**20  # bytes of pixels that are kept, for all viewports together

Ref = tuple[Path, int]  # file and frame


class Wish:
    """What one viewport wants to see, and may want next.

    Parameters
    ----------
    taken, failed
        Called in the GUI thread with the file and frame, and the picture or the error.
    collects
        Whether all that is read ahead is handed over too: for those who look at no picture themselves.
    """

    def __init__(
        self,
        taken: Callable[[Ref, Picture], None],
        failed: Callable[[Ref, Exception], None],
        *,
        collects: bool = False,
    ) -> None:
        self.taken, self.failed, self.collects = taken, failed, collects
        self.forget()

    def forget(self) -> None:
        """Want nothing."""
        self.due: Ref | None = None  # wanted, and not handed over yet
        self.ahead: list[Ref] = []
        self.on_the_way = False

    def interested(self, ref: Ref) -> bool:
        """Whether a picture is to be handed over when it is there."""
        return ref == self.due or (self.collects and ref in self.ahead)

    def settle(self, ref: Ref) -> None:
        """Wait for a picture no more."""
        self.due = None if ref == self.due else self.due
        self.ahead = [other for other in self.ahead if other != ref]


class Pictures:
    """Hands over to each viewport the picture it wanted last; never queues more than one reading.

    While the user scrolls faster than pictures can be read, those on the way are handed over too, so that
    the screen follows. Viewports take turns, and nothing is read ahead while one of them waits.
    """

    def __init__(self, io: Runner, open_image: OpenImage) -> None:
        self._io, self._open_image = io, open_image
        self._kept: OrderedDict[Ref, Picture] = OrderedDict()
        self._wishes: list[Wish] = []  # the one served last comes last
        self._job: Job[Picture] | None = None
        self._reading: Ref | None = None
        self._reader: Wish | None = None  # for whom it is read

    def join(self, wish: Wish) -> None:
        """Serve one more viewport."""
        self._wishes.append(wish)

    def forget(self) -> None:
        """Give up everything: what is read, and what was kept."""
        self._kept.clear()
        for wish in self._wishes:
            wish.forget()
        self._drop()

    def want(self, wish: Wish, ref: Ref, ahead: Sequence[Ref], *, anew: bool) -> None:
        """Ask for a picture; one that is kept is handed over at once.

        Parameters
        ----------
        ahead
            What may be wanted next, the likeliest first.
        anew
            Whether pictures on the way here are of no interest.
        """
        wish.due, wish.ahead, wish.on_the_way = ref, list(ahead), not anew
        if anew and all(other.due != self._reading for other in self._wishes):
            self._drop()
        picture = self._kept.get(ref)
        if picture is not None:
            self._kept.move_to_end(ref)
            wish.due = None
            wish.taken(ref, picture)
        self._go_on()

    def collect(self, wish: Wish, refs: Sequence[Ref]) -> None:
        """Hand over all of these, one after the other, when nothing else is to be read; none is kept."""
        wish.ahead = [ref for ref in refs if ref not in self._kept]
        for ref in refs:
            if ref in self._kept:
                wish.taken(ref, self._kept[ref])
        self._go_on()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._reading = self._reader = None

    def _go_on(self) -> None:
        """Read what is due, else the next of what may be wanted, else what is collected."""
        if self._job is not None:
            return
        reader = self._next_reader()
        if reader is None:
            return
        self._wishes.remove(reader)
        self._wishes.append(reader)
        self._reader, self._reading = reader, reader.due or reader.ahead[0]
        work = functools.partial(load_picture, self._open_image, *self._reading)
        self._job = self._io.submit(work, self._take, self._fail)

    def _next_reader(self) -> Wish | None:
        for wish in self._wishes:
            wish.ahead = [ref for ref in wish.ahead if ref not in self._kept]
        waiting = [wish for wish in self._wishes if wish.due is not None]
        ahead = sorted((wish for wish in self._wishes if wish.ahead), key=lambda wish: wish.collects)
        return next(iter((*waiting, *ahead)), None)

    def _take(self, job: Job[Picture], picture: Picture) -> None:
        if job is not self._job or self._reading is None or self._reader is None:
            return
        ref, reader = self._reading, self._reader
        self._job = self._reading = self._reader = None
        if not reader.collects or any(wish.due == ref for wish in self._wishes):
            self._keep(ref, picture)
        for wish in list(self._wishes):
            if wish.interested(ref) or (wish is reader and wish.due is not None and wish.on_the_way):
                wish.settle(ref)
                wish.taken(ref, picture)
        self._go_on()

    def _fail(self, job: Job[Picture], error: Exception) -> None:
        if job is not self._job or self._reading is None or self._reader is None:
            return
        ref, reader = self._reading, self._reader
        self._job = self._reading = self._reader = None
        interested = [wish for wish in self._wishes if wish.interested(ref)]
        reader.settle(ref)
        for wish in interested:  # to the others it is said when the picture is wanted
            wish.settle(ref)
            wish.failed(ref, error)
        self._go_on()

    def _keep(self, ref: Ref, picture: Picture) -> None:
        self._kept[ref] = picture
        while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > BUDGET:
            self._kept.popitem(last=False)


def _size(picture: Picture) -> int:
    return picture.image.pixels.nbytes + sum(level.nbytes for level in picture.levels[1:])
