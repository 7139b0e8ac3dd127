"""Lung fields in words; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import duration
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.inference.lungs import LungMeasures
    from meddiag_gui.inference.mask_edits import MaskEdit
    from meddiag_gui.inference.segmentation import Segmentation

NONE_YET = mark("Outlined after the model has run, or when shown.")
RUNNING = mark("Outlining …")
REFUSED = mark("No lung fields: this image is outside what the model was made for.")
EDITED = mark("Edited by hand")
CAPTION = mark("Areas of the projection; the lung behind the heart is included.")


def area_lines(measured: LungMeasures) -> list[str]:
    """Say each lung's area, or its pixels without spacing, and its share of both."""
    total = measured.right.pixels + measured.left.pixels
    lines = []
    for field in (measured.right, measured.left):
        amount = f"{field.area_mm2:,.0f} mm²" if field.area_mm2 is not None else ""
        amount = amount or tr("{n:,} pixels", n=field.pixels)
        share = f", {100 * field.pixels / total:.0f} %" if total else ""
        side = tr("Right lung") if field is measured.right else tr("Left lung")
        lines.append(f"{side}  {amount.replace(',', ' ')}{share}")
    if measured.spacing is None:
        lines.append(tr("No pixel spacing: no millimetres."))
    elif measured.spacing.words:
        lines.append(tr("Millimetres: {words}.", words=tr(measured.spacing.words)))
    return lines


def doubt_lines(measured: LungMeasures, reasons: tuple[str, ...]) -> list[str]:
    """Say what makes areas or outline doubtful."""
    lines = list(reasons)
    if measured.cut_off:
        edges = _listed(tuple(tr(edge) for edge in measured.cut_off))
        lines.append(tr("Cut off at the {edges} of the image: the lungs are larger than this.", edges=edges))
    return lines


def model_line(found: Segmentation) -> str:
    """Say what ran, and how long."""
    name = f"{found.model.name} {found.model.version}"
    return f"{name}, {found.device}, {duration(found.timing_ms.total)}"


def edited_line(saved: MaskEdit) -> str:
    """Say who changed the mask, and when; while that is not saved yet, that it will be."""
    model = f"{saved.model.name} {saved.model.version}"
    if not saved.at:
        return tr("Edited by hand just now; the outline of {model} is kept beside it.", model=model)
    when = saved.at[:16].replace("T", " ")
    return tr(
        "Edited by hand by {who}, {when} UTC; the outline of {model} is kept beside it.",
        who=saved.by,
        when=when,
        model=model,
    )


def _listed(edges: tuple[str, ...]) -> str:
    return (
        edges[0] if len(edges) == 1 else tr("{some} and {last}", some=", ".join(edges[:-1]), last=edges[-1])
    )
