"""The middle of the window: the grid of pictures, or what a feature shows in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.view import ImageView


class Page(Protocol):
    """A widget with views, one of which is active."""

    @property
    def view(self) -> ImageView:
        """The view that menus and keys act on."""
        ...

    @property
    def hovered(self) -> SignalInstance:
        """Words for the pixel under the pointer."""
        ...

    def set_annotated(self, annotated: bool) -> None:
        """Show or hide the corner texts."""
        ...


class Stage(QStackedWidget):
    """Pages of which one is on the screen; the first is the grid.

    Signals
    -------
    hovered
        Words for the pixel under the pointer, on any page.
    """

    hovered = Signal(str)

    def __init__(self, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._annotated = True
        self.add_page(first)

    @property
    def page(self) -> Page:
        """The page on the screen."""
        return cast("Page", self.currentWidget())

    @property
    def view(self) -> ImageView:
        """The view that menus and keys act on."""
        return self.page.view

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Ask for what the page on the screen needs; Qt would ask for the largest of all."""
        return cast("QWidget", self.page).minimumSizeHint()

    def add_page(self, page: QWidget) -> None:
        """Add a page, which is not shown yet."""
        self.addWidget(page)
        known = cast("Page", page)
        known.hovered.connect(self.hovered)
        known.set_annotated(self._annotated)

    def show_page(self, page: QWidget) -> None:
        """Show a page that was added."""
        self.setCurrentWidget(page)
        self.updateGeometry()

    def show_first(self) -> None:
        """Show the grid."""
        self.setCurrentIndex(0)
        self.updateGeometry()
        self.view.setFocus()

    def set_annotated(self, annotated: bool) -> None:
        """Show or hide the corner texts of all pages, also of those to come."""
        self._annotated = annotated
        for number in range(self.count()):
            cast("Page", self.widget(number)).set_annotated(annotated)
