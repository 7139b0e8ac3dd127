"""What the columns of an unknown table probably mean: from their headings, then from their first values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import mark
from meddiag_gui.records.analytes import Analyte, by_loinc, by_word
from meddiag_gui.records.identity import fold_name
from meddiag_gui.records.model import Problem
from meddiag_gui.records.tables.cells import Cells, shown
from meddiag_gui.records.tables.mapping import SINGLE, Column, DateOrder, Mapping, Role
from meddiag_gui.records.tables.sheets import Cell, Sheet
from meddiag_gui.records.units import convert, ucum

_HEADINGS: dict[Role, str] = {
    Role.PATIENT_ID: "patient id,patientid,pid,mrn,patient,record id,recordid,subject,subject id,"
    "patient number,medical record number,patient no,id,患者id,病历号,住院号,patienten id,patientennummer",
    Role.ISSUER: "issuer,assigning authority,issuer of patient id",
    Role.NAME: "name,patient name,full name,姓名,患者姓名",
    Role.FAMILY: "family,family name,last name,surname,nachname",
    Role.GIVEN: "given,given name,first name,vorname",
    Role.SEX: "sex,gender,性别,geschlecht",
    Role.BIRTH_DATE: "birth date,birthdate,date of birth,dob,出生日期,geburtsdatum",
    Role.TIME: "time,date,datetime,date time,timestamp,charttime,collected,collection date,effective date,"
    "sample date,specimen date,observation date,result date,study date,日期,时间,采样时间,检验日期,datum",
    Role.CLOCK: "time of day,collection time,uhrzeit",
    Role.ELAPSED: "elapsed,hours,since admission,offset",
    Role.PARAMETER: "parameter,test,test name,analyte,variable,item,label,measurement,observation,"
    "检验项目,项目,项目名称",
    Role.CODE: "loinc,loinc code,code",
    Role.VALUE: "value,result,valuenum,result value,结果,检验结果,wert",
    Role.UNIT: "unit,units,uom,valueuom,单位,einheit",
    Role.LOW: "low,lower,reference low,ref low,ref range lower,lower limit",
    Role.HIGH: "high,upper,reference high,ref high,ref range upper,upper limit",
    Role.RANGE: "range,reference range,ref range,normal range,参考范围,参考值",
    Role.CONDITION: "condition,diagnosis,diagnoses,problem,诊断",
    Role.MEDICATION: "medication,drug,medicine,药物",
    Role.ALLERGY: "allergy,allergies,过敏",
    Role.PROCEDURE: "procedure,operation",
    Role.REPORT: "report,impression,findings,conclusion,报告",
    Role.NOTE: "note,notes,comment,remarks,备注",
}
_ROLE_OF = {fold_name(word): role for role, words in _HEADINGS.items() for word in words.split(",")}
_OTHER_UNITS = (
    "1",
    "%",
    "mmol/L",
    "umol/L",
    "[degF]",
    "g/L",
    "kPa",
    "mg/L",
    "10*3/uL",
    "[lb_av]",
    "[in_i]",
    "m",
)
_LOOKED_AT, _MOST_PARAMETERS, _ENOUGH = 20_000, 500, 100  # rows; parameters; values of one
_ENOUGH_TO_TELL, _CODES = 20, 5
_MISSING = ("na", "n/a", "nan", "null", "none", "-", "--", "?", ".", "unknown", "missing")


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping, and what the user has to decide first: one sentence each, to be translated where shown."""

    mapping: Mapping
    doubts: tuple[str, ...] = ()


def guess(sheet: Sheet) -> Guess:
    """Guess the meaning of a table."""
    columns = [_column(name, _values(sheet, index)) for index, name in enumerate(sheet.header)]
    columns = _single(columns)
    columns = _date_and_clock(sheet, columns)
    mapping = Mapping(tuple(columns), name=clean_text(sheet.file.path.stem)[:60])
    mapping = _values_of_one_row(sheet, mapping)
    return _settle(sheet, mapping)


def guess_unit(analyte: Analyte, cells: Sequence[Cell], mapping: Mapping) -> str:
    """Unit in which most of some values lie within the bounds; the analyte's own where several would do."""
    reader = Cells(mapping)
    numbers = [found[0] for cell in cells if not reader.empty(cell) and (found := reader.number(cell))]
    if not numbers:
        return analyte.unit

    def fitting(unit: str) -> int:
        made = [convert(number, unit, analyte) for number in numbers]
        low, high = analyte.bounds
        return sum(each.flag is None and low <= each.number <= high for each in made)

    if 2 * fitting(analyte.unit) >= len(numbers):
        return analyte.unit
    best = max(_OTHER_UNITS, key=fitting)  # the first of equals
    return best if 2 * fitting(best) > len(numbers) else analyte.unit


