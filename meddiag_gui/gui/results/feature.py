"""Others' results as a feature of the window: drawn in every view and listed in a panel."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.exporting.writing import bytes_file
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.results.drawer import Drawer
from meddiag_gui.gui.results.panel import ResultsPanel
from meddiag_gui.gui.results.shelf import Shelf
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.runner import Runner
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.viewer.cell import Cell
    from meddiag_gui.gui.viewer.view import ImageView
    from meddiag_gui.imaging.results.document import Document
    from meddiag_gui.imaging.results.report import Report, Selection
    from meddiag_gui.imaging.results.result import Result


class Results(Feature):
    """Gives every view a drawer, and the window the panel."""

    def __init__(self, window: MainWindow, session: Session, scan: Runner, saver: Saver) -> None:
        super().__init__(window)
        self._window, self._session, self._saver = window, session, saver
        self.shelf = Shelf(session, scan, self)
        self.panel = ResultsPanel(self.shelf)
        self._drawers: dict[ImageView, Drawer] = {}
        self._overlays = True
        self._steps: dict[Result, int] = {}  # of the key images shown last
        window.add_panel(self.panel)
        for cell in window.grid.cells:
            self._add_cell(cell)
        window.grid.cell_added.connect(self._add_cell)
        session.active_changed.connect(self._say_here)
        session.stacks_changed.connect(self._say_standings)
        self.shelf.changed.connect(self._say_standings)
        self.shelf.changed.connect(self.changed)
        self.panel.wanted.connect(self._open)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "results_shown": self.shelf.show_all,
            "overlay_planes": self.show_overlays,
            "next_key_image": self.next_key_image,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        picture = self._window.view.picture
        actions["results_shown"].setEnabled(bool(self.shelf.results))
        actions["results_shown"].setChecked(self.shelf.shown)
        actions["overlay_planes"].setEnabled(picture is not None and bool(picture.image.overlays))
        actions["overlay_planes"].setChecked(self._overlays)
        actions["next_key_image"].setEnabled(self._selection() is not None)

    def show_overlays(self, shown: bool) -> None:
        """Show or hide the overlay planes that files have over their own pixels."""
        self._overlays = shown
        for drawer in self._drawers.values():
            drawer.show_overlays(shown)
        self.changed.emit()

    def next_key_image(self) -> None:
        """Go to the next image of the selection that is chosen in the panel, or of the first."""
        selection = self._selection()
        if selection is None:
            return
        start = self._steps.get(selection, -1)
        count = len(selection.refs)
        for step in range(start + 1, start + 1 + count):
            ref = selection.refs[step % count]
            if self._go(ref.uid, ref.frames[0] - 1 if ref.frames else 0):
                self._steps[selection] = step % count
                return
        self._window.say_failure(tr("None of the key images is open."))

    def _selection(self) -> Selection | None:
        chosen = self.panel.selected
        listed = [*([chosen] if chosen is not None else []), *self.shelf.results]
        return next((result for result in listed if result.origin.kind == "selection"), None)  # type: ignore[return-value]

    def _go(self, uid: str, frame: int) -> bool:
        """Show an image in the active viewport; False where it is not open."""
        for stack in self._session.stacks:
            for instance in stack.instances:
                if instance.sop_instance_uid == uid:
                    place = stack.find(instance.path, frame)
                    if place is None:
                        return False
                    if self._session.active.stack is stack:
                        self._session.go(place)
                    else:
                        self._session.active.show(stack, place)
                    return True
        return False

    def _add_cell(self, cell: Cell) -> None:
        drawer = Drawer(cell.view, self.shelf, self)
        drawer.show_overlays(self._overlays)
        drawer.drawn.connect(self._say_here)
        self._drawers[cell.view] = drawer

    def _say_here(self) -> None:
        self.panel.say_here(self._drawers[self._window.view].notices)

    def _say_standings(self) -> None:
        if not self.shelf.results:
            return
        from meddiag_gui.imaging.results.standing import standing

        instances = [instance for stack in self._session.stacks for instance in stack.instances]
        self.panel.say_standings({result: standing(result, instances) for result in self.shelf.results})

    def _open(self, result: Result) -> None:
        if result.origin.kind == "report":
            self._read_report(result)  # type: ignore[arg-type]
        elif result.origin.kind == "selection":
            self.next_key_image()
        else:
            self._save(result)  # type: ignore[arg-type]

    def _read_report(self, report: Report) -> None:
        from meddiag_gui.gui.results.report_window import ReportWindow

        ReportWindow(report, self._window).show()

    def _save(self, document: Document) -> None:
        """Ask for a file name that says nothing of the patient."""
        write = functools.partial(bytes_file, document.content)
        self._saver.ask_file(tr("Save the document"), "document.pdf", tr("PDF document (*.pdf)"), write)
