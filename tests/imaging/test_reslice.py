"""Planes cut from volumes in which every voxel says where in the patient it lies."""

from __future__ import annotations

from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.lattice import Lattice
from meddiag_gui.imaging.plane import cross, dot
from meddiag_gui.imaging.reslice import NAMES, Cut, cut
from meddiag_gui.imaging.volume import Volume
from meddiag_gui.imaging.windowing import Window

SHAPE, SPACING = (5, 6, 7), np.array([3.0, 0.5, 0.8])
DIRECTIONS = [
    np.array([signs[i] * np.eye(3)[axis] for i, axis in enumerate(order)])
    for order in permutations(range(3))
    for signs in product((1, -1), repeat=3)
]
"""All 48 ways in which slices, rows and columns can be counted along the patient's axes."""


def volume_of(axes: np.ndarray, values: np.ndarray | None = None) -> Volume:
    lattice = Lattice(np.array([10.0, -20.0, 30.0]), axes, SPACING, np.zeros(2))
    values = np.arange(np.prod(SHAPE), dtype=np.int16).reshape(SHAPE) if values is None else values
    header = ImageHeader(modality="CT", sop_instance_uid="1.2.3")
    image = RadiographImage(values[0], (Window(40, 400),), header, "f" * 64, Path("a"), unit="HU")
    return Volume(values, lattice, image)


def oblique() -> np.ndarray:
    """Axes of slices turned by 20° about the left–right axis and 10° about the body's."""
    tip, turn = np.radians(20), np.radians(10)
    about_x = np.array([[1, 0, 0], [0, np.cos(tip), -np.sin(tip)], [0, np.sin(tip), np.cos(tip)]])
    about_z = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    return np.array([[0, 0, 1.0], [0, 1, 0], [1, 0, 0]]) @ about_x @ about_z


def check_places(volume: Volume, plane: Cut) -> None:
    """Every pixel has the value of the voxel that lies where its plane and spacing say it does."""
    for number in range(len(plane)):
        image = plane.picture(number)
        assert image.plane is not None
        assert image.spacing is not None
        for row, column in ((0, 0), (1, 2), (image.rows - 1, image.columns - 1)):
            point = (
                np.array(image.plane.position)
                + row * image.spacing.row_mm * np.array(image.plane.column)
                + column * image.spacing.column_mm * np.array(image.plane.row)
            )
            voxel = volume.lattice.to_voxel(point)
            assert voxel == pytest.approx(np.rint(voxel), abs=1e-6)
            assert image.pixels[row, column] == volume.values[tuple(np.rint(voxel).astype(int))]
            assert plane.to_patient(number, column + 0.5, row + 0.5) == pytest.approx(point)
            assert plane.to_slice(point) == pytest.approx((number, column + 0.5, row + 0.5))


@pytest.mark.parametrize("axes", DIRECTIONS, ids=range(len(DIRECTIONS)))
def test_the_planes_are_turned_for_the_reader_however_the_volume_was_taken(axes: np.ndarray) -> None:
    volume = volume_of(axes)
    axial, coronal, sagittal = cut(volume)
    left, back, head = np.eye(3)
    for plane, across, right, down in (
        (axial, head, left, back),
        (coronal, back, left, -head),
        (sagittal, left, back, -head),
    ):
        assert plane.axes.tolist() == [across.tolist(), down.tolist(), right.tolist()]
        assert not plane.oblique
        check_places(volume, plane)
    assert tuple(plane.name for plane in cut(volume)) == NAMES


def test_an_oblique_volume_is_cut_along_its_own_axes_and_says_so() -> None:
    volume = volume_of(oblique())
    for plane in cut(volume):
        assert plane.oblique
        check_places(volume, plane)
    axial = cut(volume)[0]
    row, column, normal = axial.plane(0).row, axial.plane(0).column, axial.plane(0).normal
    assert dot(row, column) == pytest.approx(0)
    assert cross(row, column) == pytest.approx(normal)
    assert row[0] > 0.9
    assert normal[2] > 0.9


def test_slices_are_views_of_the_one_array() -> None:
    volume = volume_of(np.eye(3))
    assert all(np.shares_memory(plane.values, volume.values) for plane in cut(volume))


def test_a_slice_is_an_image_of_the_series_and_no_instance() -> None:
    image = cut(volume_of(np.eye(3)))[1].picture(2)
    assert (image.unit, image.header.modality, image.header.sop_instance_uid) == ("HU", "CT", "")
    assert image.pixels.flags.c_contiguous


def test_every_slice_and_slab_has_a_digest_of_its_own_that_stays() -> None:
    def digests() -> list[str]:
        axial, coronal, _ = cut(volume_of(np.eye(3)[::-1]))
        return [
            image.sha256
            for image in (
                axial.picture(2), axial.picture(3), coronal.picture(2), axial.picture(2, 9),
                axial.picture(2, 9, "Mean"), axial.picture(2, 15),
            )
        ]  # fmt: skip

    assert len(set(digests())) == 6
    assert digests() == digests()
    axial = cut(volume_of(np.eye(3)[::-1]))[0]
    assert axial.picture(2, 1, "Mean").sha256 == axial.picture(2).sha256  # both are the slice itself


@pytest.mark.parametrize(
    ("thickness", "slices"),
    [(0, [2]), (3, [2]), (6, [1, 2, 3]), (9, [1, 2, 3]), (15, [0, 1, 2, 3, 4]), (1e6, [0, 1, 2, 3, 4])],
)
def test_a_slab_has_the_slices_nearest_to_its_thickness(thickness: float, slices: list[int]) -> None:
    (plane,) = (plane for plane in cut(volume_of(np.eye(3)[::-1])) if plane.spacing[0] == 3.0)
    assert list(plane.slab(2, thickness)) == slices


def test_a_slab_at_the_edge_takes_what_there_is() -> None:
    axial = cut(volume_of(np.eye(3)[::-1]))[0]
    assert list(axial.slab(0, 9)) == [0, 1]
    assert list(axial.slab(4, 9)) == [3, 4]


@given(st.integers(0, 4), st.sampled_from(NAMES), st.integers(0, 2**31))
def test_projections_are_those_of_each_column_of_voxels(number: int, name: str, seed: int) -> None:
    values = np.random.default_rng(seed).integers(-1000, 1000, SHAPE).astype(np.int16)
    plane = cut(volume_of(DIRECTIONS[seed % 48], values))[NAMES.index(name)]
    slab = plane.slab(number, 6)
    block = plane.values[slab.start : slab.stop].astype(float)
    assert np.array_equal(plane.pixels(number, 6, "MIP"), block.max(axis=0))
    assert np.array_equal(plane.pixels(number, 6, "MinIP"), block.min(axis=0))
    assert np.abs(plane.pixels(number, 6, "Mean") - block.mean(axis=0)).max() <= 0.5
    assert plane.pixels(number, 6, "Mean").dtype == np.int16


def test_the_mean_of_fractions_is_not_rounded() -> None:
    values = np.zeros(SHAPE, np.float32)
    values[2] = 0.75
    axial = cut(volume_of(np.eye(3)[::-1], values))[0]
    assert axial.pixels(2, 9, "Mean") == pytest.approx(0.25)
