"""The results: a threshold moves every number at once, and they are those that were worked out."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from meddiag_gui.evaluation.measured import MeasuredScores
from meddiag_gui.evaluation.page.figure import Dot, Figure, Line
from meddiag_gui.evaluation.page.panel import view_at
from meddiag_gui.gui.evaluation.blocks_view import BlocksView, TableBlock
from meddiag_gui.gui.evaluation.plot import PlotView
from meddiag_gui.gui.evaluation.scores_page import ScoresPage
from tests.support.evaluated import FINDING, measured, write_manifest


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> MeasuredScores:
    return measured(write_manifest(tmp_path_factory.mktemp("m")), 2.0)


@pytest.fixture
def page(qtbot: QtBot, known: MeasuredScores) -> ScoresPage:
    made = ScoresPage()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.show_measured(known)
    return made


def texts(table: TableBlock) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_it_opens_at_the_models_operating_point(page: ScoresPage, known: MeasuredScores) -> None:
    assert page.threshold == 0.5
    confusion = known.report.findings[0].assessment.confusion
    assert texts(page.confusion)[0][1:] == [str(confusion.tp), str(confusion.fn)]
    assert (
        texts(page.metrics)[0][1] == f"{known.report.findings[0].assessment.metrics['sensitivity'].value:.3f}"
    )


def test_the_slider_moves_numbers_figures_and_subgroups_at_once(
    page: ScoresPage, known: MeasuredScores, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.moved):
        page.slider.setValue(30)
    view = view_at(known.report.findings[0], known.sweep(FINDING), 30)
    assert page.view == view
    assert page.number.value() == pytest.approx(0.15)
    shown = texts(page.metrics)
    for row, cells in zip(shown, view.metrics.rows, strict=True):
        assert row == [cell.text for cell in cells]
    assert [plot.figure for plot in page.plots] == list(view.figures)
    assert texts(page.groups)[0][3].startswith(view.groups.rows[0][3].text)
    page.grab()


def test_the_number_and_the_button_move_the_slider(page: ScoresPage) -> None:
    page.number.setValue(0.913)
    assert page.threshold == pytest.approx(0.915)
    page.own.click()
    assert page.threshold == 0.5


@pytest.mark.parametrize("place", [0, 100, 200])
def test_extremes_are_shown_with_reasons(page: ScoresPage, place: int) -> None:
    page.slider.setValue(place)
    assert all(row[1] for row in texts(page.metrics))
    page.grab()


def test_what_does_not_follow_the_threshold_is_painted_once(qtbot: QtBot) -> None:
    plot = PlotView()
    qtbot.addWidget(plot)
    plot.resize(300, 240)
    line = Line((0.0, 1.0), (0.0, 1.0))
    plot.show_figure(Figure("A", "x", "y", (line, Dot(0.2, 0.2, ink="chosen"))))
    first = plot.grab().toImage()
    still = plot._still[1]
    plot.show_figure(Figure("A", "x", "y", (line, Dot(0.8, 0.2, ink="chosen"))))
    second = plot.grab().toImage()
    assert plot._still[1] is still
    assert first != second
    plot.show_figure(Figure("B", "x", "y", (line,)))
    plot.grab()
    assert plot._still[1] is not still


def test_an_empty_plot_and_empty_blocks_draw_nothing(qtbot: QtBot) -> None:
    plot, blocks = PlotView(), BlocksView()
    qtbot.addWidget(plot)
    qtbot.addWidget(blocks)
    plot.grab()
    blocks.show_blocks(())
    assert blocks.texts == []
