"""The story of a run follows from its events, and survives events that make no sense."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from meddiag_gui.tasks import Progress
from meddiag_gui.training.curves import Curves
from meddiag_gui.training.events import EventLog, EventReader, Stages, read_events
from meddiag_gui.training.history import Story, differences, settings_of
from meddiag_gui.training.samples import Samples


def epoch(number: int, loss: float, best: int, **more: Any) -> dict[str, Any]:
    return {
        "event": "epoch", "epoch": number, "step": 10 * number, "steps": 40, "training_loss": loss + 0.1,
        "validation_loss": loss, "best_epoch": best, "metrics": {"auroc": 0.5 + number / 10},
        "learning_rate": 1e-3, **more,
    }  # fmt: skip


def progress(place: float) -> dict[str, Any]:
    step = round(10 * place)
    return {"event": "progress", "epoch": place, "step": step, "steps": 40, "loss": 1 / (1 + place),
            "learning_rate": 1e-3, "images_per_second": 20.0, "memory": 900}  # fmt: skip


def test_curves_figures_and_answers_are_told() -> None:
    story = Story()
    answers = [{"row": 3, "truth": {"Square": 1}, "said": {"Square": 0.9}}]
    story.add([{"event": "stage", "message": "Decoding images", "done": 1, "total": 9, "seconds_left": 3}])
    assert story.stage["message"] == "Decoding images"
    story.add(
        [{"event": "prepared", "images": {"train": 80}, "data": "abc", "device": "cpu", "unreadable": []}]
    )
    story.add([progress(0.5), epoch(1, 0.7, 1, samples=answers), progress(1.5), epoch(2, 0.8, 1)])
    assert story.stage == {}
    assert [row["validation_loss"] for row in story.epochs] == [0.7, 0.8]
    assert story.losses == [(0.5, 1 / 1.5), (1.5, 1 / 2.5)]
    assert story.best is not None
    assert story.best["metrics"] == {"auroc": 0.6}
    assert story.metric == "auroc"
    assert (story.now["step"], story.now["images_per_second"]) == (20, 20.0)
    assert story.prepared["device"] == "cpu"
    story.add([epoch(3, 0.6, 3, samples=[])])
    assert story.samples == []


def test_what_came_after_the_checkpoint_is_told_once() -> None:
    story = Story()
    story.add([progress(0.5), epoch(1, 0.7, 1), progress(1.5), epoch(2, 0.6, 2), progress(2.5)])
    story.add([{"event": "resumed", "epoch": 1.2, "step": 12, "steps": 40}, progress(1.6), epoch(2, 0.6, 2)])
    assert [row["epoch"] for row in story.epochs] == [1, 2]
    assert [place for place, _ in story.losses] == [0.5, 1.6]
    assert [note["event"] for note in story.notes] == ["resumed"]


def test_a_run_that_begins_anew_forgets_its_curves() -> None:
    story = Story()
    story.add([epoch(1, 0.7, 1), epoch(2, 0.6, 2), epoch(1, 0.9, 1)])
    assert [row["validation_loss"] for row in story.epochs] == [0.9]


def test_a_long_run_keeps_a_curve_of_bounded_length() -> None:
    story = Story()
    story.add(progress(place / 100) for place in range(9000))
    assert len(story.losses) == len(story.rates) <= 2000
    assert story.losses[0][0] == 0
    assert story.losses[-1][0] > 89


def test_runs_differ_in_what_their_recipes_and_data_say() -> None:
    one = Story(recipe=settings_of('[model]\nname = "a"\n[optimisation]\nepochs = 2\nseed = 1'))
    other = Story(recipe=settings_of('[model]\nname = "a"\n[optimisation]\nepochs = 5\nfocal = 2.0'))
    other.prepared = {"data": "0123456789abcdef"}
    one.recipe["optimisation.seed"] = "1"
    assert differences([one, other]) == [
        ("optimisation.epochs", ["2", "5"]), ("optimisation.seed", ["1", ""]), ("data", ["", "0123456789ab"]),
        ("optimisation.focal", ["", "2.0"]),
    ]  # fmt: skip
    assert differences([one, one]) == []
    assert settings_of("[model") == {}


KINDS = st.sampled_from(["epoch", "progress", "resumed", "stage", "odd"])
SOMETHING = st.none() | st.floats() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
ODD = st.fixed_dictionaries(
    {"event": KINDS}, optional=dict.fromkeys(("epoch", "step", "loss", "learning_rate", "metrics"), SOMETHING)
)


@given(st.lists(ODD, max_size=8))
def test_events_of_another_version_cost_only_themselves(events: list[dict[str, Any]]) -> None:
    story = Story()
    story.add(events)
    assert story.best is None


def test_a_log_is_read_as_it_grows_and_broken_lines_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    reader = EventReader(path)
    assert reader.read() == []
    log = EventLog(path, lambda event: None)
    log({"event": "one", "value": float("nan"), "nested": {"list": [float("inf"), 1]}})
    (one,) = reader.read()
    assert (one["value"], one["nested"]) == (None, {"list": [None, 1]})
    with path.open("ab") as stream:
        stream.write(b'{"event": "half')
    assert reader.read() == []
    with path.open("ab") as stream:
        stream.write(b' done"}\nnonsense\n[1]\n{"event": 3}\n\xff\n')
    assert [event["event"] for event in reader.read()] == ["half done"]
    log({"event": "last"})
    assert [event["event"] for event in read_events(path)] == ["one", "half done", "last"]
    json.loads(path.read_bytes().splitlines()[0])


def test_stages_are_told_when_they_change_and_not_too_often() -> None:
    now, told, seen = [0.0], [], []
    stages = Stages(seen.append, told.append, clock=lambda: now[0])
    for step in range(100):
        now[0] = step / 10
        stages(Progress(step, 100, "Decoding images", 3.4))
    stages(Progress(1, 2, "Reading masks"))
    assert len(seen) == 101
    assert [event["message"] for event in told].count("Decoding images") == 10
    assert told[-1] == {
        "event": "stage", "message": "Reading masks", "done": 1, "total": 2, "seconds_left": None,
    }  # fmt: skip


def read_records(path: Path) -> list[Any]:
    """Read TensorFlow's records: length and its checksum, the event, its checksum."""
    from tensorboardX.proto.event_pb2 import Event

    data, found = path.read_bytes(), []
    while data:
        length = int.from_bytes(data[:8], "little")
        found.append(Event.FromString(data[12 : 12 + length]))
        data = data[16 + length :]
    return found


