from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.series_list import stack_label
from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.series import Stack
from tests.support.scans import FakeScanner
from tests.support.stacks import slice_of


@pytest.mark.parametrize(
    ("instances", "label"),
    [
        (
            [
                slice_of(name, z, study_date="20240131", series_description="Thorax 1.5")
                for name, z in (("a", 1), ("b", 2))
            ],
            "CT · Thorax 1.5\n2024-01-31 · 2 images",
        ),
        ([slice_of("a", modality="DX", study_description="Chest PA")], "DX · Chest PA"),
        ([slice_of("IM1", study_date="20240131")], "CT · IM1\n2024-01-31"),
        ([Instance(Path("x/photo.png"))], "photo.png"),
        ([Instance(Path("pages.tif"), frames=3)], "pages.tif\n3 images"),
        ([slice_of("a", series_description="<b>x</b>\n\u202etxet")], "CT · <b>x</b> txet"),
    ],
)
def test_a_row_says_what_the_series_is(instances, label):
    assert stack_label(Stack(tuple(instances))) == label


def test_where_several_patients_are_listed_each_row_says_whose_it_is(start, qtbot):
    program = start(scanner=FakeScanner(patient_id="7", modality="CR"))
    rows = program.window.series.list
    program.session.open_paths([Path("a"), Path("b")])
    qtbot.waitUntil(lambda: rows.count() == 2)
    assert [rows.item(row).text() for row in range(2)] == ["CR · a", "CR · b"]
    stacks = [Stack((slice_of(name, modality="CR", patient_name=name),)) for name in ("Doe^Jane", "Roe^Ann")]
    assert stack_label(stacks[0], with_patient=True).startswith("Doe, Jane\nCR")
    program.session.stacks = tuple(stacks)
    program.session.stacks_changed.emit()
    assert [rows.item(row).text().split("\n")[0] for row in range(2)] == ["Doe, Jane", "Roe, Ann"]


@pytest.fixture
def panel(start):
    def make(names="ab", **scan):
        scanner = FakeScanner(**scan)
        program = start(scanner=scanner)
        program.session.open_paths([Path(name) for name in names])
        return program.window.series, program.session, scanner

    return make


def test_before_the_scan_says_anything_it_can_be_stopped(panel):
    series, session, _ = panel(held=True)
    assert series.state == "Opening a"
    assert series.stop.isVisible()
    series.stop.click()
    assert not session.scanning.running


def test_while_the_scan_goes_on_it_says_how_far_it_is_and_can_be_stopped(panel, qtbot):
    series, session, _ = panel(held=True)
    qtbot.waitUntil(lambda: session.picture is not None)
    assert series.state == "Scanning: 1 files, 2 s left"
    assert series.stop.isVisible()
    assert not series.why.isVisible()
    qtbot.mouseClick(series.stop, Qt.MouseButton.LeftButton)
    assert series.state.startswith("Scanning was stopped")
    assert not series.stop.isVisible()
    assert series.list.count() == 1


def test_what_was_left_out_is_counted_and_shown_on_request_without_blocking(panel, qtbot):
    series, session, _ = panel(skipped=("a.txt is a text file.", "b.pdf is a PDF document."))
    qtbot.waitUntil(lambda: session.picture is not None)
    assert series.state == "Left out: 2 files."
    qtbot.mouseClick(series.why, Qt.MouseButton.LeftButton)
    assert series.report.isVisible()
    assert not series.report.isModal()
    assert series.lines == "a.txt is a text file.\nb.pdf is a PDF document."
    series.report.close()


def test_after_a_scan_without_reservations_there_is_nothing_to_say(panel, qtbot):
    series, session, _ = panel()
    qtbot.waitUntil(lambda: session.picture is not None)
    assert (series.state, series.stop.isVisible(), series.why.isVisible()) == ("", False, False)


def test_rows_grow_with_the_scan_and_the_one_looked_at_stays_marked(panel, qtbot):
    series, session, scanner = panel("abc", held=True)
    qtbot.waitUntil(lambda: session.picture is not None)
    scanner.release()
    qtbot.waitUntil(lambda: series.list.count() == 3)
    session.show(2)
    assert series.list.currentRow() == 2
    session.open_paths([Path("z")])
    qtbot.waitUntil(lambda: session.picture is not None)
    assert [series.list.item(0).text(), series.list.count()] == ["z", 1]


def test_a_stack_with_an_unreadable_image_is_red_and_says_why(panel, qtbot):
    series, session, _ = panel(["a", "bad"], as_slices=True)
    qtbot.waitUntil(lambda: session.count == 2 and session.picture is not None)
    assert series.list.item(0).data(Qt.ItemDataRole.ForegroundRole) is None
    session.forward()
    qtbot.waitUntil(lambda: bool(session.problems))
    item = series.list.item(0)
    assert item.foreground().color().name() == "#df7b6c"
    assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "bad is cut short."