def _fits(analyte: Analyte, cells: Sequence[Cell]) -> bool:
    """Whether a heading's words and its values agree: ``ca`` over counts of vessels is no calcium."""
    mapping = Mapping((), missing=("-1",))
    unit, reader = guess_unit(analyte, cells, mapping), Cells(mapping)
    numbers = [found[0] for cell in cells if not reader.empty(cell) and (found := reader.number(cell))]
    if len(numbers) >= _ENOUGH_TO_TELL and len(set(numbers)) <= _CODES and not any(n % 1 for n in numbers):
        return analyte.unit == "1"  # codes, not measurements
    low, high = analyte.bounds
    fit = sum(low <= convert(number, unit, analyte).number <= high for number in numbers)
    return not numbers or 4 * fit >= len(numbers)


def _values(sheet: Sheet, index: int) -> list[Cell]:
    return [cells[index] for _, cells in sheet.sample]


def _column(heading: str, values: list[Cell]) -> Column:
    """Meaning of one heading; a unit in brackets, as in ``Creatinine (mg/dL)``, is taken as such."""
    bare, unit = _part_unit(heading)
    role = _ROLE_OF.get(fold_name(heading)) or _ROLE_OF.get(fold_name(bare))
    if role is not None:
        return Column(role)
    analyte = by_word(heading) or by_word(bare) or by_loinc(heading)
    if analyte is not None and (unit or _fits(analyte, values)):
        return Column(Role.MEASURED, analyte.key, unit or guess_unit(analyte, values, Mapping(())))
    return Column(Role.MEASURED, bare, unit) if unit else Column()


def _part_unit(heading: str) -> tuple[str, str]:
    bare, opened, rest = heading.replace("[", "(").partition("(")
    unit = rest.rstrip(" )]")
    if opened and bare.strip() and (ucum(unit) or ucum(heading[len(bare) + 1 :].rstrip(" )"))):
        return bare.strip(), unit
    return heading, ""


def _single(columns: list[Column]) -> list[Column]:
    """Keep a meaning that only one column can have for the first that claims it."""
    seen: set[Role] = set()
    made = []
    for column in columns:
        if column.role in SINGLE and column.role in seen:
            column = Column()
        seen.add(column.role)
        made.append(column)
    return made


def _date_and_clock(sheet: Sheet, columns: list[Column]) -> list[Column]:
    """Tell a date from a time of day, and that from a time since admission, by the values."""
    reader = Cells(Mapping((), dates=DateOrder.DAY_FIRST))
    times = [index for index, each in enumerate(columns) if each.role is Role.TIME]
    dated = next((index for index in _dated(sheet, reader)), None)
    for index in times:
        values = [cell for cell in _values(sheet, index) if cell != ""]
        clocks = sum(isinstance(cell, str) and ":" in cell and reader.when(cell) is None for cell in values)
        if values and 2 * clocks > len(values):
            has_date = dated is not None and dated != index
            columns[index] = Column(Role.CLOCK if has_date else Role.ELAPSED)
            if has_date and dated is not None:
                columns[dated] = Column(Role.TIME)
    return columns


def _dated(sheet: Sheet, reader: Cells) -> list[int]:
    """Columns that hold dates and are headed as such."""
    found = []
    for index, name in enumerate(sheet.header):
        values = [cell for cell in _values(sheet, index) if cell != ""]
        headed = _ROLE_OF.get(fold_name(name)) is Role.TIME
        if headed and values and all(reader.when(cell) is not None for cell in values[:20]):
            found.append(index)
    return found


def _values_of_one_row(sheet: Sheet, mapping: Mapping) -> Mapping:
    """Of a table with one value a row: what its parameters mean, as far as the first rows show them."""
    name, value = mapping.place(Role.PARAMETER), mapping.place(Role.VALUE)
    if name is None or value is None:
        return mapping
    groups: dict[str, list[Cell]] = {}
    for row in islice(sheet.rows(), _LOOKED_AT):
        if not isinstance(row, Problem) and len(groups) < _MOST_PARAMETERS:
            group = groups.setdefault(shown(row[1][name]), [])
            if len(group) < _ENOUGH:
                group.append(row[1][value])
    with_units = mapping.place(Role.UNIT) is not None
    parameters = {}
    for word, values in groups.items():
        if _ROLE_OF.get(fold_name(word)) is Role.SEX:
            parameters[word] = Column(Role.SEX)
        elif _ROLE_OF.get(fold_name(word)) is Role.PATIENT_ID:
            parameters[word] = Column()
        elif (analyte := by_word(word)) is not None and word:
            unit = "" if with_units else guess_unit(analyte, values, replace(mapping, missing=("-1",)))
            parameters[word] = Column(Role.MEASURED, analyte.key, unit)
    return replace(mapping, parameters=parameters)


