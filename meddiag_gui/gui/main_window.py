"""The window: puts the panels together; what the user does is connected in `meddiag_gui.gui.control`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollBar,
    QSplitter,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui import theme
from meddiag_gui.gui.findings.panel import FindingsPanel
from meddiag_gui.gui.help import RESEARCH_USE, HelpWindow
from meddiag_gui.gui.reading import Reading
from meddiag_gui.gui.series_panel import SeriesPanel
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.gui.widgets import Strip, text_label
from meddiag_gui.settings import Settings

INVITATION = (
    "Open images with Ctrl+O, or drop files, a folder or a ZIP archive here.\n\n"
    "Ctrl+D opens the demo study, a phantom that the program makes itself."
)


class MainWindow(QMainWindow):
    """Series on the left, the picture in the middle, the findings on the right.

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
        self.view = ImageView()
        self.series = SeriesPanel(session)
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical)
        self.findings = FindingsPanel(reading, settings.overlay_opacity)
        self.help: HelpWindow | None = None
        self.notice, self.failure = Strip("notice"), Strip("failure")
        self.pixel = text_label(wrap=False)
        self._lay_out()
        self._make_status()
        self.resize(1440, 900)
        self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode("ascii", "ignore")))
        session.opening.connect(self._on_opening)
        session.place_changed.connect(self._on_place)
        session.stacks_changed.connect(self._on_picture)
        session.scanning.changed.connect(self._on_picture)
        self.scroll_bar.valueChanged.connect(session.go)
        self.view.scrolled.connect(session.scroll)
        session.picture_changed.connect(self._on_picture)
        session.failed.connect(self._on_failure)
        reading.map_changed.connect(self._on_map)
        self.findings.overlay.opacity_changed.connect(self._on_map)
        self.view.hovered.connect(self.pixel.setText)
        self._reading = reading
        self.view.set_picture(None, INVITATION)
        self.view.setFocus()

    def add_toolbar(self) -> QToolBar:
        """Make the one toolbar, empty."""
        bar = QToolBar("Tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(theme.ICON_SIDE, theme.ICON_SIDE))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        return bar

    def _lay_out(self) -> None:
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.failure)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.scroll_bar)
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.hide()
        column.addLayout(row, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for widget, width in ((self.series, 190), (center, 910), (self.findings, 340)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, 1 if widget is center else 0)
            widget.resize(width, 800)
        splitter.setSizes([190, 910, 340])
        self.setCentralWidget(splitter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def _make_status(self) -> None:
        research = QLabel(RESEARCH_USE)
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

    def _on_opening(self, name: str) -> None:
        self.failure.say("")
        self.setWindowTitle(f"{name} – MedDiag")
        self.view.set_picture(None, f"Opening {name} …")

    def _on_place(self) -> None:
        """Let scroll bar and wheel follow; the bar must not answer back."""
        count = self._session.count
        with QSignalBlocker(self.scroll_bar):
            self.scroll_bar.setRange(0, max(0, count - 1))
            self.scroll_bar.setPageStep(max(1, count // 10))
            self.scroll_bar.setValue(self._session.place)
        self.scroll_bar.setVisible(count > 1)
        self.view.stacked = count > 1
        self.view.set_position(self._session.position)

    def _on_picture(self) -> None:
        session = self._session
        self.notice.say("\n".join(session.notices))
        if session.picture is not None and session.picture is not self.view.picture:
            self.failure.say("")
            self.view.set_picture(session.picture, follow=session.coherent)
        self.view.set_position(session.position)

    def _on_failure(self, sentence: str) -> None:
        self.say_failure(sentence)
        self.view.set_picture(None, "This image cannot be shown.")

    def _on_map(self) -> None:
        shown = self._reading.saliency if self._reading.map_wanted else None
        self.view.set_map(shown, self.findings.overlay.opacity)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102  (Qt's name)
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            self.dropped.emit(dropped)
        else:
            self.say_failure("Only files on this computer can be opened; what was dropped is none.")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, D102
        self.closing.emit()
        if self.help is not None:
            self.help.close()
        super().closeEvent(event)
