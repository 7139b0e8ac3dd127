"""The picture area in a window of its own, for another screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.help import RESEARCH_USE
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.main_window import MainWindow


class PictureWindow(QWidget):
    """Holds the picture area; what is dropped here is opened as in the main window.

    Signals
    -------
    closed
        The user closed it.
    """

    closed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.setWindowTitle(tr("Pictures – MedDiag"))
        self.setAcceptDrops(True)
        self.addActions(window.actions())  # so that every key works here too
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        research = text_label(tr(RESEARCH_USE), "research", wrap=False)
        research.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(research)

    def take(self, stage: QWidget) -> None:
        """Take the picture area over."""
        self._column.insertWidget(0, stage, 1)

    def show_beside(self) -> None:
        """Fill another screen; where there is none, stand on the same one as a window."""
        here = self._window.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        if others:
            self.setGeometry(others[0].availableGeometry())
            self.showMaximized()
        else:
            self.resize(self._window.size() * 0.7)
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, D102  (Qt's name)
        self.closed.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        self._window.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        self._window.dropEvent(event)


class SecondScreen(Feature):
    """Moves the picture area out of the main window and back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.pictures: PictureWindow | None = None
        window.closing.connect(self._end)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"second_screen": self._move}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["second_screen"].setChecked(self.pictures is not None)

    def _move(self, out: bool) -> None:
        if out and self.pictures is None:
            self.pictures = PictureWindow(self._window)
            self.pictures.closed.connect(self._bring_back)
            self.pictures.take(self._window.stage)
            self._window.show_place_of_stage(False)
            self.pictures.show_beside()
            self._window.view.setFocus()
        elif not out:
            self._end()
        self.changed.emit()

    def _end(self) -> None:
        if self.pictures is not None:
            self.pictures.close()

    def _bring_back(self) -> None:
        """Put the picture area back where it was; its window is thrown away."""
        pictures, self.pictures = self.pictures, None
        if pictures is not None:
            self._window.show_place_of_stage(True)
            self._window.view.setFocus()
            pictures.deleteLater()
        self.changed.emit()
