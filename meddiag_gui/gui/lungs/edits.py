"""The lung fields as the reader left them: loaded beside the model's, changed in place, saved soon after."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.imaging.measure.document import ImageKey
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from meddiag_gui.gui.lungs.outlining import Outline, Outlining
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.mask_edit import Box, Brush, EditedMask
    from meddiag_gui.imaging.measure.annotation import Annotation, Point
    from meddiag_gui.inference.lungs import LungMeasures
    from meddiag_gui.inference.mask_edits import MaskEdit

SAVE_AFTER_MS = 300
MEASURE_AFTER_MS = 60
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Opened:
    """What can be changed.

    Parameters
    ----------
    mask
        Under the hand.
    base
        The model's mask that it came from, unchanged, with the model and what was saved last.
    sides
        Pixels that belong to the lung at the left of the image.
    """

    key: ImageKey
    image: RadiographImage
    mask: EditedMask
    base: MaskEdit
    sides: NDArray[Any]
    edited: bool


class LungEdits(QObject):
    """Follows the outlines; at most one is open.

    Signals
    -------
    changed
        Another mask, or none; it was changed, taken back or measured anew.
    touched
        Pixels of the mask were changed in place; carries the `Box`.
    failed
        An edit could not be read or saved; carries the sentence for the user.
    """

    changed = Signal()
    touched = Signal(object)
    failed = Signal(str)

    def __init__(self, outlining: Outlining, io: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outlining, self._io = outlining, io
        self._outline: Outline | None = None
        self._unsaved: dict[ImageKey, MaskEdit] = {}
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
        if opened is None or outline is None:
            return
        from meddiag_gui.inference.mask_edits import edit_now

        found = outline.segmentation
        self._tell([opened.mask.replace(found.mask)])
        opened.base = edit_now(found.mask, opened.mask.values.copy(), found.structure, found.model)
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
        from meddiag_gui.inference.mask_edits import MaskEditStore

        if self._saving.isActive():
            self._sign()
        for key, edit in self._unsaved.items():
            try:
                MaskEditStore().save(key, edit)
            except OSError as error:  # the program ends: there is no window left to say it in
                _log.warning("A mask edited by hand could not be saved (%s).", error.strerror)
        self._unsaved.clear()

    def _tell(self, boxes: list[Box] | list[Box | None]) -> None:
        for box in boxes:
            if box is not None:
                self.touched.emit(box)

    def _follow(self) -> None:
        """Open the mask of another outline, with what was saved for it."""
        outline, image = self._outlining.outline, self._outlining.image
        if outline is self._outline:
            return
        if self._saving.isActive():
            self._save()
        self._measuring.stop()
        self._outline, self.opened = outline, None
        self.measured = outline.measured if outline is not None else None
        self.doubts = outline.doubts if outline is not None else ()
        if outline is not None and outline.segmentation.mask is not None and image is not None:
            key = ImageKey(image.sha256, image.frame)
            work = functools.partial(_load, key, image, outline, self._unsaved.get(key))
            self._io.submit(work, self._take, self._miss)
        self.changed.emit()

    def _take(self, job: Job[_Loaded], loaded: _Loaded) -> None:
        outline, opened, problem = loaded
        if problem:
            self.failed.emit(problem)
        if outline is self._outline:
            self.opened = opened
            self._measure()

    def _miss(self, job: Job[_Loaded], error: Exception) -> None:
        self.failed.emit(sentence_for(error, "reading the mask edited by hand"))

    def _measure(self) -> None:
        from meddiag_gui.inference.lungs import lungs_plausible, measure_lungs

        self._measuring.stop()
        if self.opened is not None:
            values = self.opened.mask.values
            self.measured = measure_lungs(values, self.opened.image, self.opened.sides)
            self.doubts = lungs_plausible(values)
        self.changed.emit()

    def _sign(self) -> None:
        import numpy as np

        from meddiag_gui.inference.mask_edits import edit_now

        self._saving.stop()
        if self.opened is None:
            return
        base, values = self.opened.base, self.opened.mask.values
        if not np.array_equal(values, base.edited) or self._was_reset:
            self.opened.base = edit_now(base.original, values.copy(), base.structure, base.model)
            self._unsaved[self.opened.key] = self.opened.base
        self._was_reset = False

    def _save(self) -> None:
        self._sign()
        for key, edit in self._unsaved.items():
            work = functools.partial(_write, key, edit)
            self._io.submit(work, functools.partial(self._note, key, edit), self._on_failure)
        self.changed.emit()

    def _note(self, key: ImageKey, edit: MaskEdit, job: Job[None], result: None) -> None:
        if self._unsaved.get(key) is edit:
            del self._unsaved[key]

    def _on_failure(self, job: Job[None], error: Exception) -> None:
        self.failed.emit(sentence_for(error, "saving the mask edited by hand"))


_Loaded = tuple["Outline", Opened, str]


def _load(
    key: ImageKey,
    image: RadiographImage,
    outline: Outline,
    unsaved: MaskEdit | None,
    *,
    report: Report,
    token: CancelToken,
) -> _Loaded:
    """On the io thread: what was saved, and which lung each pixel belongs to."""
    import numpy as np

    from meddiag_gui.imaging.mask_edit import EditedMask
    from meddiag_gui.inference.lung_sides import left_side
    from meddiag_gui.inference.mask_edits import MaskEdit, MaskEditStore

    found = outline.segmentation
    if found.mask is None:
        raise ValueError("there is no outline")
    saved, problem = (
        (unsaved, "") if unsaved else MaskEditStore().load(key, found.structure, found.mask.shape)
    )
    base = saved or MaskEdit(found.mask, found.mask, found.structure, found.model, "", "")
    mask = EditedMask(base.edited)
    edited = not np.array_equal(base.edited, base.original)
    return outline, Opened(key, image, mask, base, left_side(base.original), edited), problem


def _write(key: ImageKey, edit: MaskEdit, *, report: Report, token: CancelToken) -> None:
    from meddiag_gui.inference.mask_edits import MaskEditStore

    MaskEditStore().save(key, edit)
