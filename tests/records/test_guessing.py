"""Guesses of what columns mean, and mappings that are remembered."""

from __future__ import annotations

import json

import pytest

from meddiag_gui.errors import RecordError
from meddiag_gui.records.analytes import analytes
from meddiag_gui.records.opening import look_at
from meddiag_gui.records.plan import Plan, plan, record_files
from meddiag_gui.records.tables.guessing import guess, guess_unit
from meddiag_gui.records.tables.mapping import Column, DateOrder, Mapping, Role, fingerprint
from meddiag_gui.records.tables.remembered import Remembered, mapping_text, read_mapping
from meddiag_gui.records.tables.sheets import sheets_of


def guessed(folder, text):
    path = folder / "labs.csv"
    path.write_text(text, "utf-8")
    return guess(sheets_of(look_at(path))[0])


def roles(found):
    return [column.role for column in found.mapping.columns]


def test_a_laboratory_export(tmp_path):
    found = guessed(
        tmp_path,
        "Patient ID,Name,Sex,DOB,Date,Creatinine (umol/L),Potassium,WBC,Comment\n"
        'MRN1,"Doe, Jane",F,1950-03-05,2024-02-01 08:00,88.4,4.1,7.5,x\n',
    )
    assert roles(found) == [
        Role.PATIENT_ID, Role.NAME, Role.SEX, Role.BIRTH_DATE, Role.TIME, Role.MEASURED, Role.MEASURED,
        Role.MEASURED, Role.NOTE,
    ]  # fmt: skip
    assert found.mapping.columns[5] == Column(Role.MEASURED, "creatinine", "umol/L")
    assert found.mapping.columns[7] == Column(Role.MEASURED, "wbc", "10*9/L")
    assert found.doubts == ()


def test_a_chinese_export(tmp_path):
    found = guessed(
        tmp_path, "病历号,姓名,性别,出生日期,检验项目,结果,单位\n1,王小东,男,1950-03-05,肌酐,88,umol/L\n"
    )
    assert roles(found) == [
        Role.PATIENT_ID, Role.NAME, Role.SEX, Role.BIRTH_DATE, Role.PARAMETER, Role.VALUE, Role.UNIT
    ]  # fmt: skip
    assert found.mapping.parameters["肌酐"].name == "creatinine"


def test_intensive_care(tmp_path):
    rows = "".join(
        f"1,{hour:02d}:07,FiO2,0.{4 + hour % 5}\n1,{hour:02d}:09,Weight,-1\n" for hour in range(40)
    )
    found = guessed(tmp_path, "RecordID,Time,Parameter,Value\n1,00:00,Gender,0\n2,00:00,Gender,1\n" + rows)
    assert roles(found) == [Role.PATIENT_ID, Role.ELAPSED, Role.PARAMETER, Role.VALUE]
    assert found.mapping.parameters["Gender"] == Column(Role.SEX)
    assert found.mapping.parameters["FiO2"] == Column(Role.MEASURED, "fio2", "1")
    assert found.mapping.sexes == {"0": "F", "1": "M"}
    assert "-1" in found.mapping.missing


def test_a_heading_is_not_believed_against_its_values(tmp_path):
    rows = "".join(f"P{n},{n % 3}\n" for n in range(30))
    assert roles(guessed(tmp_path, "id,ca\n" + rows)) == [Role.PATIENT_ID, Role.IGNORE]


@pytest.mark.parametrize(
    ("dates", "order", "doubts"),
    [
        (["2024-03-05"], DateOrder.YEAR_FIRST, 0), (["25/03/2024", "05/03/2024"], DateOrder.DAY_FIRST, 0),
        (["03/25/2024", "03/05/2024"], DateOrder.MONTH_FIRST, 0),
        (["05.03.2024"], DateOrder.DAY_FIRST, 0),
        (["03/05/2024"], DateOrder.DAY_FIRST, 1), (["spring"], DateOrder.YEAR_FIRST, 1),
    ],
)  # fmt: skip
def test_the_order_of_dates(tmp_path, dates, order, doubts):
    found = guessed(tmp_path, "id,date,k\n" + "".join(f"P1,{date},4\n" for date in dates))
    assert found.mapping.dates is order
    assert len(found.doubts) == doubts


def test_without_an_id_it_is_a_doubt(tmp_path):
    assert guessed(tmp_path, "age,k\n63,4\n").doubts


def test_decimal_commas(tmp_path):
    assert guessed(tmp_path, "id;k\nP1;4,1\nP2;3,9\n").mapping.decimal_comma
    assert not guessed(tmp_path, "id;k\nP1;4.1\n").mapping.decimal_comma


