"""Zoom, position and window of one display, given to another; without Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.imaging.image import RadiographImage


def share_zoom(source: Display, target: Display) -> bool:
    """Show the same part of the body at the same size; return whether anything changed.

    Where both headers justify millimetres, a millimetre is as long in both; else the same share of the
    picture is shown. The centre is the same point of the patient where both lie in one frame of reference,
    else the same share of width and height.
    """
    before = target.placement
    if source.placement.fitted:
        target.placement = before.fit()
    else:
        scale = _scale(source, target)
        moved = replace(before, scale=scale, center=_center(source, target), fitted=False)
        target.placement = moved.zoomed(scale)  # within the bounds of every zoom
    return target.placement != before


def share_window(source: Display, target: Display) -> bool:
    """Show through the same window, where the values of both mean the same; return whether they do."""
    one, other = source.picture.image, target.picture.image
    same = one.header.modality == other.header.modality and one.unit == other.unit
    if not same or one.is_color or other.is_color:
        return False
    if (target.voi, target.inverted) != (source.voi, source.inverted):
        target.set_window(source.voi, inverted=source.inverted)
        return True
    return False


def _scale(source: Display, target: Display) -> float:
    one, other = source.picture.image.spacing, target.picture.image.spacing
    if one is not None and other is not None:
        return source.placement.scale * other.column_mm / one.column_mm
    zoomed = source.placement.scale / source.placement.fit().scale
    return zoomed * target.placement.fit().scale


def _center(source: Display, target: Display) -> tuple[float, float]:
    one, other = source.picture.image, target.picture.image
    x, y = source.placement.center
    if _same_plane(one, other):
        return _through_patient(one, other, x, y)
    return x / one.columns * other.columns, y / one.rows * other.rows


def _same_plane(one: RadiographImage, other: RadiographImage) -> bool:
    """Whether two images lie in one frame of reference and look the same way."""
    from meddiag_gui.imaging.plane import dot

    if one.plane is None or other.plane is None or one.spacing is None or other.spacing is None:
        return False
    frame = one.header.frame_of_reference
    parallel = dot(one.plane.row, other.plane.row) > 0.9 and dot(one.plane.column, other.plane.column) > 0.9
    return bool(frame) and frame == other.header.frame_of_reference and parallel


def _through_patient(one: RadiographImage, other: RadiographImage, x: float, y: float) -> tuple[float, float]:
    """Take a point of one image, in pixels, to the other by its place in the patient."""
    from meddiag_gui.imaging.plane import add, dot

    if one.plane is None or other.plane is None or one.spacing is None or other.spacing is None:
        raise ValueError("the images have no place in the patient")
    point = add(one.plane.position, one.plane.row, (x - 0.5) * one.spacing.column_mm)
    point = add(point, one.plane.column, (y - 0.5) * one.spacing.row_mm)
    away = add(point, other.plane.position, -1.0)
    across, down = dot(away, other.plane.row), dot(away, other.plane.column)
    return across / other.spacing.column_mm + 0.5, down / other.spacing.row_mm + 0.5
