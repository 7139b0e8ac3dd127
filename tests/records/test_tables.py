"""CSV and Excel by a mapping: cells, persons, values, and rows that are not right."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.errors import RecordError
from meddiag_gui.records.model import Flag, Kind, Person, Problem, Statement, Value
from meddiag_gui.records.opening import look_at
from meddiag_gui.records.tables.cells import Cells, shown
from meddiag_gui.records.tables.mapping import Column, DateOrder, Mapping, Role, fingerprint
from meddiag_gui.records.tables.rows import read_sample, read_sheet
from meddiag_gui.records.tables.sheets import sheets_of
from meddiag_gui.tasks import Cancelled, CancelToken

ID, TIME = Column(Role.PATIENT_ID), Column(Role.TIME)


def measured(name, unit=""):
    return Column(Role.MEASURED, name, unit)


def sheet_of(folder, text, name="a.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return sheets_of(look_at(path))[0]


def read(folder, text, *columns, **options):
    items = list(read_sheet(sheet_of(folder, text), Mapping(tuple(columns), **options)))
    return tuple(
        [item for item in items if isinstance(item, kind)] for kind in (Person, Value, Statement, Problem)
    )


# cells


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("2024-03-05", "ymd", "2024-03-05"), ("2024-03-05 07:15", "ymd", "2024-03-05 07:15"),
        ("05.03.2024", "dmy", "2024-03-05"), ("5/3/2024 7:15", "dmy", "2024-03-05 07:15"),
        ("3/5/2024 7:15 PM", "mdy", "2024-03-05 19:15"), ("12:00", "dmy", None),
        ("3/5/2024 12:05 AM", "mdy", "2024-03-05 00:05"), ("2024/3/5", "ymd", "2024-03-05"),
        ("2024年3月5日", "ymd", "2024-03-05"), ("20240305", "ymd", "2024-03-05"),
        ("20240305071500", "ymd", "2024-03-05 07:15"), ("05.03.50", "dmy", "1950-03-05"),
        ("05.03.2024", "ymd", None), ("31.02.2024", "dmy", None), ("13/13/2024", "mdy", None),
        ("x", "dmy", None),
        (datetime(2024, 3, 5), "ymd", "2024-03-05"), (datetime(2024, 3, 5, 7, 15), "ymd", "2024-03-05 07:15"),
        (20240305.0, "ymd", "2024-03-05"), (3.0, "ymd", None), ("3/5/2024 13:15 PM", "mdy", None),
    ],
)  # fmt: skip
def test_dates(cell, order, expected):
    when = Cells(Mapping((), dates=DateOrder(order))).when(cell)
    assert (when.text if when else None) == expected


@pytest.mark.parametrize(
    ("cell", "comma", "expected"),
    [
        ("1.5", False, (1.5, "")), ("1,5", True, (1.5, "")), ("1.234,5", True, (1234.5, "")),
        ("1,234.5", False, (1234.5, "")), ("< 0.3", False, (0.3, "<")), (">=5", False, (5.0, ">=")),
        ("≤5", False, (5.0, "<=")), ("7.2 H", False, (7.2, "")), ("7.2*", False, (7.2, "")),
        ("1e3", False, (1000.0, "")), ("positive", False, None), ("", False, None), (4.0, False, (4.0, "")),
    ],
)  # fmt: skip
def test_numbers(cell, comma, expected):
    assert Cells(Mapping((), decimal_comma=comma)).number(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("3.5 - 5.1", (3.5, 5.1)), ("3.5–5.1", (3.5, 5.1)), ("< 5", (None, 5.0)), (">=3", (3.0, None)),
     ("negative", (None, None)), ("", (None, None)), ("5", (None, None)), ("3.5 to 5", (3.5, 5.0))],
)  # fmt: skip
def test_ranges(cell, expected):
    assert Cells(Mapping(())).span(cell) == expected


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("00:07", 7 / 60), ("47:30", 47.5), ("1.5", 1.5), (2.0, 2.0), (time(1, 30), 1.5),
     (timedelta(hours=30), 30.0), ("x", None), ("1e9", None)],
)  # fmt: skip
def test_time_since_admission(cell, hours):
    when = Cells(Mapping(())).elapsed(cell)
    assert (when.seconds / 3600 if when else None) == (pytest.approx(hours) if hours is not None else None)


def test_missing_values():
    cells = Cells(Mapping((), missing=("NA", "-1")))
    assert all(cells.empty(cell) for cell in ("", " ", "na", "NA", "-1", "-1.0", -1.0, float("nan")))
    assert not any(cells.empty(cell) for cell in ("0", "1", "-2", "<-1", 0.0, "text", datetime(2024, 1, 1)))


@given(st.text(max_size=40) | st.floats())
def test_no_cell_makes_a_reader_raise(cell):
    for comma in (False, True):
        cells = Cells(Mapping((), decimal_comma=comma, missing=("-1",), dates=DateOrder.DAY_FIRST))
        for read_cell in (
            cells.empty,
            cells.number,
            cells.span,
            cells.sex,
            cells.when,
            cells.clock,
            cells.elapsed,
            shown,
        ):
            read_cell(cell)


# rows


def test_one_column_a_value(tmp_path):
    text = "ID,Date,K,Crea\nP1,2024-01-01 08:00,4.1,88.4\nP1,2024-01-02,-1,\n"
    persons, values, _, problems = read(
        tmp_path, text, ID, TIME, measured("k", "mmol/L"), measured("creatinine", "umol/L"), missing=("-1",)
    )
    assert [person.identifiers[0].value for person in persons] == ["P1"]
    assert [(value.analyte, round(value.number, 3)) for value in values] == [("k", 4.1), ("creatinine", 1.0)]
    assert values[0].place == "row 2, K"
    assert values[0].given == "4.1"
    assert problems == []


def test_one_value_a_row_with_units_and_ranges(tmp_path):
    text = "pid,time,test,value,unit,range\nP1,2024-01-01,Potassium,4.1,mmol/L,3.5-5.1\n"
    text += "P1,2024-01-01,Odd,7,mg,\n"
    columns = (ID, TIME, Column(Role.PARAMETER), Column(Role.VALUE), Column(Role.UNIT), Column(Role.RANGE))
    _, values, _, _ = read(tmp_path, text, *columns)
    assert (values[0].analyte, values[0].low, values[0].high) == ("k", 3.5, 5.1)
    assert (values[1].name, values[1].analyte, values[1].unit) == ("Odd", "", "mg")
    assert values[0].given == "4.1 mmol/L"


def test_intensive_care_rows(tmp_path):
    text = "RecordID,Time,Parameter,Value\n1,00:00,Gender,0\n1,00:00,Age,54\n1,00:07,HR,73\n1,47:30,Temp,-1\n"
    columns = (ID, Column(Role.ELAPSED), Column(Role.PARAMETER), Column(Role.VALUE))
    parameters = {"Gender": Column(Role.SEX), "Age": measured("age", "a"), "HR": measured("hr", "/min")}
    persons, values, _, _ = read(
        tmp_path, text, *columns, parameters=parameters, missing=("-1",), sexes={"0": "F", "1": "M"}
    )
    assert persons[-1].sex == "F"
    assert [(value.analyte, value.number) for value in values] == [("age", 54.0), ("hr", 73.0)]
    assert all(value.when.relative for value in values)


def test_who_it_is(tmp_path):
    text = 'id,family,given,sex,dob\nP1,Doe,Jane,female,05.03.1950\nP2,"Roe, Richard",,m,x\n'
    columns = (ID, Column(Role.FAMILY), Column(Role.GIVEN), Column(Role.SEX), Column(Role.BIRTH_DATE))
    persons, _, _, problems = read(tmp_path, text, *columns, dates=DateOrder.DAY_FIRST, issuer="Here")
    assert (persons[0].names, persons[0].sex, persons[0].birth_date) == (("Doe^Jane",), "F", "1950-03-05")
    assert persons[0].identifiers[0].issuers == ("Here",)
    assert (persons[1].names, persons[1].sex, persons[1].birth_date) == (("Roe^Richard",), "M", "")
    assert "birth date" in problems[0].message


def test_two_persons_of_one_id_are_kept_apart(tmp_path):
    text = "id,name,sex,k\nP1,Doe^Jane,F,4\nP1,Roe^Richard,M,5\nP1,,,6\nP1,Doe^Jane,,7\n"
    persons, values, _, problems = read(
        tmp_path, text, ID, Column(Role.NAME), Column(Role.SEX), measured("k", "mmol/L")
    )
    assert len({person.subject for person in persons}) == 2
    assert [value.number for value in values] == [4.0, 5.0, 7.0]
    assert values[0].subject == values[2].subject != values[1].subject
    assert "two different persons" in problems[0].message


def test_a_row_without_an_id_is_left_out_and_told(tmp_path):
    _, values, _, problems = read(tmp_path, "id,k\n,4\nP1,5\n", ID, measured("k", "mmol/L"))
    assert [value.number for value in values] == [5.0]
    assert (problems[0].place, "no patient ID" in problems[0].message) == ("row 2", True)


def test_rows_can_be_patients_of_their_own(tmp_path):
    persons, values, _, _ = read(
        tmp_path, "age,k\n63,4\n37,5\n", measured("age", "a"), measured("k", "mmol/L"), rows_are_patients=True
    )
    assert len(persons) == 2
    assert all(person.identifiers[0].weak for person in persons)
    assert len(values) == 4


def test_statements_of_a_table(tmp_path):
    text = "id,date,diagnosis,note\nP1,2024-01-01,Pneumonia,No trouble\n"
    _, _, statements, _ = read(tmp_path, text, ID, TIME, Column(Role.CONDITION), Column(Role.NOTE))
    assert [(each.kind, each.name, each.text) for each in statements] == [
        (Kind.CONDITION, "Pneumonia", ""), (Kind.NOTE, "note", "No trouble"),
    ]  # fmt: skip


def test_times_that_cannot_be_read_are_told_and_the_value_kept(tmp_path):
    text = "id,date,clock,k\nP1,someday,,4\nP1,2024-01-01,25:00,5\nP1,2024-01-01,07:30,6\n"
    _, values, _, problems = read(tmp_path, text, ID, TIME, Column(Role.CLOCK), measured("k", "mmol/L"))
    assert Flag.NO_TIME in values[0].flags
    assert values[1].when.text == "2024-01-01"
    assert values[2].when.text == "2024-01-01 07:30"
    assert len(problems) == 2


def test_rows_that_are_too_long_or_short(tmp_path):
    _, values, _, problems = read(tmp_path, "id,k\nP1\nP2,4,5,6\n\n,,\n", ID, measured("k", "mmol/L"))
    assert [value.number for value in values] == [4.0]
    assert "more cells" in problems[0].message


def test_words_in_place_of_a_number_are_kept(tmp_path):
    _, values, _, _ = read(tmp_path, "id,k\nP1,haemolysed\n", ID, measured("k", "mmol/L"))
    assert (values[0].number, values[0].text) == (None, "haemolysed")


def test_it_can_be_cancelled(tmp_path):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        list(read_sheet(sheet_of(tmp_path, "id,k\nP1,4\n"), Mapping((ID, measured("k"))), token=token))


# sheets


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_what_parts_the_cells(tmp_path, sign):
    sheet = sheet_of(tmp_path, sign.join(["id", "name", "k"]) + "\n" + sign.join(["P1", "a b", "4"]) + "\n")
    assert sheet.header == ("id", "name", "k")


def test_a_table_without_a_heading(tmp_path):
    sheet = sheet_of(tmp_path, "P1,4.1,2024-01-01\nP2,4.2,2024-01-02\n")
    assert (sheet.headed, sheet.header) == (False, ("Column 1", "Column 2", "Column 3"))
    assert len([row for row in sheet.rows() if not isinstance(row, Problem)]) == 2


def test_headings_that_are_the_same_are_told_apart(tmp_path):
    assert sheet_of(tmp_path, "id,k,k\nP1,4,5\n").header == ("id", "k", "k (3)")


def test_hostile_csv(tmp_path):
    text = 'id,k\nP1,"' + "x" * 200_000 + '"\nP2,4\nP3,"unclosed\nP4,5\n'
    items = list(sheet_of(tmp_path, text).rows())
    assert any(isinstance(item, Problem) for item in items)
    assert any(not isinstance(item, Problem) and item[1][0] == "P2" for item in items)


def test_excel_keeps_types_and_reads_every_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Labs"
    book.active.append(["id", "date", "k"])
    book.active.append(["P1", datetime(2024, 1, 1, 8), 4.1])
    other = book.create_sheet("Other")
    other.append(["id", "weight"])
    other.append([12, 70])
    book.create_sheet("Empty")
    path = tmp_path / "a.xlsx"
    book.save(path)
    sheets = sheets_of(look_at(path))
    assert [sheet.name for sheet in sheets] == ["Labs", "Other"]
    items = list(read_sheet(sheets[0], Mapping((ID, TIME, measured("k", "mmol/L")))))
    value = next(item for item in items if isinstance(item, Value))
    assert (value.number, value.when.text, value.place) == (4.1, "2024-01-01 08:00", "Labs, row 2, k")
    persons = [item for item in read_sample(sheets[1], Mapping((ID, Column()))) if isinstance(item, Person)]
    assert persons[0].identifiers[0].value == "12"


def test_a_workbook_without_a_table_and_too_many_columns(tmp_path):
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(RecordError, match="no table"):
        sheets_of(look_at(path))
    with pytest.raises(RecordError, match="too many columns"):
        sheet_of(tmp_path, ",".join(f"c{n}" for n in range(3000)) + "\n" + ",".join("x" for _ in range(3000)))


# mappings


def test_what_stands_in_the_way_of_a_mapping():
    assert Mapping((ID, measured("k"))).problems() == []
    assert Mapping((Column(),)).problems() == []
    assert len(Mapping((measured("k"),)).problems()) == 1
    assert len(Mapping((ID, ID)).problems()) == 1
    assert len(Mapping((ID, Column(Role.PARAMETER))).problems()) == 1
    assert len(Mapping((ID, TIME, Column(Role.ELAPSED))).problems()) == 1
    assert len(Mapping((ID, Column(Role.CLOCK))).problems()) == 1


def test_a_heading_is_known_again():
    assert fingerprint(("Patient ID", "Kalium")) == fingerprint(("patient_id", "KALIUM"))
    assert fingerprint(("a", "b")) != fingerprint(("b", "a"))
    assert fingerprint(("ab",)) != fingerprint(("a", "b"))
