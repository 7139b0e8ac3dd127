"""Measuring, as a feature of the window: its tools, its list, and what its keys do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.measuring.board import Board
from meddiag_gui.gui.measuring.desk import Desk
from meddiag_gui.gui.measuring.keeper import AnnotationKeeper
from meddiag_gui.gui.measuring.panel import MeasurementsPanel
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.measure.annotation import KINDS, Annotation, Kind
from meddiag_gui.imaging.measure.words import as_csv, as_text

if TYPE_CHECKING:
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.runner import Runner
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.viewer.cell import Cell
    from meddiag_gui.imaging.measure.figures import Figures
    from meddiag_gui.imaging.measure.store import AnnotationStore


class Measuring(Feature):
    """Gives every view a board, and acts on that of the active one."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        keeper: SettingsKeeper,
        io: Runner,
        store: AnnotationStore,
    ) -> None:
        super().__init__(window)
        self._window, self._keeper, self._io = window, keeper, io
        self.desk = Desk(keeper.settings.keep_measuring, self)
        self.annotations = AnnotationKeeper(store, io, self)
        self.panel = MeasurementsPanel()
        self._boards: dict[ImageView, Board] = {}
        window.add_panel(self.panel)
        self._listed: ImageView | None = None  # whose measurements the list has
        self._on_page()
        window.grid.cell_added.connect(self._add_cell)
        window.stage.currentChanged.connect(self._on_page)
        session.active_changed.connect(self._show)
        self.desk.changed.connect(self._show)
        self.annotations.failed.connect(window.say_failure)
        self.panel.chosen.connect(self.desk.select)
        self.panel.copy_text.connect(self.copy_text)
        self.panel.copy_table.connect(self.copy_table)
        self.panel.delete.connect(self._delete)

    @property
    def board(self) -> Board:
        """The board of the active view."""
        return self._boards[self._window.stage.view]

    def attach(self, view: ImageView) -> None:
        """Let a view be measured in."""
        if view in self._boards:
            return
        board = Board(view, self.annotations, self.desk, self._io, self)
        board.changed.connect(self._on_board)
        self._boards[view] = board

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        tools = {f"measure_{kind}": partial(self._take, kind) for kind in KINDS}
        return tools | {
            "measure_undo": self._undo,
            "measure_redo": self._redo,
            "measure_delete": self._delete,
            "measure_clear": self._clear,
            "measure_copy": self.copy_text,
            "measure_copy_table": self.copy_table,
            "measure_shown": self.desk.show,
            "measure_keep": self._set_keep,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        if self._listed is not self._window.stage.view:
            self._list()
        board, document = self.board, self.board.document
        for kind in KINDS:
            actions[f"measure_{kind}"].setEnabled(board.image is not None)
            actions[f"measure_{kind}"].setChecked(self.desk.kind == kind)
        actions["measure_undo"].setEnabled(document is not None and document.can_undo)
        actions["measure_redo"].setEnabled(document is not None and document.can_redo)
        actions["measure_delete"].setEnabled(board.selected is not None)
        for name in ("measure_clear", "measure_copy", "measure_copy_table"):
            actions[name].setEnabled(bool(board.annotations))
        actions["measure_shown"].setChecked(self.desk.shown)
        actions["measure_keep"].setChecked(self.desk.keep)

    def shut_down(self) -> None:  # noqa: D102
        self.annotations.save_now()

    def copy_text(self) -> None:
        """Copy the values of the active picture as lines of text."""
        QGuiApplication.clipboard().setText(as_text(self._measured()))

    def copy_table(self) -> None:
        """Copy the values of the active picture as a CSV table."""
        QGuiApplication.clipboard().setText(as_csv(self._measured()))

    def _measured(self) -> list[tuple[Annotation, Figures]]:
        board = self.board
        return [(annotation, board.figures(annotation)) for annotation in board.annotations]

    def _add_cell(self, cell: Cell) -> None:
        self.attach(cell.view)

    def _take(self, kind: Kind) -> None:
        self.desk.take(kind)
        self._window.stage.view.setFocus()  # for Esc, arrows and Tab

    def _undo(self) -> None:
        self.board.undo()

    def _redo(self) -> None:
        self.board.redo()

    def _delete(self) -> None:
        self.board.remove_selected()

    def _clear(self) -> None:
        self.board.clear()

    def _set_keep(self, keep: bool) -> None:
        self.desk.keep = keep
        self._keeper.change(keep_measuring=keep)

    def _on_board(self) -> None:
        if self.sender() is self.board:
            self._show()

    def _on_page(self) -> None:
        """Attach all views of the page on the screen, as those of three planes."""
        page = self._window.stage.currentWidget()
        for view in page.findChildren(ImageView) if page is not None else ():
            self.attach(view)

    def _show(self) -> None:
        self._list()
        self.changed.emit()

    def _list(self) -> None:
        self._listed = self._window.stage.view
        self.panel.show_all(self._measured(), self.desk.selected)
