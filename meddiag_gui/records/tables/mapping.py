"""What the columns of a table mean, decided once for all files with the same heading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from meddiag_gui.language import mark
from meddiag_gui.records.identity import fold_name


class Role(StrEnum):
    """What a column holds; or, in a table of one value a row, what a parameter is."""

    IGNORE = "ignore"
    PATIENT_ID = "patient_id"
    ISSUER = "issuer"
    NAME = "name"
    FAMILY = "family"
    GIVEN = "given"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    TIME = "time"
    CLOCK = "clock"
    ELAPSED = "elapsed"
    PARAMETER = "parameter"
    CODE = "code"
    VALUE = "value"
    UNIT = "unit"
    LOW = "low"
    HIGH = "high"
    RANGE = "range"
    MEASURED = "measured"
    CONDITION = "condition"
    MEDICATION = "medication"
    ALLERGY = "allergy"
    PROCEDURE = "procedure"
    REPORT = "report"
    NOTE = "note"


ROLE_WORDS = {
    Role.IGNORE: mark("Leave out"),
    Role.PATIENT_ID: mark("Patient ID"),
    Role.ISSUER: mark("Issuer of the patient ID"),
    Role.NAME: mark("Name"),
    Role.FAMILY: mark("Family name"),
    Role.GIVEN: mark("Given name"),
    Role.SEX: mark("Sex"),
    Role.BIRTH_DATE: mark("Birth date"),
    Role.TIME: mark("Date, or date and time"),
    Role.CLOCK: mark("Time of day"),
    Role.ELAPSED: mark("Time since admission"),
    Role.PARAMETER: mark("What was measured (name)"),
    Role.CODE: mark("What was measured (LOINC)"),
    Role.VALUE: mark("Result"),
    Role.UNIT: mark("Unit"),
    Role.LOW: mark("Lower end of the range"),
    Role.HIGH: mark("Upper end of the range"),
    Role.RANGE: mark("Reference range"),
    Role.MEASURED: mark("Measured value"),
    Role.CONDITION: mark("Condition"),
    Role.MEDICATION: mark("Medication"),
    Role.ALLERGY: mark("Allergy"),
    Role.PROCEDURE: mark("Procedure"),
    Role.REPORT: mark("Report"),
    Role.NOTE: mark("Note"),
}
PARAMETER_ROLES = (Role.MEASURED, Role.SEX, Role.IGNORE)
SINGLE = frozenset(Role) - {
    Role.IGNORE, Role.MEASURED, Role.CONDITION, Role.MEDICATION, Role.ALLERGY, Role.PROCEDURE,
    Role.REPORT, Role.NOTE,
}  # fmt: skip
"""Roles that only one column can have."""


class DateOrder(StrEnum):
    """In which order numbers of a date stand; ISO dates are read in any case."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


@dataclass(frozen=True, slots=True)
class Column:
    """Meaning of one column or parameter.

    Parameters
    ----------
    name
        Of a measured value: the key of an analyte, or the site's own name for it.
    unit
        Of a measured value, where no column says it.
    """

    role: Role = Role.IGNORE
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Meaning of a table.

    Parameters
    ----------
    columns
        In the order of the table.
    parameters
        Of a table with one value a row: what each name in the column ``PARAMETER`` means; a name that is not
        there is taken by its words, as an analyte or as it stands.
    missing
        What stands for no value; numbers compare as numbers, so ``-1`` is also ``-1.0``.
    decimal_comma
        Whether ``1,5`` is one and a half.
    issuer
        Who gives the patient IDs, where no column says it.
    sexes
        What the codes for sex mean: ``M``, ``F`` or ``O``.
    rows_are_patients
        Whether each row is a patient of its own, in a table without patient IDs.
    name
        For the user, to find it again.
    """

    columns: tuple[Column, ...]
    parameters: dict[str, Column] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    dates: DateOrder = DateOrder.YEAR_FIRST
    decimal_comma: bool = False
    issuer: str = ""
    sexes: dict[str, str] = field(default_factory=dict)
    rows_are_patients: bool = False
    name: str = ""

    def place(self, role: Role) -> int | None:
        """Index of the first column with a role."""
        return next((index for index, each in enumerate(self.columns) if each.role is role), None)

    @property
    def used(self) -> bool:
        """Whether anything is read at all; a sheet can be left out whole."""
        return any(each.role is not Role.IGNORE for each in self.columns)

    def problems(self) -> list[str]:
        """What stands in the way of using it: one sentence each, to be translated where shown."""
        roles = [each.role for each in self.columns]
        if not self.used:
            return []
        found = []
        if Role.PATIENT_ID not in roles and not self.rows_are_patients:
            found.append(mark("No column holds the patient ID."))
        if any(roles.count(role) > 1 for role in SINGLE):
            found.append(mark("Two columns have the same meaning, of which there can be only one."))
        if (Role.PARAMETER in roles or Role.CODE in roles) != (Role.VALUE in roles):
            found.append(
                mark("A result needs a column that names what was measured, and the other way round.")
            )
        if Role.TIME in roles and Role.ELAPSED in roles:
            found.append(mark("A time is either a date or counts from admission, not both."))
        if Role.CLOCK in roles and Role.TIME not in roles:
            found.append(mark("A time of day needs a column with the date."))
        return found


def fingerprint(header: tuple[str, ...]) -> str:
    """Know a heading again: case, accents and punctuation aside, in the same order."""
    folded = "\n".join(fold_name(name) for name in header)
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:32]
