from __future__ import annotations

import highdicom as hd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.results.color import cielab_to_rgb, recommended_color
from tests.support.volumes import item

BYTE = st.integers(0, 255)


@given(BYTE, BYTE, BYTE)
def test_colours_that_another_library_wrote_come_back(red, green, blue):
    lab = hd.color.CIELabColor.from_rgb(red, green, blue).value
    assert cielab_to_rgb(*lab) == pytest.approx((red, green, blue), abs=1)


@pytest.mark.parametrize("value", [None, [1, 2], [0, 0, 0, 0]])
def test_what_is_no_colour_gives_the_default(value):
    data = item(RecommendedDisplayCIELabValue=value)
    assert recommended_color(data, "RecommendedDisplayCIELabValue", (1, 2, 3)) == (1, 2, 3)
