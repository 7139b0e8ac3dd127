from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.operating import OperatingPoint
from meddiag_gui.inference.site_points import SitePoints, points_of
from tests.support.brightness import FINDING, write_brightness_bundle


@pytest.fixture
def bundle(tmp_path: Path) -> ModelBundle:
    return load_bundle(write_brightness_bundle(tmp_path / "brightness-1.0.0"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "points"


POINT = OperatingPoint(0.3, (0.2, 0.6), 0.1, "A. Reader")


def test_a_change_survives_and_names_who_when_and_why(bundle: ModelBundle, folder: Path) -> None:
    SitePoints(bundle, folder).change(FINDING, POINT, "A. Reader", "too many misses in May")
    again = SitePoints(bundle, folder)
    assert again.current() == {FINDING: POINT}
    (change,) = again.history(FINDING)
    assert (change.who, change.why) == ("A. Reader", "too many misses in May")
    assert change.at.endswith("+00:00")


def test_undo_goes_back_step_by_step_and_keeps_the_history(bundle: ModelBundle, folder: Path) -> None:
    points = SitePoints(bundle, folder)
    points.change(FINDING, POINT, "A", "first")
    points.change(FINDING, OperatingPoint(0.8), "B", "second")
    assert points.undo(FINDING, "C", "it was worse") == POINT
    assert points.undo(FINDING, "C", "back to the bundle").threshold == 0.5
    assert points.current() == {}
    assert [change.who for change in points.history(FINDING)] == ["A", "B", "C", "C"]
    with pytest.raises(ModelError, match="no change"):
        points.undo(FINDING, "C", "again")


def test_a_change_needs_a_name_a_reason_and_a_known_finding(bundle: ModelBundle, folder: Path) -> None:
    points = SitePoints(bundle, folder)
    for who, why in (("", "why"), ("who", "  ")):
        with pytest.raises(ModelError, match="name and a reason"):
            points.change(FINDING, POINT, who, why)
    with pytest.raises(BundleError):
        points.change("Fracture", POINT, "A", "why")
    assert not folder.exists()


def test_damaged_lines_cost_only_themselves(bundle: ModelBundle, folder: Path) -> None:
    points = SitePoints(bundle, folder)
    points.change(FINDING, POINT, "A", "first")
    (path,) = folder.iterdir()
    with path.open("ab") as stream:
        stream.write(b'{"at": "2026", "point": {"threshold": 7}}\n{"at": "half a li')
    damaged = SitePoints(bundle, folder)
    assert damaged.current() == {FINDING: POINT}
    assert "2 lines are damaged" in damaged.problem
    damaged.change(FINDING, OperatingPoint(0.9), "B", "second")  # not glued to the half line
    assert SitePoints(bundle, folder).current()[FINDING].threshold == 0.9


def test_where_it_cannot_be_written_nothing_changes(bundle: ModelBundle, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    points = SitePoints(bundle, folder)
    with pytest.raises(ModelError, match="Nothing was changed"):
        points.change(FINDING, POINT, "A", "why")
    assert points.current() == {}


def test_other_weights_have_other_points(bundle: ModelBundle, folder: Path, tmp_path: Path) -> None:
    SitePoints(bundle, folder).change(FINDING, POINT, "A", "why")
    other = load_bundle(write_brightness_bundle(tmp_path / "brightness-2.0.0", "2.0.0"))
    assert SitePoints(other, folder).current() == {}


def test_several_processes_lose_nothing(bundle: ModelBundle, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from meddiag_gui.inference.bundle import load_bundle\n"
        "from meddiag_gui.inference.operating import OperatingPoint\n"
        "from meddiag_gui.inference.site_points import SitePoints\n"
        "for i in range(20):\n"
        "    points = SitePoints(load_bundle(Path(sys.argv[1])))\n"
        f"    points.change({FINDING!r}, OperatingPoint(0.4), sys.argv[2], str(i))\n"
    )
    environment = {**os.environ, "MEDDIAG_HOME": str(tmp_path / "home")}
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(bundle.root), who], env=environment)
        for who in "AB"
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    (path,) = (tmp_path / "home").rglob("*.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == 40
    assert [line["why"] for line in lines if line["who"] == "A"] == [str(i) for i in range(20)]


def test_points_of_a_bundle_that_nobody_changed(
    bundle: ModelBundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path / "home"))
    assert points_of(bundle) == {}
