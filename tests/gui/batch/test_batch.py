from __future__ import annotations

import csv
import functools
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, Qt

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.files import sha256_of
from meddiag_gui.gui.batch import feature as batch_feature
from meddiag_gui.gui.batch import store
from meddiag_gui.gui.batch.feature import ManyImages
from meddiag_gui.gui.batch.run import ELSEWHERE, State
from meddiag_gui.gui.reading import Phase
from meddiag_gui.tasks import CancelToken, no_report
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor


class Scores(FakePredictor):
    """Gives each file the probability that its name says, and remembers every sha256 it was asked."""

    def __init__(self, **options):
        super().__init__(**options)
        self.known = {}

    def predict(self, image, **rest):
        self._probability = self.known.get(image.sha256, 0.5)
        return super().predict(image, **rest)


@pytest.fixture
def folder(tmp_path):
    """Four images, named by the probability that they get, and one that cannot be read."""
    folder = tmp_path / "images"
    folder.mkdir()
    for name in ("0.30", "0.95", "0.10", "0.70", "bad"):
        (folder / f"{name}.dcm").write_bytes(name.encode())
    return folder


@pytest.fixture
def model(folder):
    model = Scores()
    model.known = {sha256_of(path): float(path.stem) for path in folder.glob("0*.dcm")}
    return model


def opened(path, frame=0):
    if path.name.startswith("bad"):
        raise UnreadableImage(f"{path.name} is cut short.")
    digest = sha256_of(path) if path.exists() else f"sha-{path.name}"
    return coordinate_image(sha256=digest, path=path, frame=frame)


@pytest.fixture
def program(start, model):
    return start(model, opened)


def lines(many):
    shown = many.window.table.model()
    return [tuple(shown.index(row, column).data() for column in (0, 2, 5)) for row in range(shown.rowCount())]


def judge(program, folder, qtbot):
    many = program.feature(ManyImages)
    many.open()
    many.run.start([folder])
    qtbot.waitUntil(lambda: many.run.state is State.DONE)
    return many


def test_the_most_urgent_stands_first_and_what_failed_last_with_its_reason(program, folder, qtbot):
    many = judge(program, folder, qtbot)
    assert lines(many) == [
        ("Present", "0.95", "0.95.dcm"), ("Present", "0.70", "0.70.dcm"), ("Absent", "0.30", "0.30.dcm"),
        ("Absent", "0.10", "0.10.dcm"), ("Failed", "", "bad.dcm"),
    ]  # fmt: skip
    shown = many.window.table.model()
    assert shown.index(4, 6).data() == "bad.dcm is cut short."
    assert many.window.state.text() == "5 files, all done"


def test_the_filter_shows_one_standing_and_counts_all(program, folder, qtbot):
    window = judge(program, folder, qtbot).window
    entries = [window.filter.itemText(place) for place in range(window.filter.count())]
    assert entries == ["All  5", "Present  2", "Uncertain  0", "Absent  2", "Refused  0", "Failed  1"]
    window.filter.activated.emit(5)
    assert [line[2] for line in lines(program.feature(ManyImages))] == ["bad.dcm"]


def test_every_model_speaks_and_a_refusal_of_one_is_told(start, folder, model, qtbot):
    other = FakePredictor(refusal="In colour.", name="site", version="2.0.0")
    program = start(model, opened, others=(model, other))
    many = judge(program, folder, qtbot)
    shown = many.window.table.model()
    assert shown.index(0, 6).data() == "site 2.0.0 refused it."
    many.window.table.selectRow(0)
    details = many.window.details.text()
    assert "Pneumonia: probability 0.95. Present: at or above the operating point 0.62" in details
    assert "site 2.0.0: refused" in details
    assert "In colour." in details


def test_a_click_opens_the_image(program, folder, qtbot):
    many = judge(program, folder, qtbot)
    table = many.window.table
    place = table.visualRect(table.model().index(1, 5)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: program.session.picture is not None)
    assert program.session.picture.image.path.name == "0.70.dcm"
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.picture and program.session.picture.image.path.stem == "0.95")


def test_the_image_being_read_goes_first(start, folder, model, qtbot):
    """While a batch holds the model, another image is opened: the batch gives way, and then goes on."""
    held = Scores(held=True)
    held.known = model.known
    program = start(held, opened)
    many = program.feature(ManyImages)
    many.run.start([folder])
    qtbot.waitUntil(held.started.is_set)
    first = held.asked[0]
    program.session.open_paths([Path("read.dcm")])
    qtbot.waitUntil(lambda: held.asked[-1] == "sha-read.dcm")  # nobody let the batch's image go
    assert many.run.done == 0
    held.release()
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE and many.run.state is State.DONE)
    assert held.asked.count(first) == 2  # asked again, since it gave way
    assert len(held.asked) == 1 + 1 + 4


