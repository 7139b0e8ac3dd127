"""Measurements in words: the label beside the drawing, and the table for the clipboard."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from meddiag_gui.imaging.measure.annotation import KINDS, Annotation
from meddiag_gui.imaging.measure.scale import USUAL
from meddiag_gui.imaging.text import clean_text, harmless_cell
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.measure.figures import Figures, Quantity

_CHIEF = ("Length", "Angle", "Cobb angle", "CTR", "Value")  # the kind says what it is
COLUMNS = ("Number", "Kind", "Quantity", "Value", "Unit", "Calibration", "Note")


def number(quantity: Quantity) -> str:
    """Write the value with its digits; a dash for none."""
    value, digits = quantity.value, quantity.digits
    if value is None:
        return "–"
    if digits is None:
        digits = 0 if value == round(value) else 1 if abs(value) >= 100 else None
    return f"{value:.4g}" if digits is None else f"{value:.{digits}f}"


def value_words(quantity: Quantity) -> str:
    """Write a value with its unit."""
    gap = "" if quantity.unit == "°" else " "
    return f"{number(quantity)}{gap}{clean_text(quantity.unit)}".strip()


def label_lines(annotation: Annotation, figures: Figures) -> tuple[str, ...]:
    """Lines of the label beside a drawing."""
    if KINDS[annotation.kind].written:
        return (clean_text(annotation.text),)
    said = {quantity.name: value_words(quantity) for quantity in figures.quantities}
    if KINDS[annotation.kind].region:
        rows: tuple[tuple[str, ...], ...] = (("Mean", "SD"), ("Min", "Max"), ("Area", "Perimeter"))
    else:
        rows = tuple((name,) for name in said if name not in ("Column", "Row"))
    alone = len(rows) == 1  # then the drawing says what it is
    lines = ["   ".join(said[n] if alone else f"{tr(n)} {said[n]}" for n in row if n in said) for row in rows]
    source = (
        "" if figures.source in USUAL else re.split("[,，]", tr(figures.source))[0]
    )  # the list tells the rest
    return tuple(line for line in (*lines, source, tr(figures.note)) if line)


def summary(annotation: Annotation, figures: Figures) -> str:
    """Write the chief value in one line, for a list."""
    if KINDS[annotation.kind].written:
        return clean_text(annotation.text)
    if not figures.quantities:
        return tr(figures.note)
    chief = figures.quantities[0]
    return f"{tr('Mean')} {value_words(chief)}" if chief.name == "Mean" else value_words(chief)


def as_text(measured: Iterable[tuple[Annotation, Figures]]) -> str:
    """Write all as lines for a report, in the user's language."""
    lines = []
    for annotation, figures in measured:
        if KINDS[annotation.kind].written:
            lines.append(f"{tr(KINDS[annotation.kind].name)}: {clean_text(annotation.text)}")
            continue
        parts = [
            value_words(q) if q.name in _CHIEF else f"{tr(q.name)} {value_words(q)}"
            for q in figures.quantities
        ]
        remarks = "; ".join(tr(part) for part in (figures.source, figures.note) if part)
        line = f"{tr(KINDS[annotation.kind].name)}: " + ", ".join(parts)
        lines.append(line + (f" ({remarks})" if remarks else ""))
    return "\n".join(lines)


def as_csv(measured: Iterable[tuple[Annotation, Figures]]) -> str:
    """Write all as a table with the `COLUMNS`, one quantity a row, values unrounded; in English.

    Text that a spreadsheet would take for a formula is marked as text.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place, (annotation, figures) in enumerate(measured, 1):
        name = KINDS[annotation.kind].name
        if KINDS[annotation.kind].written:
            writer.writerow((place, name, "Text", harmless_cell(clean_text(annotation.text)), "", "", ""))
        for q in figures.quantities:
            value = "" if q.value is None else repr(q.value)
            unit = harmless_cell(clean_text(q.unit))
            writer.writerow((place, name, q.name, value, unit, figures.source, figures.note))
    return stream.getvalue()
