"""Single pages of the wizard, with a state that knows what it is told; no thread does anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.wizard.pages.examination import ExaminationPage
from meddiag_gui.gui.wizard.pages.model import ModelPage
from meddiag_gui.gui.wizard.pages.settings import SettingsPage
from meddiag_gui.gui.wizard.pages.split import SplitPage
from meddiag_gui.gui.wizard.pages.start import StartPage
from meddiag_gui.gui.wizard.parts import Choice, CountsTable, field
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.plan.checks import Known
from meddiag_gui.training.plan.estimate import Estimate
from meddiag_gui.training.plan.examining import Examined, look_at
from meddiag_gui.training.plan.facets import CountRow
from meddiag_gui.training.plan.plan import Filling, Plan, Splitting
from meddiag_gui.training.split import Split
from tests.support.images import coordinate_image
from tests.support.models import fake_bundle
from tests.support.plans import manifest_of, material_of

AGES = [str(3 + i) if i % 4 else "" for i in range(12)]


def examined_with(copies: tuple[tuple[int, ...], ...] = ()) -> Examined:
    manifest = manifest_of([0, 1] * 6, attributes={"age": AGES, "site": ["A"] * 6 + ["B"] * 6})
    material = material_of(manifest, copies)
    return look_at(material, ("Mass",), set(), stated=False, report=no_report, token=CancelToken())


@pytest.fixture
def state(qtbot: QtBot) -> Iterator[WizardState]:
    """A state that begins nothing by itself: it has not looked for models yet."""
    made = WizardState()
    made.plan = Plan(findings=("Mass",))
    made.bundles = (fake_bundle(),)
    made.known = Known(
        columns=("Mass",), masks=("age", "site"), examined=examined_with(),
        split=Split(*np.array_split(np.arange(12), 3)), taken=frozenset({("fake-pneumonia-site", "1.0.0")}),
    )  # fmt: skip
    yield made
    made.shut_down()
    made.deleteLater()


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.show_state()  # type: ignore[attr-defined]


def test_a_start_hands_on_its_words_and_settings(qtbot: QtBot, state: WizardState) -> None:
    page = ModelPage(state)
    shown(qtbot, page)
    assert [page.start.itemText(i) for i in range(page.start.count())] == [
        "From nothing installed",
        "fake-pneumonia 1.2.3",
    ]
    page.start.setCurrentIndex(1)
    page.start.activated.emit(1)
    model = state.plan.model
    assert (model.name, model.version, model.start) == (
        "fake-pneumonia-site",
        "1.1.0",
        "fake-pneumonia@1.2.3",
    )
    assert state.plan.intended_use == state.bundles[0].metadata.intended_use
    assert state.known.bundle is state.bundles[0]
    rate = state.plan.optimisation.learning_rate
    page.extent.buttons["head"].click()
    assert state.plan.model.tune == "head"
    assert state.plan.optimisation.learning_rate > rate
    page.show_state()
    assert not page.network.isEnabled()
    assert page.name.text() == "fake-pneumonia-site"


def test_a_network_of_its_own_is_fitted_as_a_whole(qtbot: QtBot, state: WizardState) -> None:
    page = ModelPage(state)
    shown(qtbot, page)
    page.extent.buttons["head"].click()
    page.pretrained.click()
    page.show_state()
    assert state.plan.model.tune == "all"
    assert not page.extent.buttons["head"].isEnabled()
    page.network.setCurrentIndex(page.network.findData("vit-tiny"))
    page.network.activated.emit(page.network.currentIndex())
    page.show_state()
    assert state.plan.model.architecture == "vit-tiny"
    assert page.pretrained.isHidden()
    assert "transformer" in page.hint.text()


def test_the_words_of_the_card_are_taken(qtbot: QtBot, state: WizardState) -> None:
    page = ModelPage(state)
    shown(qtbot, page)
    page._texts["exclusions"].setText(" Children ;; Lateral views;")
    page._texts["modalities"].setText("CT, MR,")
    page._texts["summary"].setText("Masses.")
    page._texts["summary"].editingFinished.emit()
    assert state.plan.intended_use.exclusions == ("Children", "Lateral views")
    assert state.plan.input.modalities == ("CT", "MR")
    assert state.plan.intended_use.summary == "Masses."
    page.name.setText("new name")
    page.name.editingFinished.emit()
    assert state.plan.model.name == "new name"


def test_shares_and_seed_are_asked_for(qtbot: QtBot, state: WizardState) -> None:
    page = SplitPage(state)
    shown(qtbot, page)
    table = page.counts
    assert [table.horizontalHeaderItem(i).text() for i in (2, 3, 4)] == ["Training", "Validation", "Test"]
    facets = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert [facet for facet in facets if facet] == ["Class", "Site", "Age"]
    assert not page.how.buttons["locked"].isEnabled()  # there was no training yet
    page.validation.setValue(20)
    page.test.setValue(25)
    page.test.editingFinished.emit()
    shares = state.plan.splitting.shares
    assert (shares.validation, shares.test) == (0.2, 0.25)
    assert state.known.split is None  # it is drawn anew
    page.draw.click()
    assert state.plan.splitting.shares.seed == shares.seed + 1
    page.how.buttons["stated"].click()
    page.show_state()
    assert state.plan.splitting.stated
    assert not page.validation.isEnabled()


def test_the_test_part_of_an_earlier_training_can_be_kept(
    qtbot: QtBot, state: WizardState, own_home: Path
) -> None:
    for name in ("20260101-1", "20260202-2", ".hidden"):
        split = own_home / "data" / "training" / name / "split.csv"
        split.parent.mkdir(parents=True)
        split.write_text("path,patient_id,part\n0.png,P0,test\n")
    page = SplitPage(state)
    shown(qtbot, page)
    page.how.buttons["locked"].click()
    page.show_state()
    assert [page.earlier.itemText(i) for i in range(page.earlier.count())] == ["20260202-2", "20260101-1"]
    assert Path(state.plan.splitting.locked).parent.name == "20260202-2"
    page.earlier.setCurrentIndex(1)
    page.earlier.activated.emit(1)
    assert Path(state.plan.splitting.locked).parent.name == "20260101-1"
    assert not page.test.isEnabled()


def test_gaps_are_filled_as_the_user_says(qtbot: QtBot, state: WizardState) -> None:
    page = SettingsPage(state)
    page.preview.show_state = lambda: None  # type: ignore[method-assign]  # no picture is read here
    shown(qtbot, page)
    assert page.no_gaps.isHidden()
    rule, constant = page.fillings["age"]
    assert isinstance(rule, QComboBox)
    rule.setCurrentIndex(rule.findData("median"))
    rule.activated.emit(rule.currentIndex())
    assert state.plan.filling == {"age": Filling(rule="median")}
    assert not constant.isEnabled()
    rule.setCurrentIndex(rule.findData("constant"))
    constant.setText("7")
    rule.activated.emit(rule.currentIndex())
    assert state.plan.filling == {"age": Filling(rule="constant", constant="7")}
    rule.setCurrentIndex(rule.findData("leave"))
    rule.activated.emit(rule.currentIndex())
    assert state.plan.filling == {}
    page.shut_down()


def test_search_and_guidance_are_settings(qtbot: QtBot, state: WizardState) -> None:
    page = SettingsPage(state)
    page.preview.show_state = lambda: None  # type: ignore[method-assign]
    shown(qtbot, page)
    page.search.setValue(45)
    page.search.editingFinished.emit()
    assert state.plan.search_minutes == 45
    page.guidance.setCurrentText("site")
    page.guidance.activated.emit(page.guidance.currentIndex())
    assert state.plan.guidance == "site"
    page.effort.buttons["thorough"].click()
    assert state.plan.optimisation.patience > 0
    page.as_expert.setChecked(True)
    assert not page.expert.isHidden()
    page.shut_down()


def open_coordinates(path: Path, frame: int) -> RadiographImage:
    return coordinate_image(path=path)


def test_what_is_chosen_can_be_left_out_and_taken_back(qtbot: QtBot, state: WizardState) -> None:
    state.known = replace(state.known, examined=examined_with(copies=((0, 2, 4), (1, 3))))
    page = ExaminationPage(state, open_coordinates)
    shown(qtbot, page)
    assert page.verdict.text() == "2 problems stand in the way of training."
    page.leave_one.click()  # the first problem is chosen
    assert state.plan.left_out == ("2.png", "4.png")
    state.known = replace(state.known, examined=examined_with(copies=((1, 3),)))
    page.show_state()
    assert page.said.text().endswith("2 images are left out.")
    page.leave.click()
    assert state.plan.left_out == ("1.png", "2.png", "3.png", "4.png")
    state.known = replace(state.known, examined=examined_with())
    page.show_state()
    assert not page.leave_all.isEnabled()
    page.back.click()
    assert state.plan.left_out == ()
    page.shut_down()


def test_of_contradicting_copies_none_is_kept(qtbot: QtBot, state: WizardState) -> None:
    state.known = replace(state.known, examined=examined_with(copies=((0, 1),)))
    page = ExaminationPage(state, open_coordinates)
    shown(qtbot, page)
    page.leave_all.click()
    assert state.plan.left_out == ("0.png", "1.png")
    page.shut_down()


def test_the_estimate_is_told_with_what_is_free(qtbot: QtBot, state: WizardState) -> None:
    page = StartPage(state)
    shown(qtbot, page)
    assert page.figures["time"].text() == "–"
    found = Estimate(3700.0, 1800.0, 2**31, 2**30, "cuda", {"decoding": 100.0, "fitting": 3600.0})
    state.known = replace(state.known, estimate=found, free=2**33, memory=2**34)
    page.show_state()
    assert page.verdict.text() == "About 1 h 31 min on this machine"
    assert page.figures["search"].text() == "up to 30 min 00 s before"
    assert page.figures["memory"].text() == "2.0 GB of 16.0 GB free"
    assert page.figures["disk"].text() == "1.0 GB of 8.0 GB free"
    assert "on the CUDA" in page.figures["time"].text()
    assert "4 to learn from, 4 to choose by, 4 locked" in page.summary.text()
    page.measure.click()
    assert state.known.estimate is None


def test_a_change_forgets_only_what_it_makes_wrong(state: WizardState) -> None:
    split, examined = state.known.split, state.known.examined
    state.known = replace(state.known, estimate=Estimate(1.0, 0.0, 1, 1, "cpu", {}))
    state.change(replace(state.plan, search_minutes=3))
    assert state.known.estimate is None
    assert (state.known.split, state.known.examined) == (split, examined)
    state.change(replace(state.plan, splitting=Splitting(stated=False, locked="x")))
    assert state.known.split is None
    assert state.known.examined is examined
    state.change(replace(state.plan, left_out=("0.png",)))
    assert state.known.examined is None
    state.change(replace(state.plan, source=replace(state.plan.source, path="/elsewhere")))
    assert state.known.columns is None
    assert state.known.taken


def test_a_choice_says_which_was_clicked_and_shows_which_is_given(qtbot: QtBot) -> None:
    choice = Choice({"a": ("A", "first"), "b": ("B", "")}, across=True)
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.choose("b")
    assert choice.buttons["b"].isChecked()
    with qtbot.waitSignal(choice.chosen) as chosen:
        choice.buttons["a"].click()
    assert chosen.args == ["a"]
    choice.choose(None)
    assert not any(button.isChecked() for button in choice.buttons.values())


def test_a_table_of_counts_names_a_facet_once(qtbot: QtBot) -> None:
    table = CountsTable()
    qtbot.addWidget(table)
    rows = [CountRow("Sex", "F", (3, 1), (2, 1)), CountRow("Sex", "M", (4, 0), (4, 0))]
    table.show_rows(rows, ["One", "Two"])
    texts = [[table.item(r, c).text() for c in range(4)] for r in range(2)]
    assert texts == [["Sex", "F", "3 (2)", "1 (1)"], ["", "M", "4 (4)", "0 (0)"]]


def test_a_field_tells_readers_of_the_screen_its_name(qtbot: QtBot) -> None:
    box = QComboBox()
    line = field("Colour", box, hint="of the thing")
    qtbot.addWidget(line)
    assert box.accessibleName() == "Colour"
