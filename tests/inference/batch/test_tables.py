from __future__ import annotations

import csv
import io
import json

import pytest

from meddiag_gui.inference.batch.tables import COLUMNS, csv_text, json_bytes
from tests.support.rows import finding, row


def table(*rows):
    return list(csv.DictReader(io.StringIO(csv_text(rows), newline="")))


def test_one_line_a_finding_and_one_for_a_row_without():
    lines = table(
        row(0.75, finding(0.1, "absent", "effusion"), path="a.png"),
        row(status="refused", path="b.png", reasons=("Too small.", "In colour.")),
    )
    assert list(lines[0]) == list(COLUMNS)
    assert [(one["path"], one["finding"], one["probability"], one["call"]) for one in lines] == [
        ("a.png", "pneumonia", "0.75", "present"),
        ("a.png", "effusion", "0.1", "absent"),
        ("b.png", "", "", ""),
    ]
    assert lines[2]["reasons"] == "Too small. In colour."


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start):
    (line,) = table(row(path=f"{start}cmd|' /C calc'!A0", status="error", reasons=(f"{start}1",)))
    assert line["path"][0] == line["reasons"][0] == "'"


def test_control_and_direction_marks_are_escaped():
    (line,) = table(row(path="a\n\x1b[2J\u202egnp.png", status="error"))
    assert line["path"] == r"a\n\x1b[2J\u202egnp.png"


def test_json_is_the_object_of_the_command_line():
    read = json.loads(json_bytes([row(0.75, path="a.png")]))
    assert read["schema"] == "meddiag.prediction/1"
    (result,) = read["results"]
    assert (result["path"], result["findings"][0]["probability"]) == ("a.png", 0.75)
