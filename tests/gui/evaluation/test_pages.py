"""Gallery, comparison, going live and drift: what they ask for, and what they show."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.evaluation.drift import weeks
from meddiag_gui.evaluation.promotion import Check
from meddiag_gui.gui.evaluation.compare_page import ComparePage
from meddiag_gui.gui.evaluation.drift_page import DriftPage, baseline_of
from meddiag_gui.gui.evaluation.gallery import Gallery, Shot
from meddiag_gui.gui.evaluation.live_page import LivePage
from meddiag_gui.gui.evaluation.live_scores import Live
from meddiag_gui.gui.evaluation.work import Challenge
from meddiag_gui.gui.runner import Runner
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.live import Decision
from meddiag_gui.tasks import CancelToken, Report
from tests.support.bundles import square_bundle
from tests.support.evaluated import FINDING, evaluated, write_manifest


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner("test")
    yield made
    made.shut_down()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModelBundle, ...]:
    folder = tmp_path_factory.mktemp("models")
    return tuple(square_bundle(folder, version=v) for v in ("1.0.0", "1.1.0"))


def drawn(path: Path, *, report: Report, token: CancelToken) -> QImage:
    if path.name.startswith("bad"):
        raise UnreadableImage("It is cut short.")
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    return image


def shots() -> list[Shot]:
    names = (("a.png", 1), ("bad.png", 2), ("c.png", 2))
    return [Shot(Path(n), n, functools.partial(drawn, Path(n)), kind) for n, kind in names]


def test_pictures_are_drawn_one_by_one_and_a_bad_one_says_why(qtbot: QtBot, runner: Runner) -> None:
    gallery = Gallery(runner)
    qtbot.addWidget(gallery)
    gallery.show()
    gallery.show_shots(shots(), "Three", kinds=True)
    qtbot.waitUntil(lambda: gallery._next == 3)
    assert "It is cut short." in gallery.list.item(1).text()
    assert gallery.list.item(0).icon().pixmap(50, 50).toImage().pixelColor(25, 25).name() == "#ff00ff"
    with qtbot.waitSignal(gallery.chosen) as chosen:
        gallery.list.itemClicked.emit(gallery.list.item(2))
    assert chosen.args == [Path("c.png")]
    gallery.kind.setCurrentIndex(1)
    gallery.kind.activated.emit(1)
    assert [shot.words for shot in gallery.shown] == ["a.png"]
    qtbot.waitUntil(lambda: gallery._next == 1)


def test_nothing_is_drawn_while_the_page_is_hidden(qtbot: QtBot, runner: Runner) -> None:
    gallery = Gallery(runner)
    qtbot.addWidget(gallery)
    gallery.show_shots(shots(), "", kinds=False)
    assert not runner.busy
    assert gallery.kind.isHidden()


def test_other_models_of_the_task_and_readers_are_offered(
    qtbot: QtBot, models: tuple[ModelBundle, ...]
) -> None:
    page = ComparePage()
    qtbot.addWidget(page)
    page.offer(models, models[0], ["dr_a"], 0.07)
    assert [page.other.itemText(i) for i in range(page.other.count())] == ["square 1.1.0", "Reader: dr_a"]
    with qtbot.waitSignal(page.wanted) as wanted:
        page.start.click()
    assert wanted.args == [1, "", pytest.approx(0.07)]
    page.other.setCurrentIndex(1)
    with qtbot.waitSignal(page.wanted) as wanted:
        page.start.click()
    assert wanted.args == [None, "dr_a", pytest.approx(0.07)]
    page.offer(models[:1], models[0], [], 0.05)
    assert not page.start.isEnabled()
    assert "no other model" in page.hint.text()


def challenge(tmp_path: Path, models: tuple[ModelBundle, ...], *, passed: bool) -> Challenge:
    report = evaluated(write_manifest(tmp_path, 12), 1.0)
    return Challenge(models[1], models[0], report, (Check("Good enough", passed, "as it is"),))


def test_a_passed_challenger_goes_live_with_name_and_reason(
    qtbot: QtBot, tmp_path: Path, models: tuple[ModelBundle, ...]
) -> None:
    page = LivePage()
    qtbot.addWidget(page)
    page.offer(models)
    assert (page.new.currentIndex(), page.old.currentIndex()) == (1, 0)
    page.show_challenge(challenge(tmp_path, models, passed=True))
    assert not page.decide.isEnabled()
    page.who.setText("Dr A")
    page.why.setText("as good")
    assert page.aside.isHidden()
    with qtbot.waitSignal(page.decided) as decided:
        page.decide.click()
    assert decided.args == ["Dr A", "as good"]


def test_a_failed_check_is_put_aside_in_two_steps(
    qtbot: QtBot, tmp_path: Path, models: tuple[ModelBundle, ...]
) -> None:
    page = LivePage()
    qtbot.addWidget(page)
    page.offer(models)
    page.who.setText("Dr A")
    page.why.setText("a trial")
    page.show_challenge(challenge(tmp_path, models, passed=False))
    assert "FAILED" in page.blocks.texts
    assert not page.decide.isEnabled()
    page.aside.setChecked(True)
    assert page.decide.isEnabled()
    assert page.decide.text() == "Put live all the same"
    page.margin.setValue(0.2)  # another margin than what the checks are of
    assert page.made is None
    assert not page.decide.isEnabled()


def test_the_history_is_shown_and_the_last_decision_can_be_taken_back(
    qtbot: QtBot, models: tuple[ModelBundle, ...]
) -> None:
    page = LivePage()
    qtbot.addWidget(page)
    page.offer(models)
    assert not page.back.isEnabled()
    page.show_history(
        [
            Decision(
                at="2026-01-01T10:00:00+00:00", who="Dr A", why="better", task="classification",
                model=models[1].ref, over=models[0].ref, overridden=("Maps",),
            )
        ]
    )  # fmt: skip
    assert {"Dr A", "better", "Maps", "square 1.1.0"} <= set(page.blocks.texts)
    page.who.setText("Dr B")
    page.why.setText("alarms")
    with qtbot.waitSignal(page.taken_back) as back:
        page.back.click()
    assert back.args == [False, "Dr B", "alarms"]


@dataclass(frozen=True)
class _Now:
    monday: datetime = datetime(2026, 3, 2, tzinfo=UTC)


def test_drift_is_told_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    report = evaluated(write_manifest(tmp_path), 2.0)
    baseline = baseline_of(report, report.findings[0])
    right = report.findings[0].assessment.confusion
    assert (baseline.agreement.count, baseline.agreement.total) == (right.tp + right.tn, 120)
    generator = np.random.default_rng(2)
    live = [
        Live(_Now.monday, "m", FINDING, float(p), False, None)
        for p in generator.choice(baseline.probabilities, 80)
    ]
    live += [Live(_Now.monday + timedelta(days=7), "m", FINDING, 0.99, False, False) for _ in range(60)]
    page = DriftPage()
    qtbot.addWidget(page)
    page.offer(True)
    page.show_weeks("square 1", baseline, weeks(live, baseline, "m"))
    said = " ".join(page.blocks.texts)
    assert "Week of 2026-03-09: scores changed" in said
    assert "as in the evaluation" in said
    assert "too few to say" in said  # no verdicts in the first week
    page.grab()
    page.show_weeks("square 1", baseline, ())
    assert "holds no score" in page.blocks.texts[0]
    page.offer(False)
    assert not page.read.isEnabled()


def test_refusals_count_among_what_could_be_read(tmp_path: Path) -> None:
    report = evaluated(write_manifest(tmp_path, 12), 2.0)
    first, second, *rest = report.images
    refused = replace(first, status="refused", probabilities={})
    failed = replace(second, status="error", probabilities={})
    images = (refused, failed, *rest)
    baseline = baseline_of(replace(report, images=images), report.findings[0])
    assert (baseline.refused.count, baseline.refused.total) == (1, 11)
    assert len(baseline.probabilities) == 10
