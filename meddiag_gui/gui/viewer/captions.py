"""The texts in the corners of the view, and the words for the pixel under the pointer; without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meddiag_gui.gui.text import date, person_name, plain
from meddiag_gui.gui.viewer.directions import Edges, edge_letters
from meddiag_gui.gui.viewer.placement import Placement
from meddiag_gui.imaging.image import PixelSpacing, RadiographImage
from meddiag_gui.imaging.windowing import Voi, Window
from meddiag_gui.language import tr


@dataclass(frozen=True, slots=True)
class Corners:
    """Lines of each corner, and letters of each edge; ``caution`` is shown even where they are hidden."""

    top_left: tuple[str, ...]
    top_right: tuple[str, ...]
    bottom_left: tuple[str, ...]
    bottom_right: tuple[str, ...]
    caution: str
    edges: Edges

    def unnamed(self) -> Corners:
        """Leave out what names the patient or the study."""
        return replace(self, top_left=(), top_right=())


def corners(
    image: RadiographImage,
    voi: Voi,
    inverted: bool,
    placement: Placement,
    position: str = "",
    *,
    brief: bool = False,
) -> Corners:
    """Write what the reader must know of the picture, of its place in a stack, and of how it is shown.

    ``brief`` is for small cells: nothing that identifies, warns or measures is left out, only wording.
    """
    header = image.header
    patient = (person_name(header.patient_name), header.patient_id, _sex_and_age(image))
    side = {"L": tr("left"), "R": tr("right"), "B": tr("both sides")}.get(header.laterality, "")
    view = " ".join(part for part in (header.body_part, header.view_position, side) if part)
    place = tr("Image {position}", position=position) if position else ""
    series = header.series_description if header.series_description != header.study_description else ""
    study = (date(header.study_date), header.study_description, series)
    shown = [tr("Inverted")] if inverted else []
    window = tr("Colour") if image.is_color else window_words(voi, brief=brief)
    size = f"{image.columns} × {image.rows} px"
    what = " ".join(part for part in (header.modality, view) if part)
    named = (study[0], series or header.study_description or what) if brief else (*study, what)
    return Corners(
        _lines(*patient),
        _lines(*named, place),
        _lines(*shown, window, tr("Zoom {scale:.0f} %", scale=placement.scale * 100)),
        _lines(*_brief_spacing(image.spacing)) if brief else _lines(size, *_scale_lines(image)),
        orientation_caution(placement),
        edge_letters(image, placement.orientation),
    )


def window_words(voi: Voi, *, brief: bool = False) -> str:
    """Write a window as ``C 2048  W 4096  LINEAR``, or name the file's table."""
    if isinstance(voi, Window):
        function = "" if brief else f"  {voi.function}"
        return tr("C {center}  W {width}", center=_number(voi.center), width=_number(voi.width)) + function
    low, high = voi.bounds
    return tr(
        "VOI LUT {explanation} {low} to {high}",
        explanation=plain(voi.explanation, 40),
        low=_number(low),
        high=_number(high),
    )


def orientation_caution(placement: Placement) -> str:
    """Say how the picture is turned or mirrored against the file; empty where it is not."""
    if not placement.turned:
        return tr("Mirrored: left and right are swapped") if placement.mirrored else ""
    if placement.mirrored:
        return tr("Mirrored: left and right are swapped, turned by {angle}°", angle=placement.turned)
    return tr("Turned by {angle}°", angle=placement.turned)


def pixel_words(image: RadiographImage, x: float, y: float) -> str:
    """Describe the pixel at image coordinates: column, row, value with its unit, and mm where known.

    Empty outside the image. Columns and rows count from 0, millimetres from the image's top left corner.
    """
    column, row = int(np.floor(x)), int(np.floor(y))
    if not (0 <= column < image.columns and 0 <= row < image.rows):
        return ""
    words = [tr("column {column}  row {row}", column=column, row=row), _value_words(image, column, row)]
    if image.spacing is not None:
        words.append(f"{x * image.spacing.column_mm:.1f} × {y * image.spacing.row_mm:.1f} mm")
    return "   ".join(words)


def _value_words(image: RadiographImage, column: int, row: int) -> str:
    if image.is_color:
        red, green, blue = (int(value) for value in image.pixels[row, column])
        return f"R {red}  G {green}  B {blue}"
    value = float(image.pixels[row, column])
    if image.padding is not None and image.padding[0] <= value <= image.padding[1]:
        return tr("{value} (padding)", value=_number(value))
    return f"{_number(value)} {plain(image.unit, 16)}".strip()


def _sex_and_age(image: RadiographImage) -> str:
    age = image.header.patient_age_years
    words = [image.header.patient_sex]
    if age is not None:
        # Whole years and months lived, as people say an age; the small part absorbs days of 1/365.25 year.
        words.append(
            tr("{years} y", years=int(age + 1e-3))
            if age >= 2
            else tr("{months} months", months=int(age * 12 + 1e-2))
        )
    return "  ".join(word for word in words if word)


def _scale_lines(image: RadiographImage) -> tuple[str, ...]:
    regions = any("mm" in (region.unit_x, region.unit_y) for region in image.regions)
    return (tr("Millimetres in each ultrasound region"),) if regions else _spacing_lines(image.spacing)


def _spacing_lines(spacing: PixelSpacing | None) -> tuple[str, ...]:
    if spacing is None:
        return (tr("No spacing: no millimetres"),)
    size = f"{spacing.column_mm:.3g}"
    if spacing.row_mm != spacing.column_mm:
        size += f" × {spacing.row_mm:.3g}"
    return f"{size} mm/px, {spacing.source}", tr(spacing.words)


def _brief_spacing(spacing: PixelSpacing | None) -> tuple[str, ...]:
    if spacing is None:
        return (tr("no mm"),)
    where = {"PixelSpacing": "", "ImagerPixelSpacing": tr("at detector")}.get(spacing.source, tr("of film"))
    where = {"at the detector": tr("at detector"), "not stated": tr("calibrated?")}.get(spacing.doubt, where)
    return _spacing_lines(spacing)[0].split(",")[0], where


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.4g}"


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(line for line in (plain(text, 64) for text in texts) if line)
