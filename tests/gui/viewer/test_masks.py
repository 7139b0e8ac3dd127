from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.gui.viewer.masks import MaskLayer, MaskPainter
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL, TURN_RIGHT, UPRIGHT, Placement
from meddiag_gui.gui.viewer.view import ImageView
from tests.support.images import image_of


def canvas_of(placement, *masks, ratio=1.0):
    """Return alpha, red, green, blue ``(height, width, 4)`` of one mask or none in the whole viewport."""
    painter = MaskPainter()
    painter.set_masks("results", masks)
    width, height = placement.viewport
    canvas = np.zeros((height, width, 4), np.uint32)
    for drawn in painter.draw(placement, ratio):
        image = drawn.image
        flat = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
        part = np.stack([(flat >> shift) & 255 for shift in (24, 16, 8, 0)], axis=-1)
        top, left = max(drawn.top, 0), max(drawn.left, 0)
        part = part[top - drawn.top :, left - drawn.left :][: height - top, : width - left]
        canvas[top : top + part.shape[0], left : left + part.shape[1]] = part
    return canvas


def mask_of(rows, columns, *places):
    values = np.zeros((rows, columns), bool)
    for place in places:
        values[place] = True
    return values


def test_each_pixel_of_a_mask_covers_just_its_own_square():
    mask = MaskLayer(mask_of(4, 6, (1, 2)), (200, 100, 0), outline=False, opacity=0.5)
    canvas = canvas_of(Placement(6, 4, viewport=(60, 40)), mask)
    expected = np.zeros((40, 60), bool)
    expected[10:20, 20:30] = True
    np.testing.assert_array_equal(canvas[..., 0] > 0, expected)
    assert canvas[15, 25].tolist() == [128, 100, 50, 0]


def test_a_mask_turns_with_the_picture():
    mask = MaskLayer(mask_of(4, 6, (0, 0)), (255, 255, 255), outline=False, opacity=1)
    canvas = canvas_of(Placement(6, 4, viewport=(40, 60), orientation=TURN_RIGHT), mask)
    assert canvas[5, 35, 0] == 255
    assert canvas[..., 0].sum() == 255 * 100


def test_the_outline_lies_inside_and_closes_at_the_border_of_the_image():
    mask = MaskLayer(mask_of(4, 4, np.s_[:, :2]), (10, 20, 30), opacity=0)
    canvas = canvas_of(Placement(4, 4, viewport=(40, 40)), mask)
    expected = np.zeros((40, 40), bool)
    expected[:, :20] = True
    expected[2:-2, 2:18] = False
    np.testing.assert_array_equal(canvas[..., 0] == 255, expected)


def test_a_dense_screen_gets_a_thicker_line():
    mask = MaskLayer(mask_of(4, 4, np.s_[:, :]), (9, 9, 9), opacity=0)
    placement = Placement(4, 4, viewport=(80, 80))
    assert (canvas_of(placement, mask, ratio=2.0) > 0).sum() > 1.4 * (canvas_of(placement, mask) > 0).sum()


def test_a_single_pixel_does_not_vanish_when_zoomed_out():
    for place in ((0, 0), (511, 513), (1023, 1023)):
        mask = MaskLayer(mask_of(1024, 1024, place), (255, 0, 0), outline=False, opacity=1)
        assert canvas_of(Placement(1024, 1024, viewport=(64, 64)), mask)[..., 0].max() == 255


def test_strengths_scale_the_opacity():
    values = np.array([[0, 51, 255]], np.uint8)
    canvas = canvas_of(
        Placement(3, 1, viewport=(3, 1)), MaskLayer(values, (255, 0, 0), outline=False, opacity=1)
    )
    assert canvas[0, :, 0].tolist() == [0, 51, 255]


def test_an_empty_mask_and_one_out_of_view_draw_nothing():
    away = Placement(100, 100, viewport=(10, 10)).zoomed(8.0).panned(-400, -400)
    assert not canvas_of(away, MaskLayer(mask_of(100, 100, (0, 0)), (1, 1, 1)))[..., 0].any()
    assert not canvas_of(Placement(4, 4), MaskLayer(mask_of(4, 4), (1, 1, 1))).any()


def test_groups_are_drawn_in_their_order_whenever_they_came():
    painter = MaskPainter()
    upper, lower = (MaskLayer(mask_of(2, 2, np.s_[:]), color, False, 1) for color in ((1, 1, 1), (2, 2, 2)))
    painter.set_masks("overlay", [upper])
    painter.set_masks("model", [lower])
    drawn = painter.draw(Placement(2, 2, viewport=(2, 2)))
    assert [np.frombuffer(one.image.constBits(), np.uint32).max() & 255 for one in drawn] == [2, 1]
    assert painter.masks("model") == (lower,)


def test_the_view_shows_masks_until_another_picture_comes(qtbot):
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.set_annotated(False)
    picture = prepare(image_of(np.zeros((4, 4), np.uint8)))

    def corner():
        return view.grab().toImage().pixelColor(50, 50).getRgb()

    view.set_picture(picture)
    bare = corner()
    view.set_masks("results", [MaskLayer(mask_of(4, 4, (0, 0)), (0, 255, 0), False, 1)])
    assert corner() == (0, 255, 0, 255)
    view.set_picture(picture)
    assert corner() == bare


@given(
    st.sampled_from([UPRIGHT, TURN_RIGHT, FLIP_HORIZONTAL]),
    st.sampled_from([0.13, 0.5, 1.0, 3.3]),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 70)), min_size=1, max_size=4),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=40)
def test_a_mask_that_is_touched_looks_as_if_it_were_new(orientation, scale, corners, seed):
    random = np.random.default_rng(seed)
    values = random.random((100, 80)) > 0.5
    placement = Placement(80, 100, 1.3, (60, 50), orientation, scale, (30.0, 40.0), fitted=False)
    live, painter = MaskLayer(values, (9, 90, 200), live=True), MaskPainter()
    painter.set_masks("results", [live])
    painter.draw(placement)
    for top, left in corners:
        rows, columns = slice(top, top + 9), slice(left, left + 8)
        values[rows, columns] = random.random(values[rows, columns].shape) > 0.3
        assert painter.touch(live, slice(top, min(top + 9, 100)), slice(left, min(left + 8, 80)))
    new = MaskPainter()
    new.set_masks("results", [MaskLayer(values, (9, 90, 200), live=True)])
    for mended, fresh in zip(painter.draw(placement), new.draw(placement), strict=True):
        assert (mended.left, mended.top, mended.image) == (fresh.left, fresh.top, fresh.image)


def test_touching_a_mask_that_is_not_shown_does_nothing():
    assert not MaskPainter().touch(MaskLayer(mask_of(4, 4), (1, 1, 1), live=True), slice(0, 1), slice(0, 1))
