"""The window: puts the panels together; what the user does is connected in `meddiag_gui.gui.control`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QSplitter,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui import theme
from meddiag_gui.gui.findings.panel import FindingsPanel
from meddiag_gui.gui.findings.words import subject
from meddiag_gui.gui.help import RESEARCH_USE, HelpWindow
from meddiag_gui.gui.influence.words import ON_PICTURE
from meddiag_gui.gui.reading import Reading
from meddiag_gui.gui.rooms import READING, Rooms
from meddiag_gui.gui.series_panel import SeriesPanel
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.stage import Stage
from meddiag_gui.gui.text import file_name
from meddiag_gui.gui.viewer.cell import Cell
from meddiag_gui.gui.viewer.grid import Grid
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.gui.widgets import Strip, text_label
from meddiag_gui.language import mark, tr
from meddiag_gui.settings import Settings

INVITATION = mark(
    "Open images with Ctrl+O, or drop files, a folder or a ZIP archive here.\n\n"
    "Ctrl+D opens the demo study, a phantom that the program makes itself."
)


class MainWindow(QMainWindow):
    """Series on the left, the pictures in the middle, the findings on the right.

    Signals
    -------
    dropped
        Files or folders were dropped; carries their paths.
    closing
        The window is about to close.
    """

    dropped = Signal(list)
    closing = Signal()

    def __init__(self, session: Session, reading: Reading, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("MedDiag")
        self.setAcceptDrops(True)
        self._session = session
        self.grid = Grid(session)
        self.stage = Stage(self.grid)
        self.series = SeriesPanel(session)
        self.findings = FindingsPanel(reading, settings.overlay_opacity)
        self.help: HelpWindow | None = None
        self.failure = Strip("failure")
        self.pixel = text_label(wrap=False)
        self._lay_out()
        self.room_bar, self.tool_bar = self._make_bar("rooms"), self._make_bar("tools")
        self.room_bar.setIconSize(QSize(1, 1))  # it has words only: no taller than the menus beside it
        self._place_bars()
        self._make_status()
        self.resize(1440, 900)
        self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode("ascii", "ignore")))
        self.rooms.entered.connect(self._on_room)
        session.begun.connect(self._on_begun)
        session.opening.connect(self._on_opening)
        session.picture_changed.connect(self._on_picture)
        session.picture_changed.connect(self._name_subject)
        session.layout_changed.connect(self._name_subject)
        session.failed.connect(self.say_failure)
        reading.influence.changed.connect(self._on_map)
        self.findings.overlay.opacity_changed.connect(self._on_map)
        self.stage.hovered.connect(self.pixel.setText)
        self.series.list.opened.connect(self._focus_picture)
        self._reading = reading
        self.view.set_picture(None, tr(INVITATION))
        self.view.setFocus()

    @property
    def cell(self) -> Cell:
        """The active cell."""
        return self.grid.active

    @property
    def view(self) -> ImageView:
        """The view of the active cell."""
        return self.grid.view

    def add_panel(self, panel: QWidget) -> None:
        """Put a feature's panel below the findings."""
        layout = self._side.layout()
        if layout is not None:
            layout.addWidget(panel)

    def add_strip(self, strip: QWidget) -> None:
        """Put a line above the picture area."""
        self._center.insertWidget(0, strip)

    def _lay_out(self) -> None:
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.failure)
        self._elsewhere = text_label(
            tr("The pictures are in a window of their own. Ctrl+F11 brings them back."), "dim"
        )
        self._elsewhere.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._elsewhere, 1)
        self._center = column
        self.show_place_of_stage(True)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.findings, 1)
        for widget, width in ((self.series, 240), (center, 860), (self._side, 340)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, 1 if widget is center else 0)
            widget.resize(width, 800)
        splitter.setSizes([240, 860, 340])
        self.rooms = Rooms(splitter)
        self.setCentralWidget(self.rooms)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def show_place_of_stage(self, here: bool) -> None:
        """Hold the picture area, or a word in its place while another window holds it."""
        self._elsewhere.setVisible(not here)
        if here:
            self._center.addWidget(self.stage, 1)

    def _make_bar(self, name: str) -> QToolBar:
        bar = QToolBar()
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.setIconSize(QSize(theme.ICON_SIDE, theme.ICON_SIDE))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        return bar

    def _place_bars(self) -> None:
        """Put the rooms beside the menus, where there is room for both, and the tools below."""
        menus = self.menuBar()
        if menus.isNativeMenuBar():  # at the top of the screen, as on macOS
            self.addToolBar(self.room_bar)
        else:
            menus.setCornerWidget(self.room_bar, Qt.Corner.TopRightCorner)
        self.addToolBar(self.tool_bar)

    def _make_status(self) -> None:
        research = QLabel(tr(RESEARCH_USE))
        research.setProperty("role", "research")
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.pixel, 1)
        bar.addPermanentWidget(research)

    def show_help(self, page: int) -> None:
        """Show a page of the help window, which is made when it is first asked for."""
        if self.help is None:
            self.help = HelpWindow(self)
        self.help.show_page(page)

    def say_failure(self, sentence: str) -> None:
        """Show what went wrong above the picture, until it is dismissed or another file is opened."""
        self.failure.say(sentence)

    def geometry_text(self) -> str:
        """Size and place of the window, as kept in the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def _focus_picture(self) -> None:
        self.view.setFocus()

    def _on_room(self, room: str) -> None:
        """Leave the tools of pictures to the reading room, and the keyboard there to the picture."""
        self.tool_bar.setVisible(room == READING)
        self.pixel.setVisible(room == READING)
        if room == READING:
            self.view.setFocus()

    def _on_begun(self) -> None:
        """Whatever the user opens is looked at in the reading room."""
        self.rooms.enter(READING)

    def _on_opening(self, name: str) -> None:
        self.failure.say("")
        self.setWindowTitle(f"{name} – MedDiag")

    def _on_picture(self) -> None:
        picture = self._session.picture
        if picture is not None:
            self.failure.say("")
            self.setWindowTitle(f"{self._session.title or file_name(picture.image.path)} – MedDiag")

    def _name_subject(self) -> None:
        """Say which of several pictures the findings are of."""
        session = self._session
        picture = session.picture if len(session.on_screen) > 1 else None
        self.findings.say_subject(subject(picture.image.header, session.position) if picture else "")

    def _on_map(self) -> None:
        """Draw the map over the image that it belongs to, and over no other."""
        influence = self._reading.influence
        shown = influence.saliency if influence.wanted else None
        caution = tr(ON_PICTURE) if influence.verdict == "failed" else ""
        for cell in self.grid.cells:
            active = cell is self.grid.active
            cell.view.set_map(shown if active else None, self.findings.overlay.opacity, caution)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102  (Qt's name)
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            self.dropped.emit(dropped)
        else:
            self.say_failure(tr("Only files on this computer can be opened; what was dropped is none."))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, D102
        self.closing.emit()
        if self.help is not None:
            self.help.close()
        super().closeEvent(event)
