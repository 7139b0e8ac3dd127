"""What the library gives to the drift view: each image once, refusals, and whose word counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from meddiag_gui.gui.evaluation.live_scores import Live, read_live
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions, predictions
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from tests.support.libraries import MODEL, add_study, answer, image_of, new_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(new_library(tmp_path / "library")) as opened:
        yield opened


def read(library: Library) -> list[Live]:
    return read_live(library, MODEL.sha256, "pneumonia", report=no_report, token=CancelToken())


def test_scores_refusals_and_readers_are_told_apart(library: Library) -> None:
    with library.write() as session:
        first, second, third = (add_study(session, number) for number in (1, 2, 3))
        predictions.keep(session, image_of(session, first), answer(0.9), "ada", "reading")
        predictions.keep(session, image_of(session, first), answer(0.9, asked="new point"), "ada", "reading")
        refused = answer(status="refused", scores=(), reasons=("In colour.",))
        predictions.keep(session, image_of(session, second), refused, "ada", "background")
        predictions.keep(session, image_of(session, second), answer(0.99, overridden=True), "ada", "reading")
        predictions.keep(session, image_of(session, third), answer(0.2), "ada", "background")
        said = Draft((FindingOpinion("pneumonia", "absent"),))
        opinions.save_draft(session, first, "ada", "with_model", said)
        opinions.sign(session, first, "ada", "with_model", said)
        opinions.save_draft(session, third, "ada", "with_model", said)  # never signed
    found = read(library)
    assert [(one.probability, one.refused, one.present) for one in found] == [
        (0.9, False, False), (None, True, None), (0.2, False, None),
    ]  # fmt: skip
    assert {one.model for one in found} == {MODEL.sha256}


def test_nothing_asked_is_nothing(library: Library) -> None:
    assert read(library) == []
    token = CancelToken()
    token.cancel()
    with library.write() as session:
        study = add_study(session)
        predictions.keep(session, image_of(session, study), answer(0.9), "ada", "reading")
    with pytest.raises(Cancelled):
        read_live(library, MODEL.sha256, "pneumonia", report=no_report, token=token)
