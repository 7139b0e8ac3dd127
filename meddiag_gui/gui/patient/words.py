"""Numbers, units and comparisons in words."""

from __future__ import annotations

from meddiag_gui.language import mark, tr
from meddiag_gui.records.identity import Comparison, Match

_UNITS = {
    "10*9/L": "10⁹/L", "10*12/L": "10¹²/L", "mm[Hg]": "mmHg", "Cel": "°C", "1": "", "a": "a",
    "m[IU]/L": "mIU/L", "ug/L": "µg/L", "umol/L": "µmol/L", "kg/m2": "kg/m²", "/min": "/min",
}  # fmt: skip
SEXES = {"M": mark("male"), "F": mark("female"), "O": mark("other")}
MATCHES = {Match.SAME: mark("same"), Match.UNKNOWN: mark("not said"), Match.DIFFERENT: mark("different")}


def number_text(number: float) -> str:
    """A measured number with at most four digits that mean something."""
    return f"{number:.4g}" if 1e-4 <= abs(number) < 1e6 or number == 0 else f"{number:.3g}"


def unit_text(unit: str) -> str:
    """A UCUM unit as people write it."""
    return _UNITS.get(unit, unit)


def sex_text(sex: str) -> str:
    """A sex in words."""
    return tr(SEXES[sex]) if sex in SEXES else tr("not known")


def basis_text(compared: Comparison) -> str:
    """One sentence on why two may be one person."""
    if compared.identifier is Match.SAME:
        issuers = {
            Match.SAME: tr("The patient ID is the same."),
            Match.UNKNOWN: tr("The patient ID is the same; only one side says who issued it."),
            Match.DIFFERENT: tr("The patient ID is the same, but of another issuer."),
        }
        return issuers[compared.issuer]
    if compared.by_study:
        return tr("The record names a study of these images.")
    if compared.by_reference:
        return tr("The record refers to its patient by what is the patient ID of the images.")
    return tr("No identifier of the record is the patient ID of the images.")
