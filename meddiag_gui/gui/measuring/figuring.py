"""What annotations measure, computed once; that of large regions off the GUI thread."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.imaging.measure.annotation import KINDS, Annotation
from meddiag_gui.language import mark
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.measure.figures import Figures

AT_ONCE = 250_000
"""Pixels of the box around a region that are looked at within a frame."""
_KEPT = 500
WAITING = mark("measuring …")


class Figuring:
    """Keeps the figures of one image's annotations.

    Parameters
    ----------
    arrived
        Called when the figures of a large region are there.
    """

    def __init__(self, io: Runner, arrived: Callable[[], None]) -> None:
        self._io, self._arrived = io, arrived
        self.forget()

    def forget(self) -> None:
        """Begin anew, for another image."""
        self._figures: dict[Annotation, Figures] = {}
        self._waiting: Annotation | None = None
        self._job: Job[Figures] | None = None

    def figures(self, annotation: Annotation, image: RadiographImage) -> Figures:
        """Return what it measures; for a large region a note that this is under way."""
        bare = replace(annotation, label=None, text="", id="")  # what does not change the figures
        found = self._figures.get(bare)
        if found is None and _pixels(bare, image) <= AT_ONCE:
            from meddiag_gui.imaging.measure.figures import measure  # NumPy comes with the first picture

            return self._keep(bare, measure(bare, image))
        if found is None:
            from meddiag_gui.imaging.measure.figures import Figures

            if self._job is None:  # else the next is begun when this one is done
                self._waiting = bare
                self._job = self._io.submit(functools.partial(_measure, bare, image), self._take, self._miss)
            return Figures(note=WAITING)
        return found

    def _keep(self, annotation: Annotation, figures: Figures) -> Figures:
        if len(self._figures) >= _KEPT:  # a drag leaves many behind
            self._figures.clear()
        self._figures[annotation] = figures
        return figures

    def _take(self, job: Job[Figures], figures: Figures) -> None:
        if job is self._job and self._waiting is not None:
            self._job = None
            self._keep(self._waiting, figures)
            self._arrived()

    def _miss(self, job: Job[Figures], error: Exception) -> None:
        if job is self._job and self._waiting is not None:
            from meddiag_gui.imaging.measure.figures import Figures

            self._job = None
            self._keep(self._waiting, Figures(note=mark("cannot be measured: too little memory")))
            self._arrived()


def _pixels(annotation: Annotation, image: RadiographImage) -> float:
    if not KINDS[annotation.kind].region:
        return 0
    xs, ys = zip(*annotation.points, strict=True)
    width = min(max(xs), image.columns) - max(min(xs), 0.0)
    height = min(max(ys), image.rows) - max(min(ys), 0.0)
    return float(max(width, 0.0) * max(height, 0.0))


def _measure(
    annotation: Annotation, image: RadiographImage, *, report: Report, token: CancelToken
) -> Figures:
    from meddiag_gui.imaging.measure.figures import measure

    return measure(annotation, image)
