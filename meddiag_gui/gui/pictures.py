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

BUDGET = 512 * 2**20  # bytes of pixels that are kept

Ref = tuple[Path, int]  # file and frame


class Pictures:
    """Hands over the picture wanted last; never queues more than one reading.

    While the user scrolls faster than pictures can be read, those on the way are handed over too, so that
    the screen follows.

    Parameters
    ----------
    taken, failed
        Called in the GUI thread with the file and frame, and the picture or the error.
    """

    def __init__(
        self,
        io: Runner,
        open_image: OpenImage,
        taken: Callable[[Ref, Picture], None],
        failed: Callable[[Ref, Exception], None],
    ) -> None:
        self._io, self._open_image = io, open_image
        self._taken, self._failed = taken, failed
        self._kept: OrderedDict[Ref, Picture] = OrderedDict()
        self._job: Job[Picture] | None = None
        self._reading: Ref | None = None
        self.forget()

    def forget(self) -> None:
        """Give up everything: what is read, and what was kept."""
        self._kept.clear()
        self._due: Ref | None = None  # wanted, and not handed over yet
        self._ahead: list[Ref] = []
        self._on_the_way = False
        self._drop()

    def want(self, ref: Ref, ahead: Sequence[Ref], *, anew: bool) -> None:
        """Ask for a picture; one that is kept is handed over at once.

        Parameters
        ----------
        ahead
            What may be wanted next, the likeliest first.
        anew
            Whether pictures on the way here are of no interest.
        """
        self._due, self._ahead = ref, [near for near in ahead if near not in self._kept]
        if anew and self._reading != ref:
            self._drop()
        self._on_the_way = not anew
        picture = self._kept.get(ref)
        if picture is not None:
            self._kept.move_to_end(ref)
            self._due = None
            self._taken(ref, picture)
        self._go_on()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._reading = None, None

    def _go_on(self) -> None:
        """Read what is due, else the next of what may be wanted."""
        if self._job is not None:
            return
        ref = self._due or (self._ahead.pop(0) if self._ahead else None)
        if ref is not None:
            self._reading = ref
            work = functools.partial(load_picture, self._open_image, *ref)
            self._job = self._io.submit(work, self._take, self._fail)

    def _take(self, job: Job[Picture], picture: Picture) -> None:
        if job is not self._job or self._reading is None:
            return
        ref, self._job, self._reading = self._reading, None, None
        self._keep(ref, picture)
        if ref == self._due:
            self._due = None
            self._taken(ref, picture)
        elif self._due is not None and self._on_the_way:
            self._taken(ref, picture)
        self._go_on()

    def _fail(self, job: Job[Picture], error: Exception) -> None:
        if job is not self._job or self._reading is None:
            return
        ref, self._job, self._reading = self._reading, None, None
        if ref == self._due:  # else it is said when the picture is wanted
            self._due = None
            self._failed(ref, error)
        self._go_on()

    def _keep(self, ref: Ref, picture: Picture) -> None:
        self._kept[ref] = picture
        while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > BUDGET:
            self._kept.popitem(last=False)


def _size(picture: Picture) -> int:
    return picture.image.pixels.nbytes + sum(level.nbytes for level in picture.levels[1:])
