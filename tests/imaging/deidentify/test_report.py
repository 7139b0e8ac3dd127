"""The report for others names nobody; decisions are read back only where they were taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meddiag_gui.errors import ManifestError
from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.options import Dates, Options
from meddiag_gui.imaging.deidentify.outcome import Outcome, Review, Status
from meddiag_gui.imaging.deidentify.report import SCHEMA, as_json, as_page, read_reviews

OUTCOMES = (
    Outcome(
        Path("Kettenglied.dcm"),
        Status.DONE,
        "",
        "aa",
        "P-1/study-1/1.dcm",
        (Box(1, 2, 3, 4),),
        (),
        {"kept": 3},
    ),
    Outcome(
        Path("Anna.dcm"), Status.HELD, "Anna.dcm is held back.", "bb", None, (Box(5, 6, 7, 8),), ("A doubt.",)
    ),
)


def test_the_json_tells_all_and_counts() -> None:
    report = as_json(OUTCOMES, Options(Dates.SHIFT))
    assert report["schema"] == SCHEMA
    assert report["counts"] == {"done": 1, "held": 1}
    assert report["options"]["dates"] == "shift"
    assert report["results"][1]["regions"] == [[5, 6, 7, 8]]
    assert report["results"][1]["doubts"] == ["A doubt."]


def test_the_page_names_nobody() -> None:
    page = as_page(OUTCOMES, Options(descriptors=True))
    assert "Kettenglied" not in page
    assert "Anna" not in page
    assert "P-1/study-1/1.dcm" in page
    assert "Clean Descriptors Option" in page
    assert "1 held back for a look" in page


def test_only_what_was_confirmed_is_a_decision(tmp_path: Path) -> None:
    report = json.loads(json.dumps(as_json(OUTCOMES, Options())))
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report))
    assert read_reviews(path) == {}
    report["results"][1]["confirmed"] = True
    report["results"][1]["regions"] = [[0, 0, 9, 9]]
    path.write_text(json.dumps(report))
    assert read_reviews(path) == {"bb": Review((Box(0, 0, 9, 9),))}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": "other/1", "results": []}', '{"schema": 5}', "\x00"]
)
def test_another_file_is_no_report(tmp_path: Path, content: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(content)
    with pytest.raises(ManifestError, match=r"report\.json"):
        read_reviews(path)


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"none\.json"):
        read_reviews(tmp_path / "none.json")
