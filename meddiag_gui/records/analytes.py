"""What laboratories and monitors measure: units, bounds and general ranges of the common quantities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from meddiag_gui.records.analyte_table import TABLE
from meddiag_gui.records.identity import fold_name


@dataclass(frozen=True, slots=True)
class Analyte:
    """One quantity.

    Parameters
    ----------
    key, name
        For the program, and for people.
    unit
        UCUM; values are brought to it.
    bounds
        In ``unit``; a value outside was hardly measured in a living patient. Wide on purpose.
    adults, women
        General reference range in ``unit`` for adults, and for women where theirs differs; None where there
        is none. A site's own range, where the source gives it, holds instead.
    mass
        Molar mass in g/mol, for conversions between mass and amount of substance; 0 where there is none.
    charge
        Of the ion, for equivalents.
    loinc
        Codes that mean it.
    words
        Folded names that mean it in a table's heading.
    """

    key: str
    name: str
    unit: str
    bounds: tuple[float, float]
    adults: tuple[float, float] | None
    women: tuple[float, float] | None
    mass: float
    charge: int
    loinc: tuple[str, ...]
    words: frozenset[str]

    def general_range(self, sex: str, age: float | None) -> tuple[float, float] | None:
        """Range for an adult of a sex (``M``, ``F``, empty); None for children and where age is not known."""
        if age is None or age < 18:
            return None
        if self.women is None or sex == "M":
            return self.adults
        return self.women if sex == "F" else None


@cache
def analytes() -> dict[str, Analyte]:
    """All that are known, by key."""
    made: dict[str, Analyte] = {}
    for key, name, unit, bounds, adults, extra, loinc, words in TABLE:
        names = {fold_name(word) for word in (key, name, *words.split(","))} - {""}
        made[key] = Analyte(
            key, name, unit, bounds, adults, extra.get("women"),
            extra.get("mass", 0.0), extra.get("charge", 0), tuple(loinc.split()), frozenset(names),
        )  # fmt: skip
    return made


@cache
def _by_loinc() -> dict[str, Analyte]:
    return {code: each for each in analytes().values() for code in each.loinc}


@cache
def _by_word() -> dict[str, Analyte]:
    return {word: each for each in analytes().values() for word in each.words}


def by_loinc(code: str) -> Analyte | None:
    """Find what a LOINC code means."""
    return _by_loinc().get(code.strip())


def by_word(text: str) -> Analyte | None:
    """Find what a heading or a name means, case and punctuation aside."""
    return _by_word().get(fold_name(text))
