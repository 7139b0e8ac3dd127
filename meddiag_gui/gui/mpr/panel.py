"""The three planes on the screen, or in their place how far reading is, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from meddiag_gui.gui.mpr.bar import Bar
from meddiag_gui.gui.mpr.plane_view import PlaneView
from meddiag_gui.gui.mpr.waiting import WaitingPage
from meddiag_gui.gui.widgets import Strip

if TYPE_CHECKING:
    from meddiag_gui.gui.mpr.planes import Planes
    from meddiag_gui.gui.viewer.view import ImageView
    from meddiag_gui.tasks import Progress

_PLACES = ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1))  # the plane that was taken is large, on the left


class MprPanel(QWidget):
    """Takes the place of the pictures while a series is looked at in three planes.

    Signals
    -------
    closed
        The user wants the pictures back, or gives up reading.
    shown
        Window, zoom, inversion or orientation of the active plane may be another.
    hovered
        Words for the pixel under the pointer.
    """

    closed = Signal()
    shown = Signal()
    hovered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.planes: Planes | None = None
        self._maximised: PlaneView | None = None
        self.views = tuple(PlaneView(plane) for plane in range(3))
        self._active = self._large = self.views[0]
        self.bar, self.notice = Bar(), Strip("notice")
        self._waiting, self._pages = WaitingPage(), QStackedWidget()
        self._pages.addWidget(self._waiting)
        self._pages.addWidget(self._planes_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._connect()

    def _planes_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        column.addLayout(self._grid, 1)
        self._arrange()
        return page

    def _connect(self) -> None:
        self._waiting.left.connect(self.closed)
        self.bar.closed.connect(self.closed)
        self.bar.reset.connect(self.reset)
        self.bar.slab_changed.connect(self._on_slab)
        self.bar.crosshair_changed.connect(self._on_crosshair)
        for view in self.views:
            view.chosen.connect(self.activate)
            view.maximised.connect(self.maximise)
            view.hovered.connect(self.hovered)
            view.view.shown.connect(self._on_shown)

    @property
    def view(self) -> ImageView:
        """The view of the active plane."""
        return self._active.view

    @property
    def message(self) -> str:
        """What stands in place of the planes; empty while they are shown."""
        return self._waiting.message if self._pages.currentIndex() == 0 else ""

    def set_annotated(self, annotated: bool) -> None:
        """Show or hide the corner texts."""
        for view in self.views:
            view.view.set_annotated(annotated)

    def wait(self, progress: Progress | None = None) -> None:
        """Say that slices are read, and how far that is."""
        self._waiting.wait(progress)
        self._pages.setCurrentWidget(self._waiting)

    def refuse(self, sentence: str) -> None:
        """Say why there are no planes."""
        self._waiting.refuse(sentence)
        self._pages.setCurrentWidget(self._waiting)

    def show_planes(self, planes: Planes) -> None:
        """Show three planes, seen through one window."""
        self.planes = planes
        planes.cut.connect(self._on_cut)
        planes.moved.connect(self._on_moved)
        self.bar.set_slab(planes.thickness, planes.projection)
        self.notice.say("\n".join(planes.volume.notices))
        for view in self.views:
            view.set_planes(planes)
        self._pages.setCurrentIndex(1)
        self._large = next(view for view in self.views if planes.cuts[view.plane].acquired)
        self._maximised = None
        self._arrange()
        self.activate(self._large)
        self.view.setFocus()

    def clear(self) -> None:
        """Let go of the planes and their volume."""
        if self.planes is not None:
            self.planes.close()
            self.planes = None
        for view in self.views:
            view.set_planes(None)

    def activate(self, view: PlaneView) -> None:
        """Make a plane the one that keys and menus act on."""
        self._active = view
        for one in self.views:
            one.frame(one is view)
        self.shown.emit()

    def maximise(self, view: PlaneView) -> None:
        """Give a plane the whole room; or, if it has it, the others their place back."""
        self._maximised = None if view is self._maximised else view
        self._arrange()

    def _arrange(self) -> None:
        others = (view for view in self.views if view is not self._large)
        for view, place in zip((self._large, *others), _PLACES, strict=True):
            self._grid.removeWidget(view)
            self._grid.addWidget(view, *((0, 0, 2, 2) if view is self._maximised else place))
            view.setVisible(self._maximised in (None, view))

    def reset(self) -> None:
        """Cross-hair to the middle, slices instead of slabs, whole pictures, the series' own window."""
        if self.planes is None:
            return
        self.bar.set_slab(0, "MIP")
        self.planes.set_slab(0, "MIP")
        self.planes.go(self.planes.middle)
        for one in self.views:
            if one.view.display is not None:
                one.view.display.reset()
                one.view.refresh()

    def _on_slab(self) -> None:
        if self.planes is not None:
            self.planes.set_slab(self.bar.thickness, self.bar.projection)

    def _on_crosshair(self, wanted: bool) -> None:
        for view in self.views:
            view.show_crosshair(wanted)

    def _on_cut(self, plane: int) -> None:
        self.views[plane].show_picture()

    def _on_moved(self) -> None:
        for view in self.views:
            view.show_place()

    def _on_shown(self) -> None:
        """Let the other planes take the window of the active one."""
        source = self.view.display
        if self.sender() is not self.view or source is None:
            return
        for one in self.views:
            display = one.view.display
            if display is not None and (display.voi, display.inverted) != (source.voi, source.inverted):
                display.set_window(source.voi, inverted=source.inverted)
                one.view.update()
        self.shown.emit()
