from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.windows import CT, KEYS, offered
from meddiag_gui.imaging.windowing import Window
from tests.support.images import image_of


def picture(windows=1, dtype=np.int16, **changes):
    pixels = np.arange(-1000, 1000, dtype=dtype).reshape(40, 50)
    vois = tuple(Window(10 * number, 100, explanation=f"own {number}") for number in range(1, windows + 1))
    return prepare(image_of(pixels, vois=vois, **changes))


def names(picture):
    return {number: preset.name for number, preset in offered(picture).items()}


@pytest.mark.parametrize("windows", [1, 3])
def test_in_hounsfield_units_a_key_is_the_same_window_whatever_the_file_has(windows):
    found = offered(picture(windows, unit="HU"))
    assert found[1].name == "own 1"
    for number, (name, center, width) in enumerate(CT, 2):
        assert found[number].name == name
        assert (found[number].voi.center, found[number].voi.width) == (center, width)
    assert number == KEYS
    further = [preset.name for key, preset in found.items() if key > KEYS]
    assert further == [*(f"own {n}" for n in range(2, windows + 1)), "1st to 99th percentile", "Full range"]


@pytest.mark.parametrize("unit", ["", "US", "HU/2", "SUV"])
def test_elsewhere_there_are_the_files_own_the_percentiles_and_the_full_range(unit):
    assert names(picture(2, unit=unit)) == {
        1: "own 1",
        2: "own 2",
        8: "1st to 99th percentile",
        9: "Full range",
    }


def test_no_more_of_the_files_windows_have_keys_than_there_are():
    assert list(names(picture(12))) == [*range(1, 8), 8, 9]


def test_a_color_picture_has_its_own_window_only():
    color = prepare(image_of(np.zeros((8, 8, 3), np.uint8), vois=(Window(127.5, 255),), unit="HU"))
    assert names(color) == {1: "File window"}
