"""Volumes read from slices whose every voxel is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meddiag_gui.errors import UnreadableImage, VolumeError
from meddiag_gui.imaging.series import Stack
from meddiag_gui.imaging.volume import Volume, load_volume
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.dicom_files import shipped
from tests.support.volumes import place_groups, stack_of, write_enhanced, write_volume

VALUES = np.arange(5 * 4 * 6, dtype=np.uint16).reshape(5, 4, 6)


def loaded(folder: Path, values: np.ndarray = VALUES, **attributes: Any) -> Volume:
    return load_volume(stack_of(write_volume(folder, values, **attributes)))


def test_a_series_becomes_one_array_in_modality_values(tmp_path: Path) -> None:
    volume = loaded(tmp_path)
    assert np.array_equal(volume.values, VALUES.astype(int) - 1024)
    assert volume.values.dtype == np.int16
    assert not volume.values.flags.writeable
    assert volume.lattice.to_patient([1, 2, 3]) == pytest.approx([-10 + 3 * 0.8, -20 + 2 * 0.5, 30 + 2])
    assert (volume.image.unit, volume.notices) == ("HU", ())


def test_files_in_reverse_give_the_same_volume_and_another_file_another_digest(tmp_path: Path) -> None:
    paths = write_volume(tmp_path, VALUES)
    volume = load_volume(stack_of(paths[::-1]))
    assert volume.sha256 == load_volume(stack_of(paths)).sha256 != load_volume(stack_of(paths[1:])).sha256
    assert np.array_equal(volume.values, VALUES.astype(int) - 1024)


def test_an_enhanced_file_gives_a_volume_in_the_order_of_its_places(tmp_path: Path) -> None:
    groups = [place_groups((0, 0, z)) for z in (6.0, 2.0, 0.0, 4.0, 8.0)]
    volume = load_volume(stack_of([write_enhanced(tmp_path / "a", VALUES, groups)]))
    assert np.array_equal(volume.values, VALUES[[2, 1, 3, 0, 4]])
    assert volume.lattice.spacing == pytest.approx([2.0, 0.5, 0.8])


def test_a_slope_of_each_slice_is_applied_and_whole_numbers_become_float_only_where_they_must(
    tmp_path: Path,
) -> None:
    paths = write_volume(tmp_path, VALUES, RescaleIntercept=0)
    paths[3:4] = write_volume(tmp_path / "own", VALUES[:4], RescaleIntercept=0, RescaleSlope=0.5)[3:4]
    volume = load_volume(stack_of(paths))
    expected = VALUES.astype(np.float32)
    expected[3] *= 0.5
    assert volume.values.dtype == np.float32
    assert np.array_equal(volume.values, expected)


@pytest.mark.parametrize(
    ("slope", "kind"), [(1, np.int16), (20, np.uint16), (600, np.int32)], ids=["int16", "uint16", "int32"]
)
def test_values_beyond_the_first_slices_type_are_kept(tmp_path: Path, slope: int, kind: type) -> None:
    values = np.full((4, 4, 6), 3, np.uint16)
    values[2:] = 3000
    volume = loaded(tmp_path, values, RescaleIntercept=0, RescaleSlope=slope)
    assert volume.values.dtype == kind
    assert np.array_equal(volume.values, values.astype(int) * slope)


def test_a_tilted_gantry_is_corrected_and_said(tmp_path: Path) -> None:
    volume = loaded(tmp_path, VALUES + 100, step=(0.0, 0.5, 2.0))  # each slice one row further back
    assert volume.values.shape == (5, 8, 6)
    for number in range(5):
        inner = volume.values[number, number : number + 4]
        assert np.array_equal(inner, VALUES[number].astype(int) + 100 - 1024)
    assert "gantry was tilted" in volume.notices[0]
    assert volume.lattice.to_patient([4, 4, 0]) == pytest.approx([-10, -18, 38])


def test_one_phase_of_a_dynamic_series_is_read(tmp_path: Path) -> None:
    phases = [
        write_volume(tmp_path / str(phase), VALUES[:3] + 100 * phase, TriggerTime=phase, SOPInstanceUID=None)
        for phase in range(9)
    ]
    stack = stack_of([path for paths in phases for path in paths])
    assert stack.phases == 9
    volume = load_volume(stack, place=9 + 7)
    assert np.array_equal(volume.values, VALUES[:3].astype(int) + 700 - 1024)
    assert volume.notices == ("This is phase 8 of 9.",)


def test_progress_counts_the_slices_and_cancelling_stops_it(tmp_path: Path) -> None:
    stack = stack_of(write_volume(tmp_path, np.repeat(VALUES, 6, axis=0)))
    seen: list[Progress] = []
    token = CancelToken()

    def report(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 4:
            token.cancel()

    with pytest.raises(Cancelled):
        load_volume(stack, report=report, token=token)
    assert [progress.done for progress in seen] == [2, 3, 4]
    assert seen[-1].total == 30


def refused(stack: Stack) -> str:
    with pytest.raises(VolumeError) as caught:
        load_volume(stack)
    return str(caught.value)


def test_what_makes_no_volume_is_refused_in_one_sentence(tmp_path: Path) -> None:
    paths = write_volume(tmp_path, VALUES)
    begin = "This series cannot be shown in three planes: "
    assert refused(stack_of(paths[:1])) == begin + "it has only one image."
    assert "slices are missing" in refused(stack_of([*paths[:2], *paths[3:]]))
    assert "at one place" in refused(stack_of(write_volume(tmp_path / "b", VALUES, step=(0, 0, 0))))
    colored = np.zeros((3, 4, 6, 3), np.uint8)
    given = {"BitsStored": 8, "HighBit": 7}
    assert "in colour" in refused(stack_of(write_volume(tmp_path / "c", colored, **given)))
    twice = write_volume(tmp_path / "d", VALUES[:1], SOPInstanceUID="1.9.9")
    assert "several times" in refused(stack_of([*paths, *twice]))


def test_slices_in_different_units_are_refused(tmp_path: Path) -> None:
    paths = write_volume(tmp_path, VALUES)
    other = write_volume(tmp_path / "b", VALUES, RescaleType="US", Modality="MR", SOPClassUID="1.2")
    assert "in one unit" in refused(stack_of([*paths[:4], other[4]]))


def test_a_loop_without_places_is_refused() -> None:
    assert "where in the patient" in refused(stack_of([shipped("examples_ybr_color.dcm")]))


def test_a_slice_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    paths = write_volume(tmp_path, VALUES)
    stack = stack_of(paths)
    paths[3].write_bytes(paths[3].read_bytes()[:-20])
    with pytest.raises(UnreadableImage, match=r"003\.dcm cannot be opened: .*cut short"):
        load_volume(stack)
