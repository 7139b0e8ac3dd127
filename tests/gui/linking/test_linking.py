from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.linking.feature import Linking
from meddiag_gui.settings import load_settings
from tests.gui.conftest import open_fake
from tests.support.scans import FakeScanner
from tests.support.stacks import slice_of


class TwoSeries(FakeScanner):
    """Slices 10 mm apart in files ``a…``, 5 mm apart in files ``b…``."""

    def _instance(self, path, number):
        first = path.name[0] == "a"
        place = int(path.name[1:])
        depth = place * (10.0 if first else 5.0)
        frame = "1.9" if first else self._changes.get("other_frame", "1.9")
        return slice_of(str(path), depth, series_uid=path.name[0], frame_of_reference=frame)


@pytest.fixture
def pair(start, qtbot):
    def run(**changes):
        program = start(scanner=TwoSeries(**changes))
        session = program.session
        session.lay_out(1, 2)
        session.open_paths([Path(f"{name}{n}") for name in "ab" for n in range(8)])
        qtbot.waitUntil(lambda: all(v.picture for v in session.viewports) and session.complete)
        return program

    return run


def places(program):
    return [viewport.place for viewport in program.session.viewports]


def press(qtbot, program, *names):
    for name in names:
        program.control.actions[name].trigger()


def test_scrolling_goes_together_by_place_in_the_patient_from_either_side(pair, qtbot):
    program = pair()
    left, right = program.session.viewports
    left.go(2)
    assert places(program) == [2, 0]
    qtbot.keyClick(program.window.view, Qt.Key.Key_U)
    assert places(program) == [2, 4]
    left.go(3)
    assert places(program) == [3, 6]
    right.go(2)  # the wheel over the picture that is not active
    assert places(program) == [1, 2]
    qtbot.keyClick(program.window.view, Qt.Key.Key_U)
    left.go(3)
    assert places(program) == [3, 2]


def test_in_another_frame_of_reference_it_takes_the_users_word(pair, qtbot):
    program = pair(other_frame="1.8")
    left, right = program.session.viewports
    press(qtbot, program, "link_scroll")
    left.go(3)
    assert places(program) == [3, 0]
    right.go(1)
    press(qtbot, program, "link_here")
    left.go(4)
    assert places(program) == [4, 3]  # 10 mm are two of its slices
    press(qtbot, program, "link_scroll", "link_scroll")
    left.go(0)
    assert places(program) == [0, 3]


def test_a_series_opened_beside_comes_to_the_place_of_the_others(pair, qtbot):
    program = pair()
    left, right = program.session.viewports
    press(qtbot, program, "link_scroll")
    left.go(3)
    program.session.show(1, right)
    assert places(program) == [3, 6]
    qtbot.waitUntil(lambda: right.shown_place == 6)


def test_zoom_and_window_are_shared_and_each_alone(pair, qtbot):
    program = pair()
    one, two = (cell.view.display for cell in program.window.grid.cells)
    press(qtbot, program, "link_zoom", "zoom_in", "invert")
    assert two.placement.scale == pytest.approx(one.placement.scale)
    assert (one.inverted, two.inverted) == (True, False)
    press(qtbot, program, "link_window")
    assert two.inverted
    press(qtbot, program, "link_zoom", "zoom_in")
    assert two.placement.scale < one.placement.scale


def test_a_picture_that_is_not_linked_any_more_stays_where_it_is(pair, qtbot):
    program = pair()
    left, right = program.session.viewports
    press(qtbot, program, "link_scroll", "maximise")
    left.go(3)
    assert right.place == 0  # it cannot be seen


def test_links_are_there_at_the_next_start_and_show_in_the_toolbar(pair, start, qtbot):
    program = pair()
    press(qtbot, program, "link_scroll", "link_window")
    program.window.close()
    program.shut_down()
    assert load_settings().links == ("scroll", "window")
    again = start()
    assert again.feature(Linking).links == ("scroll", "window")
    states = {
        name: again.control.actions[f"link_{name}"].isChecked() for name in ("scroll", "zoom", "window")
    }
    assert states == {"scroll": True, "zoom": False, "window": True}
    assert not again.control.actions["link_here"].isEnabled()


def test_colour_beside_grey_takes_no_window(start, qtbot):
    import numpy as np

    def open_mixed(path, frame):
        image = open_fake(path, frame)
        return replace(image, pixels=np.zeros((4, 4, 3), np.uint8)) if path.name == "b" else image

    program = start(open_image=open_mixed)
    program.session.lay_out(1, 2)
    program.session.open_paths([Path("a"), Path("b")])
    qtbot.waitUntil(lambda: all(v.picture for v in program.session.viewports))
    before = program.window.grid.cells[1].view.display.voi
    press(qtbot, program, "link_window", "invert")
    assert program.window.grid.cells[1].view.display.voi == before
