from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.measure.annotation import MAX_TEXT, Annotation
from meddiag_gui.imaging.measure.document import Document, ImageKey

LENGTH = Annotation("length", ((0, 0), (30, 40)))
TEXT = Annotation("text", ((5, 5),), "here", (7.0, 8.0))


@pytest.fixture
def document():
    return Document(ImageKey("a" * 64))


def test_each_kind_of_change_is_taken_back_and_made_again(document):
    states = [document.annotations]
    for change in (
        lambda: document.put(LENGTH),
        lambda: document.put(TEXT),
        lambda: document.put(LENGTH.moved(3, -2)),
        lambda: document.put(LENGTH.with_point(1, (9, 9))),
        lambda: document.put(replace(TEXT, text="there")),
        lambda: document.put(replace(TEXT, label=None)),
        lambda: document.remove(LENGTH.id),
        document.clear,
    ):
        change()
        states.append(document.annotations)
    assert len(set(states)) == len(states) - 1  # the first and the last are both empty
    for state in states[-2::-1]:
        document.undo()
        assert document.annotations == state
    assert not document.can_undo
    document.undo()
    for state in states[1:]:
        document.redo()
        assert document.annotations == state
    assert not document.can_redo
    document.redo()
    assert document.annotations == ()


def test_a_change_after_undo_leaves_nothing_to_redo(document):
    document.put(LENGTH)
    document.undo()
    document.put(TEXT)
    assert not document.can_redo


def test_nudges_in_a_row_are_one_step_and_what_changes_nothing_is_none(document):
    document.put(LENGTH)
    document.put(LENGTH)
    for step in range(1, 4):
        document.put(LENGTH.moved(step, 0), "nudge")
    document.undo()
    assert document.annotations == (LENGTH,)
    document.undo()
    assert not document.can_undo
    document.remove("unknown")
    assert not document.can_undo


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_moving_keeps_the_shape_and_takes_the_label_along(dx, dy):
    moved = TEXT.moved(dx, dy)
    assert moved.points == ((5 + dx, 5 + dy),)
    assert moved.label == (7 + dx, 8 + dy)
    assert (moved.id, moved.text) == (TEXT.id, TEXT.text)


@pytest.mark.parametrize(
    ("kind", "points", "text"),
    [
        ("length", ((0, 0),), ""),
        ("polygon", ((0, 0), (1, 1)), ""),
        ("point", ((float("nan"), 0),), ""),
        ("point", ((0, 1e9),), ""),
        ("text", ((0, 0),), "x" * (MAX_TEXT + 1)),
    ],
)
def test_what_cannot_be_drawn_is_no_annotation(kind, points, text):
    with pytest.raises(ValueError, match=r"points|nowhere|long"):
        Annotation(kind, points, text)
