"""Urgency and waiting, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from meddiag_gui.library.reading.lines import ABSENT, PRESENT, UNCERTAIN, UNJUDGED, Line
from meddiag_gui.worklist import urgency

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
MODEL = "cxr 1.1.0"


def line(rank=UNJUDGED, **fields):
    given = {"finding": "pneumonia", "probability": 0.874, "operating_point": 0.62, "model": MODEL}
    return Line(
        1, "1.2", "A^B", "P1", "F", 60, "DX", "Chest", date(2024, 5, 2), 1, NOW, rank, **(given | fields)
    )


@pytest.mark.parametrize(
    ("given", "short", "sentence"),
    [
        (line(PRESENT), "Pneumonia present  0.87",
         "Pneumonia called present: probability 0.87, at or above the operating point 0.62 (cxr 1.1.0)."),
        (line(UNCERTAIN, probability=0.6), "Pneumonia uncertain  0.60",
         "Pneumonia uncertain: probability 0.60, too near the operating point 0.62 (cxr 1.1.0)."),
        (line(ABSENT, probability=0.001), "Called absent  < 0.01",
         "All findings called absent. The nearest is Pneumonia: probability < 0.01, below 0.62 (cxr 1.1.0)."),
        (line(finding="", reason="In colour."), "Not judged",
         "No model judged it; cxr 1.1.0 said: In colour."),
        (line(finding="", reason=""), "Not judged", "No model judged it; cxr 1.1.0 said: no reason is known"),
        (line(finding="", model=""), "Not scored yet",
         "No model has looked at it yet, so nobody knows how urgent it is."),
        (line(PRESENT, probability=0.9999), "Pneumonia present  > 0.99",
         "Pneumonia called present: probability > 0.99, at or above the operating point 0.62 (cxr 1.1.0)."),
        (line(PRESENT, finding="pneu\u202emonia\n"), "Pneumonia present  0.87",
         "Pneumonia called present: probability 0.87, at or above the operating point 0.62 (cxr 1.1.0)."),
    ],
)  # fmt: skip
def test_urgency_is_told_with_what_it_rests_on(given, short, sentence):
    assert urgency.short(given) == short
    assert urgency.sentence(given) == sentence


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=59), "0 min"), (timedelta(minutes=59), "59 min"),
        (timedelta(hours=2, minutes=5), "2 h 05 min"), (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(days=2), "2 days"), (timedelta(days=30), "30 days"), (timedelta(days=-1), "0 min"),
    ],
)  # fmt: skip
def test_waiting_is_told_in_the_unit_that_matters(waited, words):
    assert urgency.waiting(NOW - waited, NOW) == words
