"""Edited masks to and from the disk, on the io thread."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.imaging.measure.document import ImageKey
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.mask_edit import EditedMask
    from meddiag_gui.inference.mask_edits import MaskEdit
    from meddiag_gui.inference.segmentation import Segmentation

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Opened:
    """A mask that can be changed.

    Parameters
    ----------
    mask
        Under the hand.
    base
        The model's mask that it came from, and what was saved last.
    sides
        Pixels that belong to the lung at the left of the image.
    edited
        Whether it is another than the model's.
    """

    key: ImageKey
    image: RadiographImage
    mask: EditedMask
    base: MaskEdit
    sides: NDArray[Any]
    edited: bool


class EditKeeper(QObject):
    """Loads and saves; what could not be saved is tried again with the next edit and at the end.

    Signals
    -------
    failed
        An edit could not be read or saved; carries the sentence for the user.
    """

    failed = Signal(str)

    def __init__(self, io: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._io = io
        self._unsaved: dict[ImageKey, MaskEdit] = {}

    def open(self, image: RadiographImage, found: Segmentation, take: Callable[[Opened], None]) -> None:
        """Open the mask of an outline with what was saved for it; ``take`` gets it in the GUI thread."""
        key = ImageKey(image.sha256, image.frame)
        work = functools.partial(_load, key, image, found, self._unsaved.get(key))
        self._io.submit(work, functools.partial(self._take, take), self._miss)

    def hold(self, key: ImageKey, edit: MaskEdit) -> None:
        """Take an edit; `save` or `save_now` follows."""
        self._unsaved[key] = edit

    def save(self) -> None:
        """Write what is held."""
        for one, kept in self._unsaved.items():
            done = functools.partial(self._note, one, kept)
            self._io.submit(functools.partial(_write, one, kept), done, self._on_failure)

    def save_now(self) -> None:
        """Write what is not saved yet, here: at the end of the program, when its threads are gone."""
        for key, edit in self._unsaved.items():
            try:
                _write(key, edit)
            except OSError as error:  # the program ends: there is no window left to say it in
                _log.warning("A mask edited by hand could not be saved (%s).", error.strerror)
        self._unsaved.clear()

    def _take(
        self, take: Callable[[Opened], None], job: Job[tuple[Opened, str]], loaded: tuple[Opened, str]
    ) -> None:
        opened, problem = loaded
        if problem:
            self.failed.emit(problem)
        take(opened)

    def _miss(self, job: Job[tuple[Opened, str]], error: Exception) -> None:
        self.failed.emit(sentence_for(error, tr("reading the mask edited by hand")))

    def _note(self, key: ImageKey, edit: MaskEdit, job: Job[None], result: None) -> None:
        if self._unsaved.get(key) is edit:
            del self._unsaved[key]

    def _on_failure(self, job: Job[None], error: Exception) -> None:
        self.failed.emit(sentence_for(error, tr("saving the mask edited by hand")))


def _load(
    key: ImageKey,
    image: RadiographImage,
    found: Segmentation,
    unsaved: MaskEdit | None,
    *,
    report: Report | None = None,
    token: CancelToken | None = None,
) -> tuple[Opened, str]:
    """Read what was saved, and find which lung each pixel belongs to."""
    import numpy as np

    from meddiag_gui.imaging.mask_edit import EditedMask
    from meddiag_gui.inference.lung_sides import left_side
    from meddiag_gui.inference.mask_edits import MaskEdit, MaskEditStore

    if found.mask is None:
        raise ValueError("there is no outline")
    saved, problem = unsaved, ""
    if saved is None:
        saved, problem = MaskEditStore().load(key, found.structure, found.mask.shape)
    base = saved or MaskEdit(found.mask, found.mask, found.structure, found.model, "", "")
    edited = not np.array_equal(base.edited, base.original)
    return Opened(key, image, EditedMask(base.edited), base, left_side(base.original), edited), problem


def _write(
    key: ImageKey, edit: MaskEdit, *, report: Report | None = None, token: CancelToken | None = None
) -> None:
    from meddiag_gui.inference.mask_edits import MaskEditStore

    MaskEditStore().save(key, edit)