def test_minus_one_is_no_missing_value_where_numbers_can_be_negative(tmp_path):
    assert "-1" not in guessed(tmp_path, "id,base excess\nP1,-1\nP2,-3\n").mapping.missing


@pytest.mark.parametrize(
    ("key", "values", "unit"),
    [
        ("temp", ["98.6", "99.1"], "[degF]"), ("temp", ["37.0", "38.1"], "Cel"),
        ("hct", ["0.42", "0.39"], "1"),
        ("creatinine", ["1.0", "1.2"], "mg/dL"), ("creatinine", ["88", "110"], "umol/L"), ("k", [], "mmol/L"),
    ],
)  # fmt: skip
def test_units_by_the_values(key, values, unit):
    assert guess_unit(analytes()[key], values, Mapping(())) == unit


# remembered


def test_a_mapping_is_remembered_by_its_heading_not_by_values(tmp_path):
    found = guessed(tmp_path, 'id,name,k\nSECRET-ID,"Doe, Jane",4.1\n')
    sheet = sheets_of(look_at(tmp_path / "labs.csv"))[0]
    store = tmp_path / "kept.json"
    Remembered(store).keep(fingerprint(sheet.header), found.mapping)
    assert Remembered(store).find(fingerprint(("ID", "Name", "K"))) == found.mapping
    assert Remembered(store).named("labs") == found.mapping
    assert "SECRET" not in store.read_text()
    assert "Jane" not in store.read_text()


def test_two_windows_keep_each_others_mappings(tmp_path):
    store = tmp_path / "kept.json"
    one, other = Remembered(store), Remembered(store)
    one.keep("a", Mapping((Column(),), name="one"))
    other.keep("b", Mapping((Column(),), name="other"))
    assert Remembered(store).names == ["one", "other"]


@pytest.mark.parametrize("content", ["", "x", "[]", '{"version": 99, "mappings": {}}', '{"version": 1}'])
def test_a_damaged_file_is_told_and_never_overwritten(tmp_path, content):
    store = tmp_path / "kept.json"
    store.write_text(content)
    remembered = Remembered(store)
    assert remembered.problem
    with pytest.raises(RecordError):
        remembered.keep("a", Mapping(()))
    assert store.read_text() == content


def test_one_damaged_mapping_costs_only_itself(tmp_path):
    store = tmp_path / "kept.json"
    Remembered(store).keep("a", Mapping((Column(),), name="sound"))
    content = json.loads(store.read_text())
    content["mappings"]["b"] = {"columns": 5}
    store.write_text(json.dumps(content))
    assert Remembered(store).names == ["sound"]


def test_a_mapping_of_its_own_file(tmp_path):
    mapping = Mapping((Column(Role.PATIENT_ID), Column(Role.MEASURED, "k", "mmol/L")), sexes={"1": "M"})
    path = tmp_path / "m.json"
    path.write_bytes(mapping_text(mapping))
    assert read_mapping(path) == mapping
    path.write_text("{}")
    with pytest.raises(RecordError, match="no mapping"):
        read_mapping(path)
    with pytest.raises(RecordError, match="cannot be read"):
        read_mapping(tmp_path / "none.json")


# plans


def test_a_plan_asks_for_mappings_and_takes_those_that_fit(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,k\nP1,4\n")
    file, remembered = look_at(path), Remembered(tmp_path / "kept.json")
    sheets = plan(file, remembered)
    assert isinstance(sheets, list)
    assert isinstance(plan(file, remembered, Mapping((Column(),))), list)
    fitting = Mapping((Column(Role.PATIENT_ID), Column()))
    made = plan(file, remembered, fitting)
    assert isinstance(made, Plan)
    remembered.keep(fingerprint(sheets[0].header), fitting)
    again = plan(file, remembered)
    assert isinstance(again, Plan)
    assert again.mapping == made.mapping != ""
    assert any(item.message.endswith("says: k") for item in again.items() if hasattr(item, "message"))


def test_a_table_can_be_left_out_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,k\nP1,4\n")
    made = plan(look_at(path), Remembered(tmp_path / "kept.json"), Mapping((Column(), Column())))
    assert [item.message for item in made.items()] == ["the whole table was left out, as its mapping says"]


def test_folders_are_searched_and_links_not_followed(tmp_path):
    inner = tmp_path / "in" / "deep"
    inner.mkdir(parents=True)
    (inner / "a.csv").write_text("x")
    (tmp_path / "out.csv").write_text("x")
    (tmp_path / "in" / "link.csv").symlink_to(tmp_path / "out.csv")
    assert record_files([tmp_path / "in", tmp_path / "gone.csv", tmp_path / "gone.csv"]) == [
        inner / "a.csv", tmp_path / "gone.csv"
    ]  # fmt: skip
