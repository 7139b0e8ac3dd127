from __future__ import annotations

import numpy as np
import pytest
from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.playback import read_frame_ms, read_sweeps
from meddiag_gui.imaging.open import open_image
from tests.support.dicom_files import write_image


def dataset(**attributes):
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


@pytest.mark.parametrize(
    ("attributes", "milliseconds"),
    [
        ({"FrameTime": 33.3}, (33.3,)),
        ({"CineRate": 25}, (40.0,)),
        ({"RecommendedDisplayFrameRate": 8, "FrameTime": 33.3, "CineRate": 30}, (125.0,)),
        ({"FrameTime": 40, "CineRate": 30}, (40.0,)),
        ({"FrameTimeVector": [0, 30, 50, 40], "CineRate": 30}, (30.0, 50.0, 40.0, 40.0)),
        ({}, ()),
    ],
)
def test_what_is_recommended_goes_before_what_was_measured(attributes, milliseconds):
    assert read_frame_ms(dataset(**attributes), 4) == pytest.approx(milliseconds)


@pytest.mark.parametrize(
    "attributes",
    [
        {"FrameTime": 0},
        {"FrameTime": -5},
        {"CineRate": 0},
        {"CineRate": 100_000},
        {"FrameTime": 1e9},
        {"FrameTimeVector": [0, 30]},
        {"FrameTimeVector": [0, 30, -1, 40]},
    ],
)
def test_what_cannot_be_a_rate_counts_as_not_stated(attributes):
    assert read_frame_ms(dataset(**attributes), 4) == ()


def test_a_vector_of_the_wrong_length_gives_way_to_the_frame_time():
    assert read_frame_ms(dataset(FrameTimeVector=[0, 30], FrameTime=20), 4) == (20.0,)


@pytest.mark.parametrize(("stated", "sweeps"), [(None, False), (0, False), (1, True), (7, False)])
def test_sweeping_is_stated(stated, sweeps):
    assert (
        read_sweeps(dataset(**({} if stated is None else {"PreferredPlaybackSequencing": stated}))) is sweeps
    )


def test_an_opened_image_carries_its_rate(tmp_path):
    frames = np.zeros((3, 4, 5), np.uint8)
    path = write_image(
        tmp_path / "us.dcm", frames, Modality="US", FrameTime=50, PreferredPlaybackSequencing=1
    )
    header = open_image(path, 1).header
    assert (header.frame_ms, header.sweeps) == ((50.0,), True)
