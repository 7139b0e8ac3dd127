from __future__ import annotations

import json

import pytest

from meddiag_gui import paths
from meddiag_gui.imaging.measure.annotation import Annotation
from meddiag_gui.imaging.measure.document import ImageKey
from meddiag_gui.imaging.measure.store import AnnotationStore, encode

KEY = ImageKey("ab" * 32, 3)
MARKS = (
    Annotation("length", ((0.25, 0.5), (30.0, 40.0))),
    Annotation("polygon", ((0.0, 0.0), (3.0, 0.0), (3.0, 4.0)), label=(1.0, 2.0)),
    Annotation("text", ((5.0, 5.0),), "Knoten 左 \ud800"),
)


@pytest.fixture
def store():
    return AnnotationStore()


@pytest.fixture
def file():
    return paths.user_data() / "annotations" / f"{KEY.sha256}-3.json"


def test_what_is_saved_is_there_again(store, file):
    assert store.known() == frozenset()
    assert store.load(KEY) == ((), "")
    store.save(KEY, MARKS[:2])
    assert AnnotationStore().load(KEY) == (MARKS[:2], "")
    assert store.known() == {KEY}
    assert json.loads(file.read_bytes())["schema"] == "meddiag.annotations/1"
    store.save(KEY, ())
    assert not file.exists()
    assert store.known() == frozenset()
    store.save(KEY, ())


def test_words_of_any_script_are_kept_and_half_a_character_does_no_harm(store):
    store.save(KEY, MARKS)
    assert store.load(KEY)[0][2].text == "Knoten 左 ?"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"[1]", "damaged"),
        (b'{"annotations": 3}', "damaged"),
        (b'{"schema": "meddiag.annotations/2", "annotations": []}', "of another version"),
        (encode(ImageKey("cd" * 32, 3), MARKS), "those of another image"),
    ],
)
def test_a_file_that_cannot_be_used_is_kept_aside_and_said(store, file, content, reason):
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    annotations, problem = store.load(KEY)
    assert annotations == ()
    assert reason in problem
    (kept,) = file.parent.iterdir()
    assert kept.name in problem
    assert kept.read_bytes() == content
    assert store.load(KEY) == ((), "")
    assert store.known() == frozenset()


def test_a_damaged_mark_costs_only_itself(store, file):
    store.save(KEY, MARKS[:2])
    whole = json.loads(file.read_bytes())
    sound = whole["annotations"][0]
    whole["annotations"] += [{"kind": "length"}, sound | {"points": [[0, 0]], "id": "x"}, 7]
    file.write_text(json.dumps(whole))
    annotations, problem = store.load(KEY)
    assert annotations == MARKS[:2]
    assert problem.startswith("3 of the saved annotations")
    kept = next(path for path in file.parent.iterdir() if path != file)
    assert kept.read_bytes() == file.read_bytes()


def test_a_save_that_fails_leaves_what_was_there(store, file, monkeypatch):
    def refuse(*_):
        raise OSError("disk full")

    store.save(KEY, MARKS[:1])
    monkeypatch.setattr("meddiag_gui.files.os.fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        store.save(KEY, MARKS[:2])
    assert store.load(KEY) == (MARKS[:1], "")