def test_a_paused_batch_asks_nothing_until_it_goes_on(start, folder, model, qtbot):
    program = start(model, opened)
    many = program.feature(ManyImages)
    many.open()
    many.run.judged.connect(many.run.pause)
    many.run.start([folder])
    qtbot.waitUntil(lambda: many.run.state is State.PAUSED and not many.run.busy)
    asked = len(model.asked)
    qtbot.wait(50)
    assert (len(model.asked), many.run.done) == (asked, 1)
    assert many.window.state.text() == "1 of 5, paused"
    assert many.sign.text() == "Batch: 1 of 5, paused"
    many.run.judged.disconnect(many.run.pause)
    many.window.go_on.click()
    qtbot.waitUntil(lambda: many.run.state is State.DONE)
    assert many.sign.text() == ""


def test_after_a_stop_or_a_restart_only_what_is_new_is_asked(start, folder, model, qtbot):
    program = start(model, opened)
    many = program.feature(ManyImages)
    many.run.judged.connect(lambda result: many.run.stop() if many.run.done == 2 else None)
    many.run.start([folder])
    qtbot.waitUntil(lambda: many.run.state is State.STOPPED)
    program.window.close()
    program.shut_down()
    again = Scores()
    again.known = model.known
    second = start(again, opened)
    after = second.feature(ManyImages)
    after.open()
    assert "kept" in after.window.state.text()
    after.window.go_on.click()
    qtbot.waitUntil(lambda: after.run.state is State.DONE)
    assert len(lines(after)) == 5
    assert sorted(set(model.asked) | set(again.asked)) == sorted(model.known)
    assert not set(model.asked[:2]) & set(again.asked)


def test_a_new_batch_forgets_the_one_before(program, folder, model, qtbot):
    many = judge(program, folder, qtbot)
    many.run.start([folder / "0.30.dcm"])
    assert lines(many) == []
    qtbot.waitUntil(lambda: many.run.state is State.DONE)
    assert [line[2] for line in lines(many)] == ["0.30.dcm"]
    assert len(model.asked) == 5
    assert store.unfinished() == (folder / "0.30.dcm",)


def test_all_open_images_are_judged_once_each(program, folder, qtbot):
    files = sorted(folder.glob("0*.dcm"))
    program.session.open_paths([*files])
    qtbot.waitUntil(lambda: program.session.complete and len(program.session.stacks) == 4)
    many = program.feature(ManyImages)
    many.judge_open()
    many.open()
    qtbot.waitUntil(lambda: many.run.state is State.DONE)
    assert many.run.total == 4


def test_two_windows_never_write_to_one_journal(program, folder, qtbot):
    store.batch_folder().mkdir(parents=True)
    lock = QLockFile(str(store.batch_folder() / "lock"))
    assert lock.tryLock(0)
    many = program.feature(ManyImages)
    many.open()
    many.run.start([folder])
    lock.unlock()
    assert many.run.state is State.FAILED
    assert many.window.state.text() == ELSEWHERE


def test_a_disk_that_is_full_stops_the_batch_and_says_so(program, folder, qtbot, monkeypatch):
    def full(path, line):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("meddiag_gui.inference.batch.journal.append_line", full)
    many = program.feature(ManyImages)
    many.open()
    many.run.start([folder])
    qtbot.waitUntil(lambda: many.run.state is State.FAILED)
    assert many.window.state.text() == "The journal journal.jsonl cannot be written: No space left on device."


def test_the_results_are_saved_in_the_order_of_urgency(program, folder, qtbot, tmp_path):
    many = judge(program, folder, qtbot)
    rows = many._rows()
    for write, name in ((batch_feature._write_csv, "t.csv"), (batch_feature._write_json, "t.json")):
        functools.partial(write, rows)(tmp_path / name, report=no_report, token=CancelToken())
    with (tmp_path / "t.csv").open(newline="") as stream:
        table = [Path(line["path"]).stem for line in csv.DictReader(stream)]
    read = json.loads((tmp_path / "t.json").read_bytes())
    assert table == ["0.95", "0.70", "0.30", "0.10", "bad"]
    assert [Path(result["path"]).stem for result in read["results"]] == table
    assert read["schema"] == "meddiag.prediction/1"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"chosen": [1]}', b"{" * 5000, b"\xff\xfe"])
def test_a_damaged_list_of_what_was_chosen_counts_as_none(content):
    store.batch_folder().mkdir(parents=True)
    (store.batch_folder() / "chosen.json").write_bytes(content)
    assert store.unfinished() == ()
