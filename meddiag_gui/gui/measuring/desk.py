"""What all pictures have in common: the tool in the hand, the annotation selected, and whether they show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from meddiag_gui.imaging.measure.annotation import Kind


class Desk(QObject):
    """The state of measuring.

    Signals
    -------
    changed
        Any of the attributes is another.
    """

    changed = Signal()

    def __init__(self, keep: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind: Kind | None = None
        self.locked = False  # whether the tool stays after the next annotation
        self.keep = keep  # whether every tool stays
        self.shown = True
        self.selected = ""  # id of an annotation

    @property
    def staying(self) -> bool:
        """Whether the tool stays in the hand after one annotation."""
        return self.locked or self.keep

    def take(self, kind: Kind) -> None:
        """Take a tool; once more for it to stay; and once more to put it away."""
        if self.kind != kind:
            self.kind, self.locked, self.shown, self.selected = kind, False, True, ""
        elif self.staying:
            self.kind, self.locked = None, False
        else:
            self.locked = True
        self.changed.emit()

    def leave(self) -> None:
        """Put the tool away."""
        self.kind, self.locked = None, False
        self.changed.emit()

    def finish(self, identity: str) -> None:
        """Take note of a finished annotation: it is selected, and the tool put away if it does not stay."""
        self.selected = identity
        if not self.staying:
            self.kind = None
        self.changed.emit()

    def select(self, identity: str) -> None:
        """Select an annotation, or none."""
        if identity != self.selected:
            self.selected = identity
            self.changed.emit()

    def show(self, shown: bool) -> None:
        """Show or hide all; what is hidden is not selected."""
        self.shown = shown
        if not shown:
            self.selected, self.kind, self.locked = "", None, False
        self.changed.emit()
