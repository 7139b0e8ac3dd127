"""A volume cut in three planes, as radiologists look at it: slices and slabs as views of one array."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import PixelSpacing, RadiographImage
from meddiag_gui.imaging.plane import Plane, Vector
from meddiag_gui.imaging.volume import Volume
from meddiag_gui.language import mark

Projection = Literal["MIP", "MinIP", "Mean"]
PROJECTIONS: tuple[Projection, ...] = ("MIP", "MinIP", "Mean")
NAMES = (mark("Axial"), mark("Coronal"), mark("Sagittal"))
"""The three planes, in the order in which they are shown."""

# Patient axes (x to the left, y to the back, z to the head) along which slices, rows and columns are counted,
# so that the patient's right is on the left of the screen, and the head (axial: the front) is up.
_VIEWS = {"Axial": (2, 1, 0), "Coronal": (1, 2, 0), "Sagittal": (0, 2, 1)}
_DOWN = {"Axial": (1, 1, 1), "Coronal": (1, -1, 1), "Sagittal": (1, -1, 1)}
_STRAIGHT = 0.9962  # cosine of 5 degrees: beyond it a plane is called oblique


class _Slices:
    """Copies slices out of a volume; those that lie side by side in memory together.

    One alone would touch as many lines of the processor's cache as eight of them.
    """

    _TOGETHER = 8

    def __init__(self, values: NDArray[Any]) -> None:
        self._values = values
        self._close = abs(values.strides[0]) == values.itemsize
        self._start, self._block = -1, values[:0]

    def copy(self, number: int) -> NDArray[Any]:
        """One slice, contiguous."""
        if not self._close:
            return np.ascontiguousarray(self._values[number])
        start = number - number % self._TOGETHER
        if start != self._start:
            part = self._values[start : start + self._TOGETHER]
            outer = 1 + int(np.argmax(np.abs(part.strides[1:])))
            block = np.empty(part.shape, part.dtype)
            for line, source in zip(np.moveaxis(block, outer, 0), np.moveaxis(part, outer, 0), strict=True):
                line[:] = source
            self._start, self._block = start, block
        found: NDArray[Any] = self._block[number - start]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """All slices of a volume in one of the three planes.

    Parameters
    ----------
    name
        One of `NAMES`.
    values
        View ``(slices, rows, columns)`` of the volume's array, turned as it is to be seen.
    axes
        Unit vectors of slice, row and column number in the patient, rows of ``(3, 3)``.
    spacing
        Distance of slices, rows and columns in mm, ``(3,)``.
    origin
        Centre of the first pixel of the first slice in the patient, ``(3,)``.
    image
        What its pictures take over from the series.
    acquired
        Whether its slices are those that were taken.
    """

    name: str
    values: NDArray[Any]
    axes: NDArray[np.float64]
    spacing: NDArray[np.float64]
    origin: NDArray[np.float64]
    image: RadiographImage
    acquired: bool
    _slices: _Slices = field(repr=False)

    def __len__(self) -> int:
        """Count the slices."""
        return len(self.values)

    @property
    def oblique(self) -> bool:
        """Whether the volume's own axes, in which it is cut, are 5° or more off the patient's."""
        return bool(np.abs(self.axes).max(axis=1).min() < _STRAIGHT)

    def to_patient(self, number: float, x: float, y: float) -> NDArray[np.float64]:
        """Patient coordinates in mm of image coordinates (pixel corners whole) of a slice."""
        return np.asarray(self.origin + (np.array([number, y - 0.5, x - 0.5]) * self.spacing) @ self.axes)

    def to_slice(self, point: NDArray[np.float64]) -> tuple[float, float, float]:
        """Slice number (not rounded) and image coordinates x, y of a point in the patient."""
        number, row, column = (point - self.origin) @ self.axes.T / self.spacing
        return float(number), float(column) + 0.5, float(row) + 0.5

    def slab(self, number: int, thickness: float) -> range:
        """Slices of a slab of a thickness in mm about one: an odd number of them, as far as they exist."""
        half = int(max(0.0, thickness / self.spacing[0] - 1) / 2 + 0.5)
        return range(max(0, number - half), min(len(self), number + half + 1))

    def pixels(self, number: int, thickness: float = 0.0, projection: Projection = "MIP") -> NDArray[Any]:
        """Pixels ``(rows, columns)``, contiguous, of a slice or of a slab about it, in the volume's type.

        Parameters
        ----------
        thickness
            Of the slab in mm; up to that of a slice it is the slice itself.
        projection
            Greatest, least or mean value along the slab; the mean of whole numbers is rounded.
        """
        slab = self.slab(number, thickness)
        if len(slab) == 1:
            return self._slices.copy(slab.start)
        block = self.values[slab.start : slab.stop]
        if projection == "Mean":
            mean = np.asarray(np.add.reduce(block, axis=0, dtype=np.float64) / len(block))
            return (np.rint(mean) if block.dtype.kind in "iu" else mean).astype(block.dtype, order="C")
        found = (np.maximum if projection == "MIP" else np.minimum).reduce(block, axis=0)
        return np.ascontiguousarray(found)

    def plane(self, number: int) -> Plane:
        """Where a slice lies in the patient."""
        position = self.origin + number * self.spacing[0] * self.axes[0]
        return Plane(_vector(self.axes[2]), _vector(self.axes[1]), _vector(position))

    def picture(self, number: int, thickness: float = 0.0, projection: Projection = "MIP") -> RadiographImage:
        """Make a slice, or a slab about it, an image with place and spacing, to be shown and measured.

        It has the header of the series but the UID of no instance, for it is none; its ``sha256`` stands for
        the volume's and its place in it, so that what is measured on it finds it again.
        """
        stated = self.image.spacing or PixelSpacing(1, 1, "PixelSpacing")
        slab = self.slab(number, thickness)
        made = f"{self.image.sha256} {self.name} {slab} {projection if len(slab) > 1 else ''}"
        return replace(
            self.image,
            sha256=hashlib.sha256(made.encode()).hexdigest(),
            pixels=self.pixels(number, thickness, projection),
            spacing=replace(stated, row_mm=float(self.spacing[1]), column_mm=float(self.spacing[2])),
            plane=self.plane(number),
        )


def cut(volume: Volume) -> tuple[Cut, ...]:
    """Cut a volume along its own axes, each taken for the patient's that it is nearest to.

    Returns
    -------
    The planes in the order of `NAMES`: axial from the feet up, coronal from front to back, sagittal from the
    patient's right to the left.
    """
    lattice = volume.lattice
    along = np.array(max(permutations(range(3)), key=lambda order: _agreement(lattice.axes, order)))
    header = replace(volume.image.header, sop_instance_uid="", frames=1)
    image = replace(volume.image, header=header, sha256=volume.sha256, notices=volume.notices)
    cuts = []
    for name in NAMES:
        order = np.array([int(np.flatnonzero(along == axis)[0]) for axis in _VIEWS[name]])
        axes, spacing = lattice.axes[order], lattice.spacing[order]
        values = volume.values.transpose(order)
        origin = lattice.origin.copy()
        for place, (axis, wanted) in enumerate(zip(_VIEWS[name], _DOWN[name], strict=True)):
            if axes[place, axis] * wanted < 0:
                values = np.flip(values, place)
                origin += (values.shape[place] - 1) * spacing[place] * axes[place]
                axes[place] *= -1
        cuts.append(Cut(name, values, axes, spacing, origin, image, bool(order[0] == 0), _Slices(values)))
    return tuple(cuts)


def _agreement(axes: NDArray[np.float64], order: tuple[int, ...]) -> float:
    """How well the volume's axes agree with the patient's in an order."""
    return float(sum(abs(axes[mine, patients]) for mine, patients in enumerate(order)))


def _vector(numbers: NDArray[np.float64]) -> Vector:
    x, y, z = (float(number) for number in numbers)
    return x, y, z