def _settle(sheet: Sheet, mapping: Mapping) -> Guess:
    """Decide on dates, decimals, codes and missing values; say what stays open."""
    doubts = list(mapping.problems())
    dates, doubt = _date_order(sheet, mapping)
    if doubt:
        doubts.append(doubt)
    mapping = replace(
        mapping,
        dates=dates,
        decimal_comma=_has_decimal_commas(sheet, mapping),
        sexes=_sex_codes(sheet, mapping),
        missing=(*_MISSING, *(("-1",) if _minus_one_is_missing(sheet, mapping) else ())),
    )
    return Guess(mapping, tuple(doubts))


def _date_order(sheet: Sheet, mapping: Mapping) -> tuple[DateOrder, str]:
    """Order of day, month and year, by the first rows: where either would do, it is a doubt."""
    wanted = [i for i, each in enumerate(mapping.columns) if each.role in (Role.TIME, Role.BIRTH_DATE)]
    cells = [
        cell for index in wanted for cell in _values(sheet, index) if isinstance(cell, str) and cell.strip()
    ]
    unclear = [cell for cell in cells if Cells(mapping).when(cell) is None]
    if not unclear:
        return DateOrder.YEAR_FIRST, ""
    fits = {
        order: sum(Cells(replace(mapping, dates=order)).when(cell) is not None for cell in unclear)
        for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    }
    day, month = fits[DateOrder.DAY_FIRST], fits[DateOrder.MONTH_FIRST]
    if not day and not month:
        return DateOrder.YEAR_FIRST, mark("The dates are in no form that the program knows.")
    if day == month:
        if all("." in cell for cell in unclear):  # dots stand in dates with the day first
            return DateOrder.DAY_FIRST, ""
        return DateOrder.DAY_FIRST, mark("The dates can be read with the day or with the month first.")
    return (DateOrder.DAY_FIRST if day > month else DateOrder.MONTH_FIRST), ""


def _numeric(sheet: Sheet, mapping: Mapping) -> list[str]:
    wanted = [i for i, each in enumerate(mapping.columns) if each.role in (Role.VALUE, Role.MEASURED)]
    return [cell.strip() for index in wanted for cell in _values(sheet, index) if isinstance(cell, str)]


def _has_decimal_commas(sheet: Sheet, mapping: Mapping) -> bool:
    cells = _numeric(sheet, mapping)
    commas = sum(cell.count(",") == 1 and cell.replace(",", "").lstrip("+-<> ").isdigit() for cell in cells)
    points = sum(cell.count(".") == 1 and cell.replace(".", "").lstrip("+-<> ").isdigit() for cell in cells)
    return commas > points


def _sex_codes(sheet: Sheet, mapping: Mapping) -> dict[str, str]:
    """Codes of ISO 5218, 1 male and 2 female; with 0 beside 1 and no 2, as much data has it, 0 is female."""
    index = mapping.place(Role.SEX)
    cells = _values(sheet, index) if index is not None else []
    name, value = mapping.place(Role.PARAMETER), mapping.place(Role.VALUE)
    if name is not None and value is not None:
        sexed = {word for word, each in mapping.parameters.items() if each.role is Role.SEX}
        cells += [row[value] for _, row in sheet.sample if shown(row[name]) in sexed]
    codes = {shown(cell) for cell in cells}
    if not codes & {"0", "1", "2"}:
        return {}
    return {"1": "M", "2": "F"} if "2" in codes else {"0": "F", "1": "M"}


def _minus_one_is_missing(sheet: Sheet, mapping: Mapping) -> bool:
    """Whether -1 stands among values, and no other negative number does."""
    read = Cells(mapping).number
    wanted = [i for i, each in enumerate(mapping.columns) if each.role in (Role.VALUE, Role.MEASURED)]
    found = (read(cell) for index in wanted for cell in _values(sheet, index))
    return {number[0] for number in found if number is not None and number[0] < 0} == {-1.0}
