from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.targets import Target
from meddiag_gui.inference.batch.journal import Journal
from meddiag_gui.inference.batch.judging import Batch
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext
from meddiag_gui.inference.operating import OperatingPoint
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor


class Disk:
    """Opens files as a known image with their own digest, and counts."""

    def __init__(self):
        self.opened = []

    def __call__(self, path: Path):
        from meddiag_gui.files import sha256_of

        self.opened.append(path.name)
        if path.name.startswith("bad"):
            raise UnreadableImage(f"{path.name} is cut short.")
        return coordinate_image(sha256=sha256_of(path), path=path)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"a")
    return path


def pass_over(batch, path):
    at_hand = batch.take(Target(path))
    judged = [batch.judge(at_hand, model) for model in batch.models]
    batch.keep(at_hand, judged)
    return [one.row for one in judged]


def test_several_models_judge_a_file_that_is_read_once(disk, image):
    rows = pass_over(Batch([FakePredictor(0.9), FakePredictor(refusal="Too old.")], disk), image)
    assert [row.status for row in rows] == ["ok", "refused"]
    assert disk.opened == ["a.png"]


def test_a_file_that_cannot_be_read_is_tried_once_and_fails_for_each_model(disk, tmp_path):
    bad = tmp_path / "bad.png"
    bad.touch()
    rows = pass_over(Batch([FakePredictor(), FakePredictor()], disk), bad)
    assert [row.reasons for row in rows] == [("bad.png is cut short.",)] * 2
    assert disk.opened == ["bad.png"]


def test_what_the_journal_knows_is_neither_read_nor_asked_again(disk, image, tmp_path):
    first = pass_over(Batch([FakePredictor(0.9)], disk, journal=Journal(tmp_path / "j")), image)
    model = FakePredictor(0.9)
    again = pass_over(Batch([model], disk, journal=Journal(tmp_path / "j")), image)
    assert again == first
    assert (model.asked, disk.opened) == ([], ["a.png"])


@pytest.mark.parametrize(
    ("context", "points"),
    [(SuppliedContext(age_years=3), {}), (NOTHING_SUPPLIED, {"pneumonia": OperatingPoint(0.2)})],
)
def test_another_question_is_asked_anew(disk, image, tmp_path, context, points):
    pass_over(Batch([FakePredictor()], disk, journal=Journal(tmp_path / "j")), image)
    model = FakePredictor()
    model.points = points
    pass_over(Batch([model], disk, context, Journal(tmp_path / "j")), image)
    assert len(model.asked) == 1


def test_failures_are_not_kept_and_missing_files_are_named(disk, tmp_path):
    bad = tmp_path / "bad.png"
    bad.touch()
    journal = Journal(tmp_path / "j")
    batch = Batch([FakePredictor()], disk, journal=journal)
    pass_over(batch, bad)
    (row,) = [batch.judge(batch.take(Target(bad, "bad.png is a pipe.")), batch.models[0]).row]
    assert (len(journal), row.status, row.reasons) == (0, "error", ("bad.png is a pipe.",))


def test_an_operating_point_that_changes_meanwhile_is_part_of_the_question(disk, image, tmp_path):
    model = FakePredictor(0.5)
    batch = Batch([model], disk, journal=Journal(tmp_path / "j"))
    pass_over(batch, image)
    at_hand = batch.take(Target(image))
    model.points = {"pneumonia": OperatingPoint(0.2)}
    judged = batch.judge(at_hand, model)
    batch.keep(at_hand, [judged])
    assert judged.row.findings[0].call == "present"  # not the absent of the point before
    again = Batch([model], disk, journal=Journal(tmp_path / "j")).take(Target(image))
    assert list(again.known.values()) == [judged.row]
