"""The plane of the active picture, drawn in the others of the layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.viewer.graphics import RIM

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.viewer.cell import Cell
    from meddiag_gui.gui.viewer.graphics import ToView
    from meddiag_gui.gui.viewer.grid import Grid
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.reference import Segment


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line across a picture: solid for the image that is looked at, dashed for the ends of its stack."""

    ends: Segment
    main: bool

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it, with a dark rim, so that it is seen on white and on black."""
        line = QLineF(to_view(*self.ends[0]), to_view(*self.ends[1]))
        pen = QPen(RIM, 3.2 if self.main else 2.6)
        painter.setPen(pen)
        painter.drawLine(line)
        pen.setColor(QColor(theme.CAUTION if self.main else theme.DIM))
        pen.setWidthF(1.4 if self.main else 1.0)
        pen.setStyle(Qt.PenStyle.SolidLine if self.main else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(line)


class ReferenceLines(Feature):
    """Keeps the lines where they belong, whatever changes on the screen."""

    def __init__(self, window: QWidget, grid: Grid, session: Session, keeper: SettingsKeeper) -> None:
        super().__init__(window)
        self._grid, self._session, self._keeper = grid, session, keeper
        self._wanted = keeper.settings.show_reference_lines
        for cell in grid.cells:
            self._add(cell)
        grid.cell_added.connect(self._add)
        session.active_changed.connect(self._draw)
        session.layout_changed.connect(self._draw)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"reference_lines": self.show_lines}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["reference_lines"].setChecked(self._wanted)

    def show_lines(self, wanted: bool) -> None:
        """Draw the lines, or not; remembered."""
        self._wanted = wanted
        self._keeper.change(show_reference_lines=wanted)
        self._draw()

    def _add(self, cell: Cell) -> None:
        cell.view.replaced.connect(self._draw)

    def _draw(self) -> None:
        active = self._grid.active
        for cell in self._grid.cells:
            target = cell.view.picture
            if target is not None:
                other = cell is not active and self._wanted
                cell.view.set_graphics("reference", self._lines(target.image) if other else ())

    def _lines(self, target: RadiographImage) -> tuple[ReferenceLine, ...]:
        """Lines of the active image, and of the first and last of its stack, the most important on top."""
        viewport = self._session.active
        if viewport.picture is None or viewport.stack is None:
            return ()
        from meddiag_gui.imaging.reference import crossing

        source, stack = viewport.picture.image, viewport.stack
        ends = [stack.plane(0), stack.plane(len(stack) - 1)] if len(stack) > 1 else []
        lines = [(crossing(source, target, plane), False) for plane in ends if plane is not None]
        lines.append((crossing(source, target), True))
        return tuple(ReferenceLine(segment, main) for segment, main in lines if segment is not None)
