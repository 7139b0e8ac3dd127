"""What the panel says of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import date, plain
from meddiag_gui.imaging.results.origin import KIND_NAMES
from meddiag_gui.language import tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.imaging.results.report import Measurement, Report, Selection
    from meddiag_gui.imaging.results.result import Result

_MOST = 40  # lines


def result_words(result: Result) -> str:
    """Write kind, title and date for the list."""
    origin = result.origin
    return " · ".join(filter(None, (tr(KIND_NAMES[origin.kind]), plain(origin.title, 40), date(origin.date))))


def details(result: Result) -> list[str]:
    """Say what a result holds that is not drawn, and its reservations."""
    from meddiag_gui.imaging.results.report import Report, Selection

    lines = list(result.notices)
    if isinstance(result, Report):
        lines += _measurements(result)
    elif isinstance(result, Selection):
        lines += _selection(result)
    else:
        lines += [f"{plain(layer.name, 40)}: {plain(layer.note)}" for layer in result.layers if layer.note]
    more = len(lines) - _MOST
    if more <= 0:
        return lines
    return [*lines[:_MOST], tr("… and {n} more lines; read the report for all.", n=more)]


def _measurements(report: Report) -> list[str]:
    return [line for measurement in report.measurements for line in _measurement(measurement)]


def _measurement(measurement: Measurement) -> list[str]:
    about = ", ".join(filter(None, (measurement.finding, measurement.site)))
    head = f"{measurement.name}: {about}" if about and about != measurement.name else measurement.name
    return [plain(head), *(f"    {plain(value.name)}: {plain(value.value)}" for value in measurement.values)]


def _selection(selection: Selection) -> list[str]:
    images = tr_n("{n} image", "{n} images", len(selection.refs))
    return [f"{plain(selection.purpose)}: {images}", *(plain(remark, 400) for remark in selection.remarks)]
