"""The viewports on the screen: how many, in which layout, and which of them is active.

What acts on "the image" (the model, the findings, measuring) acts on the active viewport: the signals and
properties of the arrangement are those of the active one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.pictures import Pictures
from meddiag_gui.gui.viewport import Listing, Viewport

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture

MOST = 3  # rows and columns of the largest layout


class Arrangement(QObject):
    """Some viewports, one of them active; `meddiag_gui.gui.session.Session` gives them stacks to show.

    Signals
    -------
    layout_changed
        `viewports` are others, or more or less of them are on the screen.
    active_changed
        Another viewport is active.
    opening, place_changed, picture_changed
        Those of the active viewport, also when another becomes active.
    any_picture_changed, any_failed
        Those of every viewport, as `Viewport.picture_changed` and `Viewport.failed`.
    """

    layout_changed = Signal()
    active_changed = Signal()
    opening = Signal(str)
    place_changed = Signal()
    picture_changed = Signal()
    any_picture_changed = Signal()
    any_failed = Signal(object, str)

    def __init__(self, pictures: Pictures, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._listing = pictures, listing
        self._made: list[Viewport] = []  # those of a smaller layout stay as they were, for a larger one
        self.layout, self.maximised = (1, 1), False
        self.active = self._make_viewport()
        self._follow(self.active)
        self.viewports: tuple[Viewport, ...] = (self.active,)

    def _make_viewport(self) -> Viewport:
        viewport = Viewport(self._pictures, self._listing, self)
        viewport.failed.connect(self.any_failed)
        viewport.picture_changed.connect(self.any_picture_changed)
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
    def on_screen(self) -> tuple[Viewport, ...]:
        """The viewports that can be seen."""
        return (self.active,) if self.maximised else self.viewports

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
        """Look at several stacks at once; what is shown stays."""
        count = rows * columns
        while len(self._made) < count:
            self._make_viewport()
        self.layout, self.maximised = (rows, columns), False
        chosen = self._made[:count]
        if self.active not in chosen:
            chosen[-1] = self.active
        self.viewports = tuple(chosen)
        self.layout_changed.emit()

    def maximise(self, wanted: bool) -> None:
        """Let the active viewport have the whole screen, or give the others their place back."""
        self.maximised = wanted and len(self.viewports) > 1
        self.layout_changed.emit()

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
