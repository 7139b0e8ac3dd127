"""The state of the three planes: the point that they meet in, the slab, and a picture of each."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.gui.viewer.picture import Picture, Preset
    from meddiag_gui.imaging.reslice import Cut, Projection
    from meddiag_gui.imaging.series import Stack
    from meddiag_gui.imaging.volume import Volume

    Point = NDArray[np.float64]
    Key = tuple[int, float, Projection]  # slice number, thickness of the slab in mm, projection


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A volume, its cuts, and the presets for all of them."""

    volume: Volume
    cuts: tuple[Cut, ...]
    presets: tuple[Preset, ...]


class Planes(QObject):
    """Cuts a volume where the cross-hair is, off the GUI thread.

    Each plane has at most one cut under way. While the user moves faster than that, what is cut on the way is
    shown, so that the screen follows.

    Signals
    -------
    moved
        The point is another, or the slab.
    cut
        A plane has a new picture; carries the plane's number.
    """

    moved = Signal()
    cut = Signal(int)

    def __init__(
        self, runner: Runner, ready: Ready, start: Point | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._presets = runner, ready.presets
        self.volume, self.cuts = ready.volume, ready.cuts
        self.pictures: list[Picture | None] = [None] * len(self.cuts)
        self._shown: list[Key | None] = [None] * len(self.cuts)
        self._jobs: list[Job[Picture] | None] = [None] * len(self.cuts)
        self.thickness, self.projection = 0.0, "MIP"  # type: tuple[float, Projection]
        self.point = self._inside(self.middle if start is None else start)
        self._cut_all()

    @property
    def middle(self) -> Point:
        """The middle of the volume in the patient, in mm."""
        return self.volume.lattice.to_patient([(size - 1) / 2 for size in self.volume.values.shape])

    def number(self, plane: int) -> int:
        """Number of the slice of a plane that the point lies in, from 0."""
        return round(self.cuts[plane].to_slice(self.point)[0])

    def position(self, plane: int) -> tuple[float, float]:
        """Image coordinates x, y of the point in a plane."""
        _, x, y = self.cuts[plane].to_slice(self.point)
        return x, y

    def go(self, point: Point) -> None:
        """Move the point to another in the patient, or to the nearest in the volume."""
        self.point = self._inside(point)
        self.moved.emit()
        self._cut_all()

    def point_at(self, plane: int, x: float, y: float) -> None:
        """Move the point to image coordinates of a plane's slice."""
        self.go(self.cuts[plane].to_patient(self.number(plane), x, y))

    def scroll(self, plane: int, steps: int) -> None:
        """Go on by slices of a plane, or back."""
        cut = self.cuts[plane]
        target = min(max(self.number(plane) + steps, 0), len(cut) - 1)
        self.go(cut.to_patient(target, *self.position(plane)))

    def set_slab(self, thickness: float, projection: Projection) -> None:
        """Show slabs of a thickness in mm; those of a slice or less are slices."""
        self.thickness, self.projection = thickness, projection
        self.moved.emit()
        self._cut_all()

    def close(self) -> None:
        """Give up what is under way."""
        for job in self._jobs:
            if job is not None:
                job.cancel()

    def _inside(self, point: Point) -> Point:
        lattice, shape = self.volume.lattice, self.volume.values.shape
        voxel = lattice.to_voxel(point)
        return lattice.to_patient(
            [min(max(float(v), 0.0), size - 1.0) for v, size in zip(voxel, shape, strict=True)]
        )

    def _cut_all(self) -> None:
        for plane in range(len(self.cuts)):
            self._cut(plane)

    def _cut(self, plane: int) -> None:
        key = self.number(plane), self.thickness, self.projection
        if self._jobs[plane] is None and self._shown[plane] != key:
            work = functools.partial(make_picture, self.cuts[plane], key, self._presets)
            done: Callable[[Job[Picture], Picture], None] = functools.partial(self._take, plane, key)
            self._jobs[plane] = self._runner.submit(work, done, functools.partial(self._fail, plane, key))

    def _take(self, plane: int, key: Key, job: Job[Picture], picture: Picture) -> None:
        self._jobs[plane], self._shown[plane] = None, key
        self.pictures[plane] = picture
        self.cut.emit(plane)
        self._cut(plane)

    def _fail(self, plane: int, key: Key, job: Job[Picture], error: Exception) -> None:
        """Memory alone can fail here: the plane stays as it is, and the next move tries again."""
        self._jobs[plane], self._shown[plane] = None, key


def make_ready(stack: Stack, place: int, *, report: Report, token: CancelToken) -> Ready:
    """Read a stack as a volume, and prepare what its planes share; raises as `load_volume`."""
    from meddiag_gui.gui.viewer.picture import presets_for
    from meddiag_gui.imaging.reslice import cut
    from meddiag_gui.imaging.volume import load_volume

    volume = load_volume(stack, place, report=report, token=token)
    sample = volume.values[:: max(1, len(volume.values) // 16), ::4, ::4]
    return Ready(volume, cut(volume), presets_for(sample))


def make_picture(
    cut: Cut, key: Key, presets: tuple[Preset, ...], *, report: Report, token: CancelToken
) -> Picture:
    """Cut a slice or slab and make it ready for drawing."""
    from meddiag_gui.gui.viewer.picture import prepare

    return prepare(cut.picture(*key), presets)
