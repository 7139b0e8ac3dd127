from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.gui.linking.looks import share_window, share_zoom
from meddiag_gui.gui.viewer.display import Display
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.imaging.image import ImageHeader, PixelSpacing
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.windowing import Window
from tests.support.images import image_of

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def display(size=(100, 100), spacing=None, position=None, unit="HU", modality="CT", frame="1.9", rgb=False):
    shape = (*size, 3) if rgb else size
    pixels = np.arange(np.prod(shape)).reshape(shape).astype(np.uint8 if rgb else np.uint16)
    plane = make_plane(AXIAL, position) if position else None
    given = PixelSpacing(spacing, spacing, "PixelSpacing") if spacing else None
    header = ImageHeader(modality=modality, frame_of_reference=frame)
    return Display(
        prepare(image_of(pixels, spacing=given, plane=plane, unit=unit, header=header)), (200, 200)
    )


def test_a_millimetre_is_as_long_in_both():
    source, target = display(spacing=1.0), display((200, 200), spacing=0.5)
    source.zoom(3)
    assert share_zoom(source, target)
    assert target.placement.scale * 2 == pytest.approx(source.placement.scale)
    assert target.placement.center == pytest.approx((100, 100))
    assert not share_zoom(source, target)


def test_without_millimetres_the_same_share_of_the_picture_is_shown():
    source, target = display(spacing=1.0), display((50, 50))
    source.zoom(2)
    source.pan(-40, 0)
    share_zoom(source, target)
    assert target.placement.scale / target.placement.fit().scale == pytest.approx(2)
    assert target.placement.center[0] / 50 == pytest.approx(source.placement.center[0] / 100)


def test_in_one_frame_of_reference_the_centre_is_the_same_point_of_the_patient():
    source = display(spacing=1.0, position=(0.0, 0.0, 0.0))
    target = display((200, 200), spacing=0.5, position=(10.0, 20.0, 30.0))
    source.zoom(4)
    x, y = source.placement.center
    share_zoom(source, target)
    found = tuple(
        (part - 0.5) * 0.5 + shift for part, shift in zip(target.placement.center, (10, 20), strict=True)
    )
    assert found == pytest.approx((x - 0.5, y - 0.5))


def test_a_fitted_picture_makes_the_other_fitted():
    source, target = display(spacing=1.0), display(spacing=1.0)
    target.zoom(5)
    assert share_zoom(source, target)
    assert target.placement.fitted


def test_a_window_is_shared_with_its_inversion_where_values_mean_the_same():
    source, target = display(), display()
    source.set_window(Window(40, 400), inverted=True)
    assert share_window(source, target)
    assert (target.voi, target.inverted) == (Window(40, 400), True)
    assert not share_window(source, target)


@pytest.mark.parametrize("other", [{"unit": "US"}, {"modality": "MR"}, {"rgb": True}])
def test_a_window_is_not_shared_where_values_mean_something_else(other):
    source, target = display(), display(**other)
    before = target.voi
    source.set_window(Window(40, 400))
    assert not share_window(source, target)
    assert target.voi == before
