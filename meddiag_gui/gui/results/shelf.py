"""The results that are open, and which of their layers are shown, in which colour."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.session import Session
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.results.origin import Origin
    from meddiag_gui.imaging.results.result import Color, Drawing, Result
    from meddiag_gui.imaging.scan import ScanResult
    from meddiag_gui.tasks import CancelToken, Report

Loaded = tuple[tuple["Result", ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LayerState:
    """How one layer is shown."""

    shown: bool
    color: Color


class Shelf(QObject):
    """Reads results once all files are known; keeps what the user switched on and off.

    Signals
    -------
    changed
        Results, problems, or how they are shown are others.
    """

    changed = Signal()

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._job: Job[Loaded] | None = None
        self._origins: tuple[Origin, ...] = ()
        self._known: tuple[Origin, ...] = ()
        self.results: tuple[Result, ...] = ()
        self.problems: tuple[str, ...] = ()
        self.shown = True
        self.opacity = 0.3
        self._whole: dict[Path, bool] = {}
        self._layers: dict[tuple[Path, int], LayerState] = {}
        session.scanning.found.connect(self._on_found)
        session.scanning.changed.connect(self._load)

    @property
    def loading(self) -> bool:
        """Whether results are being read."""
        return self._job is not None

    def is_shown(self, result: Result) -> bool:
        """Whether a result as a whole is switched on."""
        return self._whole[result.origin.path]

    def state(self, result: Result, layer: int) -> LayerState:
        """How a layer is shown."""
        return self._layers[result.origin.path, layer]

    def show_all(self, shown: bool) -> None:
        """Show what is switched on, or nothing at all."""
        self.shown = shown
        self.changed.emit()

    def show_result(self, result: Result, shown: bool) -> None:
        """Switch a result on or off; of presentation states for the same images only one is on."""
        if shown and result.origin.kind == "presentation":
            for other in self.results:
                if other.origin.kind == "presentation" and other.references & result.references:
                    self._whole[other.origin.path] = False
        self._whole[result.origin.path] = shown
        self.changed.emit()

    def show_layer(self, result: Result, layer: int, shown: bool) -> None:
        """Switch a layer on or off."""
        self._change(result, layer, shown=shown)

    def set_color(self, result: Result, layer: int, color: Color) -> None:
        """Give a layer another colour."""
        self._change(result, layer, color=color)

    def set_opacity(self, opacity: float) -> None:
        """Fill segments with an opacity in [0, 1]; their outlines stay."""
        self.opacity = opacity
        self.changed.emit()

    def drawings(self, image: RadiographImage) -> list[tuple[Result, Drawing]]:
        """What the results that are switched on draw on an image."""
        from meddiag_gui.imaging.results.result import draw

        on = [result for result in self.results if self.is_shown(result)] if self.shown else []
        return [(result, draw(result, image)) for result in on]

    def _change(self, result: Result, layer: int, **changes: object) -> None:
        key = result.origin.path, layer
        self._layers[key] = replace(self._layers[key], **changes)  # type: ignore[arg-type]
        self.changed.emit()

    def _on_found(self, found: ScanResult) -> None:
        self._known = found.results
        self._load()

    def _load(self) -> None:
        """Begin to read when the scan has come to its end and found others than those known."""
        if not self._session.stacks and self._session.scanning.running:
            self._known = ()
        elif self._session.scanning.running:
            return
        if self._known == self._origins:
            return
        self._origins = self._known
        self._take(self._job, ((), ()))
        if self._origins:
            work = functools.partial(_read, tuple(origin.path for origin in self._origins))
            self._job = self._runner.submit(work, self._take, self._fail)
            self.changed.emit()

    def _take(self, job: Job[Loaded] | None, loaded: Loaded) -> None:
        if job is not self._job:
            return
        if job is not None:
            job.cancel()
        self._job = None
        self.results, self.problems = loaded
        self._whole.clear()
        self._layers.clear()
        for result in self.results:
            self._layers |= {
                (result.origin.path, index): LayerState(True, layer.color)
                for index, layer in enumerate(result.layers)
            }
            self._whole[result.origin.path] = result.origin.kind != "presentation" or not any(
                self._whole.get(other.origin.path) and other.references & result.references
                for other in self.results
                if other.origin.kind == "presentation"
            )
        self.changed.emit()

    def _fail(self, job: Job[Loaded], error: Exception) -> None:
        self._take(job, ((), (sentence_for(error, tr("reading results")),)))


def _read(paths: tuple[Path, ...], *, report: Report, token: CancelToken) -> Loaded:
    from meddiag_gui.imaging.results.reading import results_on_disk

    return results_on_disk(paths, report=report, token=token)
