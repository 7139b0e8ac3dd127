"""The wizard's room: the pages on the left, the open one in the middle, what it lacks below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.gui.wizard.pages.examination import ExaminationPage
from meddiag_gui.gui.wizard.pages.model import ModelPage
from meddiag_gui.gui.wizard.pages.settings import SettingsPage
from meddiag_gui.gui.wizard.pages.source import SourcePage
from meddiag_gui.gui.wizard.pages.split import SplitPage
from meddiag_gui.gui.wizard.pages.start import StartPage
from meddiag_gui.gui.wizard.parts import Page
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress, format_seconds
from meddiag_gui.training.plan.checks import PAGES
from meddiag_gui.training.plan.checks import Page as Id

if TYPE_CHECKING:
    from meddiag_gui.gui.loading import OpenImage

_WIDTH = 220


class WizardRoom(QWidget):
    """Six pages, of which one is open; a page opens once those before it lack nothing."""

    def __init__(self, state: WizardState, open_image: OpenImage) -> None:
        super().__init__()
        self.state = state
        self.source, self.examination = SourcePage(state), ExaminationPage(state, open_image)
        self.split, self.model = SplitPage(state), ModelPage(state)
        self.settings, self.start = SettingsPage(state), StartPage(state)
        self.pages: dict[Id, Page] = {
            "source": self.source, "examination": self.examination, "split": self.split,
            "model": self.model, "settings": self.settings, "start": self.start,
        }  # fmt: skip
        self.steps, self._stack = QListWidget(), QStackedWidget()
        for id, page in self.pages.items():  # noqa: A001
            self._stack.addWidget(page)
            self.steps.addItem(QListWidgetItem(tr(PAGES[id])))
        self.lacks, self.bar = text_label("", "caution", selectable=True), QProgressBar()
        self.bar.setTextVisible(False)
        self.doing = text_label("", "dim")
        self.back, self.next = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.cancel, self.anew = QPushButton(tr("Cancel")), QPushButton(tr("Start anew"))
        self.again = QPushButton(tr("Try again"))
        self._lay_out()
        self.steps.currentRowChanged.connect(self._on_step)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.cancel.clicked.connect(state.cancel)
        self.again.clicked.connect(state.again)
        self.anew.clicked.connect(state.start_anew)
        for keys, act in (("Alt+Right", self._go_on), ("Alt+Left", self._go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        state.changed.connect(self.show_state)
        state.progressed.connect(self._show_progress)
        self.show_state()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 14, 0, 12)
        title = text_label(tr("Retrain"), "title")
        title.setContentsMargins(14, 0, 14, 6)
        left.addWidget(title)
        left.addWidget(self.steps, 1)
        around = QHBoxLayout()
        around.setContentsMargins(14, 0, 14, 0)
        around.addWidget(self.anew)
        left.addLayout(around)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(_WIDTH)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(24, 8, 24, 12)
        bottom.setSpacing(8)
        said = QVBoxLayout()
        said.addWidget(self.lacks)
        said.addWidget(self.doing)
        said.addWidget(self.bar)
        bottom.addLayout(said, 1)
        for button in (self.cancel, self.again, self.back, self.next):
            bottom.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(rule())
        right.addLayout(bottom)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addLayout(right, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102  (Qt's name)
        self.state.begin()
        super().showEvent(event)

    def shut_down(self) -> None:
        """End the threads of the pages."""
        self.examination.shut_down()
        self.settings.shut_down()

    def show_state(self) -> None:
        """Show the open page, what it lacks, and where one may go."""
        state, ids = self.state, tuple(self.pages)
        place, reachable = ids.index(state.page), state.reachable
        self.steps.blockSignals(True)
        self.steps.setCurrentRow(place)
        self.steps.blockSignals(False)
        for number, id in enumerate(ids):  # noqa: A001
            item, open_ = self.steps.item(number), id in reachable
            enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(enabled if open_ else Qt.ItemFlag.NoItemFlags)
            done = open_ and number < len(reachable) - 1
            item.setText(f"{'✓' if done else number + 1}   {tr(PAGES[id])}")
        self._stack.setCurrentIndex(place)
        self.pages[state.page].show_state()
        busy, lacking = bool(state.doing), state.reasons
        self.lacks.setText("" if busy else "\n".join(lacking))
        self.lacks.setVisible(not busy and bool(lacking))
        self.doing.setVisible(busy)
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.again.setVisible(not busy and bool(state.known.problem))
        self.back.setEnabled(place > 0)
        last = state.page == "start"
        self.next.setText(tr("Start the training") if last else tr("Next"))
        self.next.setEnabled(not lacking and not (busy and last))
        if busy:
            self.doing.setText(f"{state.doing} …")
            self.bar.setRange(0, 0)

    def _show_progress(self, progress: Progress) -> None:
        left = (
            tr(", {time} left", time=format_seconds(progress.seconds_left)) if progress.seconds_left else ""
        )
        of = tr(" {done} of {total}", done=progress.done, total=progress.total) if progress.total else ""
        self.doing.setText(f"{tr(progress.message)}{of}{left}")
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def _on_step(self, row: int) -> None:
        if row >= 0:
            self.state.enter(tuple(self.pages)[row])

    def _go_back(self) -> None:
        ids = tuple(self.pages)
        place = ids.index(self.state.page)
        if place > 0:
            self.state.enter(ids[place - 1])

    def _go_on(self) -> None:
        ids = tuple(self.pages)
        place = ids.index(self.state.page)
        if not self.next.isEnabled():
            return
        if place + 1 < len(ids):
            self.state.enter(ids[place + 1])
        else:
            self.state.start()
