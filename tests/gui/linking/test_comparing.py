from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.linking.comparing import NONE_OPEN
from meddiag_gui.imaging.instance import Instance
from tests.support.scans import FakeScanner

PATIENTS = {"j": ("1", "Doe^Jane"), "r": ("2", "Roe^Ann"), "x": ("", "")}


class Films(FakeScanner):
    """Files named by patient and year: ``j2024``."""

    def _instance(self, path, number):
        patient, year = path.name[0], path.name[1:5]
        known, name = PATIENTS[patient]
        return Instance(
            path=path, patient_id=known, patient_name=name, study_uid=path.name, series_uid=path.name,
            study_date=f"{year}0101", modality="DX", body_part="CHEST",
        )  # fmt: skip


@pytest.fixture
def opened(start, qtbot):
    def run(*names, layout=(1, 1)):
        program = start(scanner=Films())
        program.session.lay_out(*layout)
        program.session.open_paths([Path(name) for name in names])
        qtbot.waitUntil(lambda: program.session.complete and program.session.picture is not None)
        return program

    return run


def shown(program):
    return [v.picture.image.path.name if v.picture else None for v in program.session.viewports]


def test_the_prior_comes_to_the_right_of_the_series_looked_at(opened, qtbot):
    program = opened("r2020", "j2024", "j2019", "j2022")
    program.session.show(
        next(i for i, s in enumerate(program.session.stacks) if s.image(0)[0].name == "j2024")
    )
    qtbot.keyClick(program.window.view, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: shown(program) == ["j2024", "j2022"])
    assert program.session.layout == (1, 2)
    assert program.session.viewports.index(program.session.active) == 0


def test_the_series_of_a_cell_further_on_goes_to_the_left(opened, qtbot):
    program = opened("j2024", "j2022", "r2020", layout=(1, 3))
    qtbot.waitUntil(lambda: None not in shown(program))
    program.session.activate(program.session.viewports[1])
    program.session.show(0)
    program.control.actions["compare"].trigger()
    qtbot.waitUntil(lambda: shown(program) == ["j2024", "j2022"])


def test_without_a_prior_it_is_said_and_nothing_moves(opened):
    program = opened("j2024", "r2020")
    program.control.actions["compare"].trigger()
    assert program.window.failure.text == NONE_OPEN
    assert program.session.layout == (1, 1)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("j2024", "r2020"), "Different patients"),
        (("j2024", "x2020"), "Not every image"),
        (("j2024", "j2020"), ""),
        (("x2024", "x2020"), ""),
    ],
)
def test_two_patients_beside_each_other_are_a_warning_in_both_cells(opened, qtbot, names, words):
    program = opened(*names, layout=(1, 2))
    qtbot.waitUntil(lambda: None not in shown(program))
    texts = {cell.warning.text for cell in program.window.grid.cells}
    assert len(texts) == 1
    assert texts.pop().startswith(words)


def test_the_warning_goes_with_its_reason(opened, qtbot):
    program = opened("j2024", "j2020", "r2020", layout=(1, 2))
    qtbot.waitUntil(lambda: None not in shown(program))
    left, right = program.window.grid.cells
    program.session.show(2, right.viewport)
    assert left.warning.text.startswith("Different patients")
    program.session.activate(left.viewport)
    program.session.maximise(True)
    assert left.warning.text == ""
    program.session.maximise(False)
    assert left.warning.text
    program.session.show(1, right.viewport)
    assert left.warning.text == right.warning.text == ""
