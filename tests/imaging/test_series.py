"""Instances in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.imaging.instance import Instance, Shot
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.series import group
from tests.support.stacks import AXIAL, slice_of


def test_instances_fall_into_patients_studies_series_and_stacks() -> None:
    patients = group(
        [
            slice_of("late", 2.0),
            slice_of("other", 1.0, patient_id="P-2"),
            slice_of("early", 1.0),
            slice_of("scout", 1.0, rows=9),
            slice_of("second", 1.0, series_uid="1.2.4"),
            slice_of("prior", 1.0, study_uid="1.1"),
        ]
    )
    assert [patient.id for patient in patients] == ["P-1", "P-2"]
    assert [[len(study.series) for study in patient.studies] for patient in patients] == [[2, 1], [1]]
    stacks = patients[0].studies[0].series[0].stacks
    assert [[i.path.name for i in stack.instances] for stack in stacks] == [["early", "late"], ["scout"]]


def test_studies_come_latest_first_and_series_by_number() -> None:
    (patient,) = group(
        [
            slice_of("a", study_uid="1", study_date="20230101"),
            slice_of("b", study_uid="2", study_date="20240101", series_uid="x"),
            slice_of("c", study_uid="2", study_date="20240101", series_uid="y", series_number=10),
            slice_of("d", study_uid="2", study_date="20240101", series_uid="z", series_number=2),
        ]
    )
    assert [study.date for study in patient.studies] == ["20240101", "20230101"]
    assert [series.uid for series in patient.studies[0].series] == ["z", "y", "x"]


@pytest.mark.parametrize(
    ("change", "patients"),
    [
        ({"patient_name": "DOE^JANE^^"}, 1),
        ({"patient_name": "Doe^John"}, 2),
        ({"patient_birth_date": "19991231"}, 2),
    ],
)
def test_a_shared_id_alone_does_not_make_two_people_one(change: dict[str, str], patients: int) -> None:
    assert len(group([slice_of("a"), slice_of("b", **change)])) == patients


def test_files_without_a_series_are_series_of_their_own() -> None:
    patients = group([slice_of("a.png", series_uid="", modality=""), slice_of("b.png", series_uid="")])
    assert [len(series.stacks[0]) for series in patients[0].studies[0].series] == [1, 1]


def test_a_stack_knows_file_and_frame_of_each_place() -> None:
    files = group([slice_of("a", 1.0), slice_of("b", 2.0)])[0].studies[0].series[0].stacks[0]
    assert [files.image(place) for place in range(len(files))] == [(Path("a"), 0), (Path("b"), 0)]
    frames = group([slice_of("c", frames=3)])[0].studies[0].series[0].stacks[0]
    assert [frames.image(place) for place in range(len(frames))] == [(Path("c"), place) for place in range(3)]


def test_slices_and_frames_show_one_thing_and_radiographs_do_not() -> None:
    radiographs = [slice_of("a", modality="CR"), slice_of("b", modality="CR")]
    coherent = [
        group(files)[0].studies[0].series[0].stacks[0].coherent
        for files in ([slice_of("a", 1.0), slice_of("b", 2.0)], [slice_of("c", frames=3)], radiographs)
    ]
    assert coherent == [True, True, False]


def test_a_gap_is_noticed_on_the_stack() -> None:
    stack = group([slice_of(str(z), z) for z in (5.0, 1.0, 2.0, 3.0)])[0].studies[0].series[0].stacks[0]
    assert stack.notices == ("Slices are missing: images 3 and 4 are 2 mm apart, not 1 mm.",)


def enhanced(name: str, *heights: float, concatenation: tuple[str, int] | None = None) -> Instance:
    shots = tuple(Shot(plane, (0.7, 0.7)) for z in heights if (plane := make_plane(AXIAL, (0, 0, z))))
    return slice_of(name, frames=len(heights), shots=shots, spacing=None, concatenation=concatenation)


def test_frames_of_an_enhanced_file_are_sorted_by_place_and_keep_their_numbers() -> None:
    (stack,) = group([enhanced("a", 3.0, 1.0, 2.0)])[0].studies[0].series[0].stacks
    assert [stack.image(place) for place in range(3)] == [(Path("a"), 1), (Path("a"), 2), (Path("a"), 0)]
    assert [stack.find(*stack.image(place)) for place in range(3)] == [0, 1, 2]
    assert stack.find(Path("a"), 7) is stack.find(Path("b"), 0) is None
    assert stack.plane(0) == make_plane(AXIAL, (0, 0, 1))
    assert stack.spacing(0) == (0.7, 0.7)


def test_the_files_of_a_concatenation_are_one_stack_and_other_files_are_not() -> None:
    parts = [enhanced("b", 3.0, 4.0, concatenation=("9", 2)), enhanced("a", 1.0, 2.0, concatenation=("9", 0))]
    stacks = group([*parts, enhanced("c", 1.0, 2.0)])[0].studies[0].series[0].stacks
    assert [[stack.image(place) for place in range(len(stack))] for stack in stacks] == [
        [(Path("a"), 0), (Path("a"), 1), (Path("b"), 0), (Path("b"), 1)],
        [(Path("c"), 0), (Path("c"), 1)],
    ]
