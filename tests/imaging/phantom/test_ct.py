"""The phantom's CT: CT numbers and places that follow from its bodies."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.imaging.phantom import ct
from meddiag_gui.imaging.phantom.bodies import ellipsoid
from meddiag_gui.imaging.phantom.materials import ATTENUATION, WATER, Part
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.volumes import stack_of


def test_ct_numbers_are_those_of_the_materials() -> None:
    torso = ellipsoid((0, 0, 75), (80, 200, 60))
    tumour = ellipsoid((40, 0, 75), (10, 10, 10))
    parts = [Part(torso, "soft tissue", "air", (tumour,)), Part(tumour, "lung", "air")]
    values = ct.hounsfield(parts, height=0.0)
    row, left, right = 77, 155, 75  # z = 75 mm; x = 40 and −40 mm
    assert values[row, left] == pytest.approx(1000 * (ATTENUATION["lung"] / WATER - 1))
    assert values[row, right] == pytest.approx(1000 * (ATTENUATION["soft tissue"] / WATER - 1))
    assert values[0, 0] == pytest.approx(-1000, abs=2)
    assert ct.hounsfield(parts, height=50.0)[row, left] == pytest.approx(values[row, right])


def test_vessels_that_overlap_count_once() -> None:
    lung = Part(ellipsoid((0, 0, 75), (80, 200, 60)), "lung", "air")
    vessel = Part(ellipsoid((0, 0, 75), (10, 10, 10)), "soft tissue", "lung")
    values = ct.hounsfield([lung, vessel, vessel], height=0.0)
    assert values[77, 115] == pytest.approx(1000 * (ATTENUATION["soft tissue"] / WATER - 1))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Four slices, 40 mm apart."""
    monkeypatch.setattr(ct, "SPACING", (40.0, 4.0, 4.0))
    monkeypatch.setattr(ct, "HIGH", (40.0, -100.0))
    return tmp_path


def test_the_series_is_a_regular_stack_from_the_feet_up(few: Path) -> None:
    folder = ct.demo_ct(few)
    stack = stack_of(sorted(folder.iterdir()))
    assert len(stack) == 4
    assert stack.notices == ()
    assert stack.instances[0].patient_id == "PHANTOM-001"
    heights = [plane.position for place in range(4) if (plane := stack.plane(place))]
    assert heights == [(-115.0, -152.0, z) for z in (-40.0, 0.0, 40.0, 80.0)]


def test_what_was_made_is_not_made_again_and_is_the_same_every_time(few: Path) -> None:
    seen: list[Progress] = []
    folder = ct.demo_ct(few, report=seen.append)
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    assert [progress.done for progress in seen] == [1, 2, 3, 4]
    assert ct.demo_ct(few, report=seen.append) == folder
    assert len(seen) == 4
    assert list(islice(ct.slice_files(), 4)) == before


def test_a_stopped_computation_leaves_nothing(few: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        ct.demo_ct(few, report=lambda progress: token.cancel(), token=token)
    assert list(few.iterdir()) == []


def test_heart_and_lungs_lie_where_they_should() -> None:
    parts = [part for part in ct.thorax(ct.SEED) if part.material != "lead"]
    values = ct.hounsfield(parts, height=16.0)
    heart, lung_right, lung_left = values[68, 128], values[60, 55], values[60, 185]
    assert 20 < heart < 90
    assert lung_right < -600
    assert lung_left < -600
    assert np.isfinite(values).all()
