from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.examination.copies import Pair
from meddiag_gui.examination.material import Material
from meddiag_gui.examination.source import read_source
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.plan.examining import Examined, decode, keep, look_at
from tests.support.labelled import body, write_set
from tests.support.plans import manifest_of, material_of


def looked(
    material: Material,
    findings: tuple[str, ...] = ("Mass",),
    out: tuple[str, ...] = (),
    *,
    stated: bool = False,
) -> Examined:
    return look_at(material, findings, set(out), stated=stated, report=no_report, token=CancelToken())


def kinds(examined: Examined) -> list[str]:
    return [problem.kind for problem in examined.found.stops]


def test_a_copy_under_two_patients_stops_until_it_is_left_out() -> None:
    material = material_of(manifest_of([0, 1] * 4), copies=((0, 2),))
    examined = looked(material)
    assert kinds(examined) == ["leak"]
    assert examined.found.stops[0].paths == ("0.png", "2.png")
    mended = looked(examined.whole, out=("2.png",))
    assert kinds(mended) == []
    assert [row.source for row in mended.manifest.rows] == [f"{i}.png" for i in (0, 1, 3, 4, 5, 6, 7)]
    assert mended.clusters == ()


def test_copies_with_other_labels_contradict() -> None:
    assert "contradiction" in kinds(looked(material_of(manifest_of([0, 1] * 4), copies=((0, 1),))))


def test_parts_of_the_source_matter_only_where_they_are_kept() -> None:
    parts = ["train", "test"] * 4
    manifest = manifest_of([0, 1, 1, 0] * 2, ["A", "A", "B", "C", "D", "E", "F", "G"], {"part": parts})
    material = material_of(manifest)
    assert kinds(looked(material, stated=True)) == ["leak"]
    drawn = looked(material)
    assert kinds(drawn) == []
    assert drawn.manifest.attributes == ()
    assert drawn.whole.part_column == "part"


def test_faults_of_findings_that_are_not_learned_do_not_matter() -> None:
    material = material_of(manifest_of([0] * 8))
    assert kinds(looked(material)) == ["one_class"]
    assert kinds(looked(material, ())) == []  # a segmentation learns no label


def test_taking_rows_keeps_what_is_known_of_the_others() -> None:
    material = material_of(
        manifest_of([0, 1] * 4), copies=((0, 2, 4), (1, 3)), altered=(Pair(0, 5, 0.97), Pair(6, 7, 0.99))
    )
    kept = keep(material, [2, 3, 4, 5, 6, 7])
    assert kept.copies == ((0, 2),)  # 2 and 4; of 1 and 3 one is left
    assert kept.altered == (Pair(0, 3, 0.97), Pair(4, 5, 0.99))  # 2 stands in for its copy 0


def test_an_altered_pair_goes_with_its_last_copy() -> None:
    material = material_of(manifest_of([0, 1] * 4), altered=(Pair(0, 5, 0.97),))
    assert keep(material, [1, 2, 3, 4, 5]).altered == ()


@pytest.mark.slow
def test_a_folder_tree_with_planted_faults(tmp_path: Path) -> None:
    rows = [({"path": f"{'normal' if i % 2 else 'mass'}/p{i}-1.png"}, body(i)) for i in range(8)]
    brighter = np.clip(body(3).astype(int) + 25, 0, 255).astype(np.uint8)
    rows += [
        ({"path": "mass/p90-1.png"}, body(0)),
        ({"path": "mass/p91-1.png"}, body(1)),
        ({"path": "normal/p92-1.png"}, brighter),
        ({"path": "normal/p93-1.png"}, b"junk"),
    ]
    write_set(tmp_path, rows).unlink()
    manifest = read_source(tmp_path)
    whole = decode(manifest, report=no_report, token=CancelToken())
    found = looked(whole, ("mass",)).found
    said = {(problem.kind, frozenset(problem.paths)) for problem in found.problems}
    assert ("leak", frozenset({"mass/p0-1.png", "mass/p90-1.png"})) in said
    assert ("contradiction", frozenset({"normal/p1-1.png", "mass/p91-1.png"})) in said
    assert ("near_duplicate", frozenset({"normal/p3-1.png", "normal/p92-1.png"})) in said
    assert ("unreadable", frozenset({"normal/p93-1.png"})) in said
