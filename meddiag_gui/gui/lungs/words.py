"""Lung fields in words; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import duration

if TYPE_CHECKING:
    from meddiag_gui.inference.lungs import LungMeasures
    from meddiag_gui.inference.mask_edits import MaskEdit
    from meddiag_gui.inference.segmentation import Segmentation

NONE_YET = "Outlined after the model has run, or when shown."
RUNNING = "Outlining …"
REFUSED = "No lung fields: this image is outside what the model was made for."
EDITED = "Edited by hand"
CAPTION = "Areas of the projection; the lung behind the heart is included."


def area_lines(measured: LungMeasures) -> list[str]:
    """Say each lung's area, or its pixels without spacing, and its share of both."""
    total = measured.right.pixels + measured.left.pixels
    lines = []
    for field in (measured.right, measured.left):
        amount = f"{field.pixels:,} pixels" if field.area_mm2 is None else f"{field.area_mm2:,.0f} mm²"
        share = f", {100 * field.pixels / total:.0f} %" if total else ""
        lines.append(f"{field.side.capitalize()} lung  {amount.replace(',', ' ')}{share}")
    if measured.spacing is None:
        lines.append("No pixel spacing: no millimetres.")
    elif measured.spacing.words:
        lines.append(f"Millimetres: {measured.spacing.words}.")
    return lines


def doubt_lines(measured: LungMeasures, reasons: tuple[str, ...]) -> list[str]:
    """Say what makes areas or outline doubtful."""
    lines = list(reasons)
    if measured.cut_off:
        lines.append(
            f"Cut off at the {_listed(measured.cut_off)} of the image: the lungs are larger than this."
        )
    return lines


def model_line(found: Segmentation) -> str:
    """Say what ran, and how long."""
    name = f"{found.model.name} {found.model.version}"
    return f"{name}, {found.device}, {duration(found.timing_ms.total)}"


def edited_line(saved: MaskEdit) -> str:
    """Say who changed the mask, and when; while that is not saved yet, that it will be."""
    model = f"the outline of {saved.model.name} {saved.model.version} is kept beside it."
    if not saved.at:
        return f"Edited by hand just now; {model}"
    when = saved.at[:16].replace("T", " ")
    return f"Edited by hand by {saved.by}, {when} UTC; {model}"


def _listed(edges: tuple[str, ...]) -> str:
    return edges[0] if len(edges) == 1 else f"{', '.join(edges[:-1])} and {edges[-1]}"
