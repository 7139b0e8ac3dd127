"""Answers of models are kept once each, and say where a study stands."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from meddiag_gui.library import audit
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import predictions
from meddiag_gui.library.reading.lines import ABSENT, PRESENT, UNCERTAIN, UNJUDGED
from meddiag_gui.library.tables.core import Study
from meddiag_gui.library.tables.reading import Standing
from tests.support.libraries import MODEL, add_study, answer, image_of, new_library


@pytest.fixture
def session(tmp_path):
    with Library.open(new_library(tmp_path / "library")) as library, library.write() as session:
        yield session


def keep(session, study, *answers, image=0):
    return [
        predictions.keep(session, image_of(session, study, image), one, "ada", "reading") for one in answers
    ]


def test_an_answer_comes_back_as_it_was_kept(session):
    study = add_study(session)
    given = answer(0.7, reasons=("The view is not known.",), frame=0)
    [key] = keep(session, study, given)
    [(image, found)] = predictions.of_study(session, study)
    assert image == image_of(session, study)
    assert found.at is not None
    scores = tuple(replace(score, id=None) for score in found.scores)
    assert replace(found, at=None, scores=scores) == given
    assert predictions.scores_of(session, key) == list(found.scores)


def test_the_same_question_is_kept_once_and_logged_once(session):
    study = add_study(session)
    first, again, later = keep(session, study, answer(0.7), answer(0.7), answer(0.7, asked="other points"))
    assert first == again != later
    listed = list(audit.entries(session))
    assert [(entry.action, entry.subject) for entry in listed] == [("score", "1.2.1.0")] * 2
    assert json.loads(listed[0].details) == {
        "model": str(MODEL), "sha256": MODEL.sha256, "source": "reading", "status": "ok",
    }  # fmt: skip
    assert predictions.known(session, image_of(session, study), "first")
    assert not predictions.known(session, image_of(session, study), "never asked")


def test_an_override_is_another_answer_and_moves_nothing_in_the_worklist(session):
    study = add_study(session)
    keep(session, study, answer(status="refused", scores=(), reasons=("In colour.",)))
    keep(session, study, answer(0.99, overridden=True))
    assert len(predictions.of_study(session, study)) == 2
    assert session.get(Standing, study).rank == UNJUDGED
    assert [entry.action for entry in audit.entries(session)] == ["score", "override_gate"]


def test_an_image_that_is_gone_takes_no_answer(session):
    with pytest.raises(LookupError):
        predictions.keep(session, 99, answer(), "ada", "reading")


@pytest.mark.parametrize(
    ("given", "rank", "finding"),
    [
        ((answer(0.9),), PRESENT, "pneumonia"),
        ((answer(0.6, call="uncertain"),), UNCERTAIN, "pneumonia"),
        ((answer(0.1),), ABSENT, "pneumonia"),
        ((answer(status="refused", scores=(), reasons=("In colour.", "Turned.")),), UNJUDGED, ""),
        ((answer(status="error", scores=(), reasons=("Cut short.",)),), UNJUDGED, ""),
        # of several the most urgent; of one model's the newest
        ((answer(0.1), answer(0.8, model=replace(MODEL, name="other"), asked="b")), PRESENT, "pneumonia"),
        ((answer(0.9), answer(0.2, asked="retrained")), ABSENT, "pneumonia"),
        ((answer(0.7), answer(0.95, model=replace(MODEL, name="b"), asked="b", finding="effusion")),
         PRESENT, "effusion"),
        ((answer(0.9), answer(status="refused", scores=(), model=replace(MODEL, name="b"), asked="b")),
         PRESENT, "pneumonia"),
    ],
)  # fmt: skip
def test_the_most_urgent_of_the_newest_answers_says_where_a_study_stands(session, given, rank, finding):
    study = add_study(session)
    keep(session, study, *given)
    standing = session.get(Standing, study)
    assert (standing.rank, standing.finding) == (rank, finding)


def test_a_refusal_gives_its_first_reason(session):
    study = add_study(session)
    keep(session, study, answer(status="refused", scores=(), reasons=("In colour.", "Turned.")))
    assert session.get(Standing, study).reason == "In colour."


def test_the_worst_image_of_a_study_decides(session):
    study = add_study(session, images=2)
    keep(session, study, answer(0.1))
    keep(session, study, answer(0.9), image=1)
    standing = session.get(Standing, study)
    assert (standing.rank, standing.probability) == (PRESENT, 0.9)


def test_search_finds_a_study_by_what_was_called(session):
    study = add_study(session)
    keep(session, study, answer(0.9))
    assert session.get(Study, study).finding_words == "pneumonia present"
