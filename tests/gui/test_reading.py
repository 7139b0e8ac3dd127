from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.gui.reader import Reader
from meddiag_gui.gui.reading import REST_MS, Phase
from meddiag_gui.inference.gate import SuppliedContext
from meddiag_gui.tasks import CancelToken, no_report
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor
from tests.support.scans import FakeScanner

A, B = Path("a.dcm"), Path("b.dcm")


def test_opening_an_image_asks_the_model_on_its_own_thread(start, qtbot):
    model = FakePredictor(0.87)
    program = start(model)
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    assert program.reading.answer.prediction.image_sha256 == "sha-a.dcm"
    assert all(name.startswith("meddiag-inference") for name in model.threads)


def test_the_next_image_does_not_wait_and_the_late_answer_never_lands_on_it(start, qtbot):
    model = FakePredictor(held=True)
    program = start(model)
    program.session.open_paths([A, B])
    qtbot.waitUntil(model.started.is_set)
    program.session.next()
    qtbot.waitUntil(lambda: program.session.picture is not None)  # while the model still holds image A
    answers = []
    program.reading.changed.connect(lambda: answers.append(program.reading.answer))
    model.release()
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    assert {a.prediction.image_sha256 for a in answers if a is not None} == {"sha-b.dcm"}


def test_an_answer_for_another_image_is_dropped_even_from_the_latest_job(start, qtbot, monkeypatch):
    model = FakePredictor()
    program = start(model)
    predict = model.predict

    def predict_another(image, **rest):
        return predict(coordinate_image(sha256="sha-of-another"), **rest)

    monkeypatch.setattr(model, "predict", predict_another)
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: model.asked == ["sha-of-another"] and not program.inference.busy)
    assert program.reading.answer is None


def test_in_a_stack_the_model_is_asked_only_about_the_image_on_which_scrolling_rests(start, qtbot):
    model = FakePredictor()
    program = start(model, scanner=FakeScanner(as_slices=True))
    program.session.open_paths([Path(name) for name in "abcd"])
    qtbot.waitUntil(lambda: program.session.count == 4 and program.session.picture is not None)
    for _ in range(3):
        program.session.forward()
        qtbot.waitUntil(lambda: program.session.position == f"{program.session.place + 1} / 4")
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    assert model.asked[-1] == "sha-d"
    assert program.reading.answer.prediction.image_sha256 == "sha-d"


def test_cancelling_while_scrolling_rests_keeps_the_model_from_being_asked(start, qtbot):
    model = FakePredictor()
    program = start(model, scanner=FakeScanner(as_slices=True))
    program.session.open_paths([Path("a"), Path("b")])
    qtbot.waitUntil(lambda: program.session.position == "1 / 2")
    program.reading.cancel()
    qtbot.wait(2 * REST_MS)
    assert model.asked == []


def test_the_map_is_made_by_itself_only_for_a_finding_called_present(start, qtbot):
    model = FakePredictor(0.87)
    program = start(model)
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.reading.influence.saliency is not None)
    assert program.reading.influence.wanted
    assert program.reading.influence.saliency.image_sha256 == "sha-a.dcm"


def test_below_the_operating_point_the_map_is_made_only_when_asked_for(start, qtbot):
    model = FakePredictor(0.3)
    program = start(model)
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    qtbot.waitUntil(lambda: not program.inference.busy)
    assert model.explained == []
    assert not program.reading.influence.wanted
    program.reading.influence.show(True)
    qtbot.waitUntil(lambda: program.reading.influence.saliency is not None)
    program.reading.influence.show(False)
    assert program.reading.influence.saliency is not None  # kept, for showing again at once
    assert model.explained == ["pneumonia"]


def test_cancel_stops_the_model_and_says_so(start, qtbot):
    model = FakePredictor(held=True)
    program = start(model)
    program.session.open_paths([A])
    qtbot.waitUntil(model.started.is_set)
    program.reading.cancel()
    assert program.reading.phase is Phase.CANCELLED
    qtbot.waitUntil(lambda: not program.inference.busy)
    model.release()
    program.reading.run()
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)


@pytest.mark.parametrize(
    "error", [ModelError("There is too little memory."), BundleError("Model x was altered.")]
)
def test_a_failure_is_said_in_its_own_words(start, qtbot, error):
    program = start(FakePredictor(error=error))
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.FAILED)
    assert program.reading.message == str(error)


def test_a_failing_map_is_said_and_switched_off(start, qtbot, monkeypatch):
    model = FakePredictor()
    monkeypatch.setattr(model, "explain", lambda *_, **__: (_ for _ in ()).throw(ModelError("No map.")))
    program = start(model)
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: bool(program.reading.influence.message))
    assert program.reading.influence.message == "No map."
    assert not program.reading.influence.wanted


def test_a_refusal_has_no_score_and_no_map(start, qtbot):
    model = FakePredictor(refusal="The patient's age is 54 years.")
    program = start(model)
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    assert not program.reading.has_scores
    program.reading.influence.show(True)
    assert not program.reading.influence.wanted
    assert model.explained == []


def test_what_the_user_says_goes_to_the_model_and_is_forgotten_with_the_image(start, qtbot):
    model = FakePredictor()
    program = start(model)
    program.session.open_paths([A, B])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    program.reading.supply(SuppliedContext(age_years=3.0))
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    program.session.next()
    qtbot.waitUntil(lambda: len(model.contexts) == 3)
    assert [context.age_years for context in model.contexts] == [None, 3.0, None]


def test_without_running_by_itself_the_model_waits_to_be_asked(start, qtbot):
    model = FakePredictor()
    program = start(model)
    program.reading.predict_on_open = False
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.session.picture is not None)
    assert program.reading.phase is Phase.IDLE
    assert model.asked == []
    program.reading.run()
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)


def test_the_predictor_is_made_once_and_again_only_after_a_failure():
    outcomes = [BundleError("No model is installed."), FakePredictor()]
    made = []

    def make():
        made.append(1)
        outcome = outcomes[len(made) - 1]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    reader = Reader(make)
    given = {"report": no_report, "token": CancelToken()}
    with pytest.raises(BundleError):
        reader.predict(coordinate_image(), None, **given)
    answer = reader.predict(coordinate_image(), None, **given)
    assert answer.prediction.image_sha256 == coordinate_image().sha256
    assert reader.explain(coordinate_image(), "pneumonia", "cam", **given).finding == "pneumonia"
    assert len(made) == 2
