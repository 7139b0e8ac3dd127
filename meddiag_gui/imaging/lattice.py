"""Whether slices form a regular grid in the patient, and which: the geometry of a volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import VolumeError
from meddiag_gui.imaging.plane import Plane
from meddiag_gui.imaging.stacking import SAME_PLACE_MM
from meddiag_gui.language import tr

_OFF_STEP = 0.1  # by which a slice may miss its even place, of a step: less than the eye sees in a reformat
_OFF_PIXEL = 0.25  # by which it may miss its place sideways, in pixels
_STRAIGHT = 0.5  # pixels of drift from the first slice to the last that are no tilt


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A grid of voxels in the patient's coordinates (LPS, mm).

    Parameters
    ----------
    origin
        Centre of voxel (0, 0, 0), shape ``(3,)``.
    axes
        Unit vectors of slice, row and column number, at right angles, as rows of ``(3, 3)``.
    spacing
        Distance of voxels along each axis in mm, ``(3,)``.
    drift
        Rows and columns by which each slice lies further than the one before it, ``(2,)``: not 0 where the
        gantry was tilted (PS3.3 C.8.2.1, Gantry/Detector Tilt (0018,1120)).
    """

    origin: NDArray[np.float64]
    axes: NDArray[np.float64]
    spacing: NDArray[np.float64]
    drift: NDArray[np.float64]

    def to_patient(self, voxel: NDArray[Any] | Sequence[float]) -> NDArray[np.float64]:
        """Patient coordinates of ``(..., 3)`` voxel coordinates (slice, row, column; centres are whole)."""
        return np.asarray(self.origin + (np.asarray(voxel, np.float64) * self.spacing) @ self.axes)

    def to_voxel(self, point: NDArray[Any] | Sequence[float]) -> NDArray[np.float64]:
        """Voxel coordinates of ``(..., 3)`` patient coordinates."""
        return np.asarray((np.asarray(point, np.float64) - self.origin) @ self.axes.T / self.spacing)

    @property
    def affine(self) -> NDArray[np.float64]:
        """Matrix ``(4, 4)`` from (slice, row, column, 1) to (x, y, z, 1) in mm."""
        matrix = np.eye(4)
        matrix[:3, :3] = (self.axes * self.spacing[:, None]).T
        matrix[:3, 3] = self.origin
        return matrix


def fit_lattice(planes: Sequence[Plane | None], spacing: tuple[float, float] | None) -> Lattice:
    """Find the grid on which slices lie, sorted along their normal and parallel.

    Parameters
    ----------
    spacing
        Distance of rows, then of columns in mm.

    Raises
    ------
    VolumeError
        If there is none.
    """
    known = [plane for plane in planes if plane is not None]
    if len(known) < len(planes) or not known:
        raise VolumeError(tr("its images do not say where in the patient they lie"))
    if len(known) < 2:
        raise VolumeError(tr("it has only one image"))
    if spacing is None:
        raise VolumeError(tr("its images have no pixel spacing"))
    first = known[0]
    axes = np.array([first.normal, first.column, first.row])
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    offsets = (np.array([plane.position for plane in known]) - first.position) @ axes.T
    step, down, right = offsets[-1] / (len(known) - 1)
    if step <= SAME_PLACE_MM:
        raise VolumeError(tr("its images lie at one place"))
    _check_even(offsets[:, 0], step)
    pixels = offsets[:, 1:] / spacing
    drift = np.array([down, right]) / spacing
    if np.abs(pixels - np.arange(len(known))[:, None] * drift).max() > _OFF_PIXEL:
        raise VolumeError(tr("its images do not lie straight above one another"))
    if np.abs(drift).max() * (len(known) - 1) < _STRAIGHT:
        drift = np.zeros(2)
    return Lattice(np.array(first.position), axes, np.array([step, *spacing]), drift)


def _check_even(depths: NDArray[np.float64], step: float) -> None:
    if np.abs(depths - np.arange(len(depths)) * step).max() > _OFF_STEP * step:
        steps = np.diff(depths)
        raise VolumeError(
            tr(
                "slices are missing, or they are not evenly spaced: {min:.4g} to {max:.4g} mm apart",
                min=steps.min(),
                max=steps.max(),
            )
        )
