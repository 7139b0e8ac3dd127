"""What is written of a plane."""

from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.gui.mpr.words import place_words, slab_words
from meddiag_gui.imaging.reslice import Cut, cut
from meddiag_gui.imaging.volume import load_volume
from tests.gui.mpr.conftest import SPACING, voxels
from tests.support.volumes import stack_of, write_volume


@pytest.fixture
def cuts(tmp_path: Path) -> tuple[Cut, ...]:
    paths = write_volume(tmp_path, voxels(), spacing=SPACING, origin=(-5.2, -2.75, -9.0))
    return cut(load_volume(stack_of(paths)))


def test_a_place_is_told_by_side_and_distance(cuts: tuple[Cut, ...]) -> None:
    axial, coronal, sagittal = cuts
    assert [place_words(axial, number) for number in (0, 9)] == ["F 9.0 mm", "H 9.0 mm"]
    assert [place_words(coronal, number) for number in (0, 11)] == ["A 2.8 mm", "P 2.8 mm"]
    assert [place_words(sagittal, number) for number in (0, 13)] == ["R 5.2 mm", "L 5.2 mm"]


def test_a_slab_is_told_by_what_it_really_is(cuts: tuple[Cut, ...]) -> None:
    axial, coronal, _ = cuts
    assert slab_words(axial, 4, 0, "MIP") == slab_words(axial, 4, 2, "Mean") == "slice 2 mm"
    assert slab_words(axial, 4, 5, "Mean") == "Mean 6 mm, 3 slices"
    assert slab_words(axial, 0, 5, "Mean") == "Mean 4 mm, 2 slices"  # half of it lies outside
    assert slab_words(coronal, 5, 2.5, "MinIP") == "MinIP 2.5 mm, 5 slices"
