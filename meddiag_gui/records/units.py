"""Units as UCUM has them, and values brought to the unit of what was measured.

Mass and amount of substance are converted with the molar mass of the analyte, equivalents with its charge.
Enzyme and international units stand for themselves: ``U/L`` and ``[IU]/L`` of an enzyme are one.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from meddiag_gui.records.analytes import Analyte
from meddiag_gui.records.model import Flag

_LONGEST = 40
_DEEPEST = 3  # brackets inside brackets
_PLAIN = {
    "mmhg": "mm[Hg]", "mm hg": "mm[Hg]", "torr": "mm[Hg]", "cmh2o": "cm[H2O]", "cm h2o": "cm[H2O]",
    "°c": "Cel", "degc": "Cel", "deg c": "Cel", "celsius": "Cel", "c": "Cel", "℃": "Cel",
    "°f": "[degF]", "degf": "[degF]", "deg f": "[degF]", "fahrenheit": "[degF]", "f": "[degF]", "℉": "[degF]",
    "bpm": "/min", "beats/min": "/min", "breaths/min": "/min", "beats/minute": "/min", "次/分": "/min",
    "k/ul": "10*3/uL", "k/mm3": "10*3/uL", "thou/ul": "10*3/uL", "m/ul": "10*6/uL", "mil/ul": "10*6/uL",
    "cells/ul": "/uL", "cells/mm3": "/uL", "g%": "g/dL", "gm/dl": "g/dL", "mg%": "mg/dL", "mcg/l": "ug/L",
    "iu/l": "U/L", "units/l": "U/L", "u/l": "U/L", "miu/l": "m[IU]/L", "mu/l": "m[IU]/L",
    "uiu/ml": "u[IU]/mL",
    "lb": "[lb_av]", "lbs": "[lb_av]", "in": "[in_i]", "inch": "[in_i]", "years": "a", "year": "a", "yr": "a",
    "y": "a", "percent": "%", "ratio": "1", "fraction": "1", "points": "1", "score": "1", "sec": "s",
    "seconds": "s", "cc": "mL", "ml": "mL", "l/l": "L/L", "kg/m^2": "kg/m2", "mm/hr": "mm/h",
    "mg/l feu": "mg/L", "ng/ml feu": "ng/mL", "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "[ph]": "1", "ph": "1", "岁": "a", "公斤": "kg",
}  # fmt: skip
_POWER = re.compile(r"^[x×*]?\s*10\s?(?:\*\*|[\^*eE])\s?(\d{1,2})\s*/\s*([num]?l|mm3)$")
_CASES = re.compile(r"^([munpfk]?)(g|mol|eq|osm)/([dmun]?)l$")


@dataclass(frozen=True, slots=True)
class Converted:
    """A number in the analyte's unit, or as given with the reason why not."""

    number: float
    unit: str
    flag: Flag | None = None


def convert(number: float, unit: str, analyte: Analyte | None) -> Converted:
    """Bring a number to the analyte's own unit; without an analyte only the unit is written as UCUM has it.

    What cannot be converted comes back as it was given, with a flag.
    """
    known = ucum(unit)
    if analyte is None:
        return Converted(
            number, known or unit.strip(), None if known or not unit.strip() else Flag.UNKNOWN_UNIT
        )
    if not unit.strip():
        return Converted(number, analyte.unit) if analyte.unit == "1" else Converted(number, "", Flag.NO_UNIT)
    if known is None:
        return Converted(number, unit.strip(), Flag.UNKNOWN_UNIT)
    if known == analyte.unit:
        return Converted(number, known)
    line = _line(known, analyte)
    if line is None:
        return Converted(number, known, Flag.OTHER_UNIT)
    result = line[0] * number + line[1]
    if not math.isfinite(result):
        return Converted(number, known, Flag.IMPLAUSIBLE)
    return Converted(float(f"{result:.12g}"), analyte.unit)


@lru_cache(4096)
def ucum(text: str) -> str | None:
    """Write a unit as UCUM does; common ways to write it otherwise are known. None where it is no unit."""
    plain = " ".join(text.replace("μ", "u").replace("µ", "u").replace("²", "2").split())
    if not plain or len(plain) > _LONGEST or plain.count("(") > _DEEPEST or plain.casefold() == "nan":
        return None
    folded = plain.casefold()
    if folded in _PLAIN:
        return _PLAIN[folded]
    if power := _POWER.match(folded):
        volume = "uL" if power[2] == "mm3" else power[2][:-1] + "L"
        return f"10*{power[1]}/{volume}"
    if cases := _CASES.match(folded):
        return f"{cases[1]}{cases[2]}/{cases[3]}L"
    bare = re.sub(r"\{[^{}]*\}", "", plain).rstrip("/")
    if not bare:
        return "1"
    return plain if _quantity(bare) is not None else None


@cache
def _registry() -> Any:
    """Pint with the units of UCUM; a second to make, so made where the first unit is read."""
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()


def _quantity(unit: str) -> Any | None:
    """The unit as pint's quantity of one, or None."""
    try:
        made = _registry().from_ucum(unit)
        return made if hasattr(made, "dimensionality") else None
    except Exception:  # the parser lets through whatever its grammar and pint raise on hostile text
        return None


@lru_cache(4096)
def _line(unit: str, analyte: Analyte) -> tuple[float, float] | None:
    """Factor and offset from a unit to the analyte's; None where the one is not the other."""
    bare = re.sub(r"\{[^{}]*\}", "", unit).rstrip("/") or "1"
    wanted = "U/L" if analyte.unit == "m[IU]/L" else analyte.unit
    given, target = _quantity(bare), _quantity(wanted)
    if given is None or target is None:
        return None
    if "[IU]" in bare and ("[IU]" in analyte.unit or analyte.unit == "U/L"):
        given, target = _quantity(bare.replace("[IU]", "U")), _quantity(analyte.unit.replace("[IU]", "U"))
    bridges = _bridges(unit, analyte)
    return next((line for bridge in bridges if (line := _through(given, bridge, target)) is not None), None)


def _through(given: Any, bridge: Any, target: Any) -> tuple[float, float] | None:
    try:
        made = given * bridge if bridge is not None else given
        zero = _at(made, 0.0, target)
        return _at(made, 1.0, target) - zero, zero
    except Exception:  # whatever pint raises of dimensions that do not fit and offsets in products
        return None


def _at(unit: Any, number: float, target: Any) -> float:
    made = type(unit)(unit.magnitude * number, unit.units).to(target.units).magnitude
    return float(made / target.magnitude)


def _bridges(unit: str, analyte: Analyte) -> list[Any]:
    """Quantities by which amounts and masses of the analyte change into each other, none first."""
    first = 1 / analyte.charge if analyte.charge and "eq" in unit else None
    molar = _quantity("g/mol")
    if not analyte.mass or molar is None:
        return [first]
    mass = molar * analyte.mass
    return [first, (first or 1) * mass, (first or 1) / mass]
