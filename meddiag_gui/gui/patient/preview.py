"""What a mapping makes of the first rows, in words."""

from __future__ import annotations

from collections.abc import Iterable

from meddiag_gui.gui.patient.words import number_text, sex_text, unit_text
from meddiag_gui.gui.text import person_name, plain
from meddiag_gui.language import tr
from meddiag_gui.records.model import FLAG_WORDS, Item, Person, Problem, Value

_MOST = 60


def sentences(items: Iterable[Item | Problem]) -> list[str]:
    """One line an item, the first of many."""
    made = []
    for item in items:
        made.append(plain(_sentence(item), 200))
        if len(made) == _MOST:
            break
    return made


def _sentence(item: Item | Problem) -> str:
    if isinstance(item, Problem):
        return f"{item.place}: {item.message}"
    if isinstance(item, Person):
        ids = ", ".join(each.value for each in item.identifiers)
        names = ", ".join(person_name(name) for name in item.names)
        return f"{tr('Patient')} {ids}  {names}  {sex_text(item.sex)}  {item.birth_date}"
    flags = ", ".join(tr(FLAG_WORDS[flag]) for flag in item.flags)
    if isinstance(item, Value):
        shown = (
            f"{item.comparator}{number_text(item.number)} {unit_text(item.unit)}"
            if item.number is not None
            else item.text
        )
        when = item.when.text if item.when else ""
        return f"    {item.name}  {shown}  {when}" + (f"  ({flags})" if flags else "")
    when = item.start.text if item.start else ""
    return f"    {item.name}  {item.text}  {when}" + (f"  ({flags})" if flags else "")
