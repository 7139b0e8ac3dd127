"""The lung fields as the reader left them: changed in place, measured as they change, saved soon after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.lungs.edit_keeper import EditKeeper, Opened
from meddiag_gui.gui.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from meddiag_gui.gui.lungs.outlining import Outline, Outlining
    from meddiag_gui.imaging.mask_edit import Box, Brush
    from meddiag_gui.imaging.measure.annotation import Annotation, Point
    from meddiag_gui.inference.lungs import LungMeasures

SAVE_AFTER_MS = 300
MEASURE_AFTER_MS = 60


class LungEdits(QObject):
    """Follows the outlines; at most one is open.

    Signals
    -------
    changed
        Another mask, or none; it was changed, taken back or measured anew.
    touched
        Pixels of the mask were changed in place; carries the `Box`.
    """

    changed = Signal()
    touched = Signal(object)

    def __init__(self, outlining: Outlining, io: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outlining, self._keeper = outlining, EditKeeper(io, self)
        self.failed = self._keeper.failed
        self._outline: Outline | None = None
        self._was_reset = False  # and is not saved since
        self.opened: Opened | None = None
        self.measured: LungMeasures | None = None
        self.doubts: tuple[str, ...] = ()
        self._saving, self._measuring = self._timer(SAVE_AFTER_MS), self._timer(MEASURE_AFTER_MS)
        self._saving.timeout.connect(self._save)
        self._measuring.timeout.connect(self._measure)
        outlining.changed.connect(self._follow)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    @property
    def edited(self) -> bool:
        """Whether the mask is another than the model's."""
        return self.opened is not None and self.opened.edited

    @property
    def values(self) -> NDArray[Any] | None:
        """The mask ``(rows, columns)`` bool to show: as the reader left it, else the model's."""
        if self.opened is not None:
            return self.opened.mask.values
        return self._outline.segmentation.mask if self._outline is not None else None

    def begin(self) -> None:
        """Let the next change be one to undo by itself."""
        if self.opened is not None:
            self.opened.mask.begin()

    def stroke(self, start: Point, end: Point, brush: Brush, inside: bool) -> None:
        """Draw with a brush; `finish` follows."""
        if self.opened is not None:
            self._tell([self.opened.mask.stroke(start, end, brush, inside)])
            if not self._measuring.isActive():
                self._measuring.start()

    def fill(self, polygon: Annotation, inside: bool) -> None:
        """Add or take away what a polygon encloses."""
        if self.opened is not None:
            self.opened.mask.begin()
            self._tell([self.opened.mask.fill(polygon, inside)])
            self.finish()

    def undo(self) -> None:
        """Take the last step back."""
        if self.opened is not None:
            self._tell(self.opened.mask.undo())
            self.finish()

    def redo(self) -> None:
        """Make the step again that was taken back."""
        if self.opened is not None:
            self._tell(self.opened.mask.redo())
            self.finish()

    def reset(self) -> None:
        """Go back to what the model drew; this can be undone."""
        opened, outline = self.opened, self._outline
        if opened is None or outline is None or outline.segmentation.mask is None:
            return
        from meddiag_gui.inference.mask_edits import edit_now

        found, mask = outline.segmentation, outline.segmentation.mask
        self._tell([opened.mask.replace(mask)])
        opened.base = edit_now(mask, opened.mask.values.copy(), found.structure, found.model)
        self._was_reset = True
        self.finish()

    def finish(self) -> None:
        """Take note that a change is complete: measure, and save soon."""
        import numpy as np

        opened = self.opened
        if opened is not None:
            opened.edited = not np.array_equal(opened.mask.values, opened.base.original)
            self._saving.start()
            self._measure()

    def save_now(self) -> None:
        """Write what is not saved yet, here: at the end of the program, when its threads are gone."""
        self._hold()
        self._keeper.save_now()

    def _tell(self, boxes: Sequence[Box | None]) -> None:
        for box in boxes:
            if box is not None:
                self.touched.emit(box)

    def _follow(self) -> None:
        """Open the mask of another outline, with what was saved for it."""
        outline, image = self._outlining.outline, self._outlining.image
        if outline is self._outline:
            return
        self._hold()  # also a stroke that is not finished
        self._keeper.save()
        self._measuring.stop()
        self._outline, self.opened = outline, None
        self.measured = outline.measured if outline is not None else None
        self.doubts = outline.doubts if outline is not None else ()
        if outline is not None and outline.segmentation.mask is not None and image is not None:
            self._keeper.open(image, outline.segmentation, self._take)
        self.changed.emit()

    def _take(self, opened: Opened) -> None:
        outline = self._outline
        if outline is not None and self._outlining.image is opened.image:
            self.opened = opened
            self._measure()

    def _measure(self) -> None:
        from meddiag_gui.inference.lungs import lungs_plausible, measure_lungs

        self._measuring.stop()
        if self.opened is not None:
            values = self.opened.mask.values
            self.measured = measure_lungs(values, self.opened.image, self.opened.sides)
            self.doubts = lungs_plausible(values)
        self.changed.emit()

    def _save(self) -> None:
        self._hold()
        self._keeper.save()
        self.changed.emit()

    def _hold(self) -> None:
        """Sign what was changed and hand it to the keeper."""
        import numpy as np

        from meddiag_gui.inference.mask_edits import edit_now

        self._saving.stop()
        opened = self.opened
        if opened is None:
            return
        base, values = opened.base, opened.mask.values
        if not np.array_equal(values, base.edited) or self._was_reset:
            opened.base = edit_now(base.original, values.copy(), base.structure, base.model)
            self._keeper.hold(opened.key, opened.base)
        self._was_reset = False
