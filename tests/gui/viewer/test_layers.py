from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.gui.viewer.colormap import colors, overlay_table
from meddiag_gui.gui.viewer.layers import MapLayer, PictureLayer
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.placement import TURN_RIGHT, Placement
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference.prediction import SaliencyMap
from tests.support.images import image_of

PLACEMENT = Placement(80, 40, viewport=(160, 80))


def pixels_of(drawn):
    """Return ``(height, width, 4)`` alpha, red, green, blue."""
    image = drawn.image
    flat = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return np.stack([(flat >> shift) & 255 for shift in (24, 16, 8, 0)], axis=-1)


def test_gray_values_go_through_the_table_and_are_opaque():
    picture = prepare(image_of(np.tile(np.arange(80, dtype=np.uint16), (40, 1))))
    drawn = PictureLayer().draw(picture, PLACEMENT.zoomed(1.0), picture.gray_table(Window(39.5, 79), False))
    argb = pixels_of(drawn)
    assert (argb[..., 0] == 255).all()
    assert (argb[..., 1:] == argb[..., 1:2]).all()
    assert (drawn.left, drawn.top) == (40, 20)
    assert (argb[0, 0, 1], argb[0, -1, 1]) == (0, 255)


@pytest.mark.parametrize("dtype", [np.int16, np.int8])
def test_negative_values_are_not_taken_for_large_ones(dtype):
    pixels = np.array([[-100, -1], [0, 100]], dtype)
    picture = prepare(image_of(pixels))
    table = picture.gray_table(Window(0, 200, "LINEAR_EXACT"), False)
    drawn = PictureLayer().draw(picture, Placement(2, 2, viewport=(2, 2)), table)
    assert pixels_of(drawn)[..., 1].ravel().tolist() == [0, 126, 128, 255]


def test_colours_keep_their_channels_and_can_be_inverted():
    color = np.tile(np.array([200, 100, 50], np.uint8), (8, 8, 1))
    picture = prepare(image_of(color, vois=(Window(127.5, 255, "LINEAR_EXACT"),)))
    placement = Placement(8, 8, viewport=(8, 8))
    for inverted, expected in ((False, [255, 200, 100, 50]), (True, [255, 55, 155, 205])):
        table = picture.gray_table(picture.image.voi, inverted)
        assert pixels_of(PictureLayer().draw(picture, placement, table))[3, 3].tolist() == expected


def test_a_window_change_samples_nothing_anew(monkeypatch):
    picture = prepare(image_of(np.zeros((40, 80), np.uint16)))
    layer = PictureLayer()
    layer.draw(picture, PLACEMENT, picture.gray_table(Window(0, 10), False))
    monkeypatch.setattr("meddiag_gui.gui.viewer.layers.sample", None)
    assert layer.draw(picture, PLACEMENT, picture.gray_table(Window(5, 10), False)) is not None


def square_map(extent=(0.0, 0.0, 80.0, 40.0)):
    """A map of 10×10 px cells with one strong cell: image columns 20 to 30, rows 10 to 20."""
    values = np.zeros((4, 8), np.float32)
    values[1, 2] = 1
    return SaliencyMap(values, extent, "finding", "cam", "0")


@pytest.mark.parametrize(
    "placement", [PLACEMENT, PLACEMENT.oriented(TURN_RIGHT), PLACEMENT.zoomed(3.7).panned(21, 8)]
)
def test_the_map_lies_over_the_pixels_it_is_about(placement):
    drawn = MapLayer().draw(square_map(), placement, overlay_table(1.0))
    alpha = pixels_of(drawn)[..., 0]
    u, v = placement.to_view(25, 15)  # the middle of the strong cell
    row, column = np.unravel_index(np.argmax(pixels_of(drawn)[..., 1:].sum(axis=-1)), alpha.shape)
    assert (column + drawn.left, row + drawn.top) == pytest.approx((u, v), abs=placement.scale)
    for x, y in ((25, 35), (55, 15)):  # far from it there is nothing
        u, v = (int(c) for c in placement.to_view(x, y))
        inside = 0 <= v - drawn.top < alpha.shape[0] and 0 <= u - drawn.left < alpha.shape[1]
        assert not inside or alpha[v - drawn.top, u - drawn.left] == 0


def test_a_map_of_part_of_the_image_covers_that_part_only():
    drawn = MapLayer().draw(square_map((40.0, 20.0, 40.0, 20.0)), PLACEMENT, overlay_table(1.0))
    assert (drawn.left, drawn.top) == (80, 40)
    assert (drawn.image.width(), drawn.image.height()) == (80, 40)


def test_colours_fade_in_with_influence_and_with_opacity():
    half, full = overlay_table(0.5), overlay_table(1.0)
    alpha = [packed >> 24 for packed in full]
    assert alpha[0] == 0
    assert alpha[255] == 255
    assert alpha == sorted(alpha)
    assert half[255] >> 24 == 128
    assert set(overlay_table(0.0)) == {0}


def test_no_premultiplied_channel_exceeds_its_alpha():
    for packed in overlay_table(0.37):
        alpha = packed >> 24
        assert all(((packed >> shift) & 255) <= alpha for shift in (16, 8, 0))


def test_the_colour_table_rises_evenly_in_lightness():
    """CIE L* of inferno is nearly a straight line (it is even in CAM02-UCS, not in L*)."""
    linear = (np.array(colors()) / 255) ** 2.2
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    lightness = np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)
    assert (np.diff(lightness) > -0.5).all()
    assert np.abs(lightness - np.linspace(lightness[0], lightness[-1], 256)).max() < 8
