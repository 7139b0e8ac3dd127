from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.errors import ModelError
from meddiag_gui.gui.influence.influence import CANCELLED
from meddiag_gui.gui.influence.words import ON_PICTURE
from meddiag_gui.gui.reading import Phase
from meddiag_gui.inference.saliency.catalogue import METHODS
from tests.support.models import FakePredictor
from tests.support.trust import figures, part, trusting

A, B = Path("a.dcm"), Path("b.dcm")


@pytest.fixture
def opened(start, qtbot):
    def run(model, *paths):
        program = start(model)
        program.session.open_paths(list(paths or [A]))
        qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
        return program

    return run


def test_another_method_makes_another_map_and_the_first_one_is_kept(opened, qtbot):
    model = FakePredictor(0.87)
    influence = opened(model).reading.influence
    qtbot.waitUntil(lambda: influence.saliency is not None)
    influence.choose_method("occlusion")
    assert influence.saliency is None
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert influence.saliency.method == "occlusion"
    influence.choose_method("cam")
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert influence.saliency.method == "cam"
    assert model.methods == ["cam", "occlusion"]


def test_the_next_method_goes_round(opened):
    influence = opened(FakePredictor(0.3)).reading.influence
    seen = []
    for _ in METHODS:
        influence.next_method()
        seen.append(influence.method.id)
    assert seen == [*(method.id for method in METHODS[1:]), METHODS[0].id]


def test_the_method_stays_chosen_for_the_next_image_and_waits_until_the_map_is_wanted(opened, qtbot):
    model = FakePredictor(0.3)
    program = opened(model)
    program.reading.influence.choose_method("lime")
    program.session.open_paths([B])
    qtbot.waitUntil(lambda: model.asked == ["sha-a.dcm", "sha-b.dcm"])
    assert program.reading.influence.method.id == "lime"
    assert model.methods == []


def test_a_map_of_the_image_before_never_lands_on_the_next_one(opened, qtbot):
    model = FakePredictor(0.87)
    model.map_steps.clear()
    program = opened(model, A, B)
    influence = program.reading.influence
    qtbot.waitUntil(lambda: model.methods == ["cam"])
    landed = []
    influence.changed.connect(lambda: landed.append(influence.saliency))
    program.session.next()
    qtbot.waitUntil(lambda: "sha-b.dcm" in model.asked)
    model.map_steps.set()
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert {found.image_sha256 for found in landed if found is not None} == {"sha-b.dcm"}


def test_a_failed_method_is_drawn_only_on_request_and_says_so_on_the_picture(opened, qtbot):
    model = trusting(FakePredictor(0.87), part("validation", cam=figures(lungs="failed")))
    program = opened(model)
    influence, view = program.reading.influence, program.window.view
    qtbot.waitUntil(lambda: not program.inference.busy)
    assert not influence.wanted
    assert model.methods == []
    influence.show(True)
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert ON_PICTURE in view.display.corners().caution
    influence.choose_method("occlusion")
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert view.display.corners().caution == ""
    influence.choose_method("cam")
    influence.show(False)
    assert view.display.corners().caution == ""


@pytest.mark.parametrize("by", ["key", "method"])
def test_a_slow_map_shows_its_progress_and_can_be_cancelled(opened, qtbot, by):
    model = FakePredictor(0.87)
    model.map_steps.clear()
    program = opened(model)
    influence = program.reading.influence
    qtbot.waitUntil(lambda: influence.progress is not None)
    assert influence.progress.fraction == 0.25
    if by == "key":
        program.control.actions["cancel"].trigger()
    else:
        influence.cancel()
    assert not influence.running
    assert not influence.wanted
    assert influence.message == CANCELLED
    qtbot.waitUntil(lambda: not program.inference.busy)  # the work itself has ended
    assert influence.saliency is None
    model.map_steps.set()
    influence.show(True)
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert influence.message == ""


def test_a_method_that_cannot_run_is_said_and_another_can_be_chosen(opened, qtbot, monkeypatch):
    model = FakePredictor(0.87)
    explain = model.explain

    def without_torch(image, finding, method="cam", **rest):
        if method == "lime":
            raise ModelError("LIME needs something.")
        return explain(image, finding, method, **rest)

    monkeypatch.setattr(model, "explain", without_torch)
    influence = opened(model).reading.influence
    influence.choose_method("lime")
    qtbot.waitUntil(lambda: bool(influence.message))
    assert influence.message == "LIME needs something."
    influence.choose_method("cam")
    influence.show(True)
    qtbot.waitUntil(lambda: influence.saliency is not None)


def test_altered_copies_are_scored_only_when_asked_for(opened, qtbot):
    program = opened(FakePredictor(0.6))
    assert program.reading.spreads == ()
    program.control.actions["stability"].trigger()
    qtbot.waitUntil(lambda: bool(program.reading.spreads))
    (spread,) = program.reading.spreads
    assert (spread.low, spread.high) == (0.5, 0.7)
    program.session.open_paths([B])
    assert program.reading.spreads == ()
