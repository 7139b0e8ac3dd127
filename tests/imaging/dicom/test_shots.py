"""What a file of several frames says of each, read without its pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meddiag_gui.imaging.instance import Taken, read_instance
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.series import group
from tests.support.dicom_files import shipped, write_image
from tests.support.stacks import AXIAL, slice_of, write_slice
from tests.support.volumes import item, place_groups, write_enhanced

FRAMES = np.zeros((4, 4, 6), np.uint16)


def test_each_frame_says_where_it_lies_and_how_it_was_taken(tmp_path: Path) -> None:
    groups = [
        place_groups(
            (0, 0, z),
            FrameContentSequence=[item(StackID="1", TemporalPositionIndex=phase)],
            MRDiffusionSequence=[item(DiffusionBValue=b)],
            MREchoSequence=[item(EffectiveEchoTime=4.6)],
            MRImageFrameTypeSequence=[item(FrameType=["ORIGINAL", "PRIMARY", "M"])],
            CardiacSynchronizationSequence=[item(NominalCardiacTriggerDelayTime=33.0)],
        )
        for z, phase, b in ((1, 1, 0.0), (2, 1, 0.0), (1, 2, 1000.0), (2, 2, 1000.0))
    ]
    found = read_instance(write_enhanced(tmp_path / "a", FRAMES, groups))
    assert [shot.plane for shot in found.shots] == [make_plane(AXIAL, (0, 0, z)) for z in (1, 2, 1, 2)]
    assert {shot.spacing for shot in found.shots} == {(0.5, 0.8)}
    taken = found.shots[2].taken
    assert (taken.diffusion, taken.phase, taken.stack, taken.echo) == ("1000.0", "2", "1", "4.6")
    assert (taken.kind, taken.time) == ("ORIGINAL\\PRIMARY\\M", (33.0, 0.0))
    stacks = group([found])[0].studies[0].series[0].stacks
    assert [[stack.image(place)[1] for place in range(2)] for stack in stacks] == [[0, 1], [2, 3]]


def test_a_concatenation_names_its_first_frame(tmp_path: Path) -> None:
    groups = [place_groups((0, 0, z)) for z in range(4)]
    more = {"ConcatenationUID": "1.2.9", "ConcatenationFrameOffsetNumber": 8}
    assert read_instance(write_enhanced(tmp_path / "a", FRAMES, groups, **more)).concatenation == ("1.2.9", 8)


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"PerFrameFunctionalGroupsSequence": [place_groups((0, 0, 0))]},  # of one frame of four
        {"PerFrameFunctionalGroupsSequence": [item()] * 4},
    ],
)
def test_frames_without_a_place_stay_a_loop(tmp_path: Path, attributes: dict[str, Any]) -> None:
    found = read_instance(write_image(tmp_path / "a", FRAMES, **attributes))
    assert (found.frames, found.shots, found.concatenation) == (4, (), None)


def test_a_shipped_enhanced_file_and_a_dose_are_placed() -> None:
    dose = read_instance(shipped("rtdose.dcm"))
    assert len(dose.shots) == dose.frames > 1
    depths = [shot.plane.depth for shot in dose.shots]
    assert depths == sorted(depths)


def test_a_plain_slice_says_how_it_was_taken_alike_in_both_readings(tmp_path: Path) -> None:
    given = {
        "ImageType": ["DERIVED", "PRIMARY", "W"], "EchoNumbers": 2, "DiffusionBValue": 800.0,
        "SequenceName": "ep", "TemporalPositionIdentifier": 3, "AcquisitionNumber": 4, "TriggerTime": "12.50",
        "AcquisitionTime": "010203.5",
    }  # fmt: skip
    quick = read_instance(write_slice(tmp_path / "a", 0, 1, **given)).taken
    slow = read_instance(write_slice(tmp_path / "b", 0, 1, PatientName="Dö^E", **given)).taken
    assert quick == slow
    assert quick == Taken("DERIVED\\PRIMARY\\W", "2", "800", "ep", "3", "4", "", (12.5, 3723.5))
    assert slice_of("c").taken.time == (0.0, 0.0)
