from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.evaluation import kinds
from meddiag_gui.evaluation.pictures import read_pictures
from meddiag_gui.evaluation.refusals import Refusals, measure_refusals
from tests.support.models import fake_bundle


class DarkIsUnlike:
    """Refuses what is dark on average; all that counting needs of a predictor."""

    bundle = fake_bundle()

    def unlike(self, levels: np.ndarray) -> list[str]:
        return ["too dark" if one.mean() < 32768 else "" for one in levels]


@pytest.fixture
def others(tmp_path: Path) -> Path:
    rows = [
        ("bright.png", "p1", "chest", "there", "test", 200),
        ("dark.png", "p2", "hip", "elsewhere", "test", 20),
        ("light.png", "p3", "hip", "elsewhere", "test", 220),
        ("unseen.png", "p4", "hip", "fitted", "fit", 20),
    ]
    for name, *_, value in rows:
        Image.fromarray(np.full((80, 80), value, np.uint8)).save(tmp_path / name)
    with (tmp_path / "others.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([("path", "patient_id", "kind", "source", "part")])
        csv.writer(stream).writerows(row[:5] for row in rows)
    return tmp_path / "others.csv"


def test_only_the_test_part_counts_by_kind_and_source(others: Path) -> None:
    none = np.empty((0, 64, 64), np.uint16)
    found = measure_refusals(DarkIsUnlike(), none, read_pictures(others))  # type: ignore[arg-type]
    assert Refusals("chest", "there", 1, 0) in found
    assert Refusals("hip", "elsewhere", 2, 1) in found
    assert Refusals("inverted", "made of there", 1, 1) in found
    assert not any("fitted" in row.source for row in found)


def test_every_kind_is_made_of_each_chest_once() -> None:
    chests = np.full((5, 64, 64), 50_000, np.uint16)
    found = measure_refusals(DarkIsUnlike(), chests)  # type: ignore[arg-type]
    assert found[0] == Refusals("chest", "internal test part", 5, 0)
    made = sum(len(makers) for makers in kinds.OF_A_CHEST.values())
    assert len(found) == 1 + made
    assert all(row.images == 5 for row in found)
    assert next(row for row in found if row.kind == "inverted").refused == 5