def test_tensorboard_finds_the_same_figures(tmp_path: Path) -> None:
    with Curves(tmp_path / "tensorboard") as curves:
        for event in ({"event": "prepared"}, progress(0.5), epoch(1, 0.7, 1), progress(1.5)):
            curves.add(event)
    (path,) = (tmp_path / "tensorboard").iterdir()
    assert "tfevents" in path.name
    version, *records = read_records(path)
    assert version.file_version == "brain.Event:2"
    values = {(r.step, v.tag): v.simple_value for r in records for v in r.summary.value}
    assert values[5, "loss"] == pytest.approx(1 / 1.5)
    assert values[1, "epoch/validation_loss"] == pytest.approx(0.7)
    assert values[1, "epoch/auroc"] == pytest.approx(0.6)
    assert (5, "gpu_memory") not in values


def test_a_run_without_figures_writes_no_curves(tmp_path: Path) -> None:
    with Curves(tmp_path / "tensorboard") as curves:
        curves.add({"event": "prepared"})
    assert not (tmp_path / "tensorboard").exists()


def test_samples_are_written_once_as_small_pictures(tmp_path: Path) -> None:
    levels = np.zeros((4, 300, 600), np.uint16)
    levels[2] = 65535
    samples = Samples(tmp_path / "samples", levels)
    for _ in range(2):
        samples.add({"event": "epoch", "samples": [{"row": 2}, {"row": 3}]})
    samples.add({"event": "progress"})
    assert sorted(p.name for p in (tmp_path / "samples").iterdir()) == ["2.png", "3.png"]
    with Image.open(tmp_path / "samples" / "2.png") as picture:
        assert (picture.mode, picture.size) == ("L", (192, 96))
        assert picture.getpixel((5, 5)) == 255
