"""The patient view: header, lists, and the timeline with what is chosen on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from meddiag_gui.gui.patient.lists import RecordLists
from meddiag_gui.gui.patient.timeline import Timeline
from meddiag_gui.gui.patient.words import sex_text
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.imaging.text import clean_lines
from meddiag_gui.language import tr, tr_n
from meddiag_gui.records.timeline import Event, Story

_LONGEST = 4000  # characters of what is shown of one thing


class PatientView(QWidget):
    """One patient.

    Signals
    -------
    study_wanted
        A study was clicked; carries its key.
    value_wanted
        A value was chosen, whose source is to be said; carries its key.
    links_wanted
        The user wants to see how records are tied to this patient.
    """

    study_wanted = Signal(int)
    value_wanted = Signal(int)
    links_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story: Story | None = None
        self.name, self.facts = (
            text_label("", "title", selectable=True),
            text_label("", "dim", selectable=True),
        )
        self.cautions = text_label("", "caution")
        self.links, self.axis_kind = QPushButton(tr("Records of this patient…")), QPushButton()
        self.lists, self.timeline = RecordLists(), Timeline()
        self.detail = text_label("", "dim", selectable=True)
        self._relative = False
        self._lay_out()
        self.links.clicked.connect(self.links_wanted)
        self.axis_kind.clicked.connect(self._switch)
        self.lists.chosen.connect(self.say)
        canvas = self.timeline.canvas
        canvas.chosen.connect(self._on_event)
        canvas.opened.connect(self._on_opened)
        canvas.value_chosen.connect(self.value_wanted)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        for button in (self.axis_kind, self.links):
            button.setAutoDefault(False)
            top.addWidget(button)
        self.detail.setMinimumHeight(72)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.detail.setContentsMargins(16, 8, 16, 8)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.lists)
        split.addWidget(self.timeline)
        split.setSizes([260, 800])
        split.setStretchFactor(1, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self.facts)
        head.addWidget(self.cautions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(split, 1)
        column.addWidget(self.detail)

    def show_story(self, story: Story) -> None:
        """Show a patient; the time as it was looked at before, where there is any in that way."""
        self.story = story
        header = story.header
        self.name.setText(plain(header.name))
        self.facts.setText(_facts(story))
        self.cautions.setText("\n".join(plain(each, 300) for each in story.cautions))
        self.cautions.setVisible(bool(story.cautions))
        self.lists.show_story(story)
        kinds = {event.relative for event in story.events} | {track.relative for track in story.tracks}
        dated, counted = False in kinds, True in kinds
        self._relative = counted and (self._relative or not dated)
        self.axis_kind.setVisible(dated and counted)
        self._show_time()
        self.say(
            tr("The wheel zooms, dragging moves; N and P step through events, Return opens, Home shows all.")
            if dated or counted
            else tr("Nothing with a time is known of this patient.")
        )

    def say(self, text: str) -> None:
        """Show words below the timeline."""
        self.detail.setText(clean_lines(text)[:_LONGEST])

    def _switch(self) -> None:
        self._relative = not self._relative
        self._show_time()

    def _show_time(self) -> None:
        if self.story is not None:
            self.timeline.show_parts(self.story.events, self.story.tracks, relative=self._relative)
        self.axis_kind.setText(tr("Show by date") if self._relative else tr("Show since admission"))

    def _on_event(self, event: Event) -> None:
        self.say(event.detail or event.title)

    def _on_opened(self, event: Event) -> None:
        if event.study is not None:
            self.study_wanted.emit(event.study)


def _facts(story: Story) -> str:
    """Sex, birth date, identifiers, ages at the studies."""
    header = story.header
    born = header.birth_date or tr("not known")
    lines = [
        "   ".join(
            (
                tr("Sex {sex}", sex=sex_text(header.sex)),
                tr("born {date}", date=plain(born)),
                *(plain(each, 80) for each in header.identifiers[:4]),
            )
        )
    ]
    if header.other_names:
        lines.append(tr("Also {names}", names=plain(", ".join(header.other_names), 200)))
    if header.ages:
        more = len(header.ages) - 4
        shown = ",  ".join(header.ages[:4]) + (f"  +{more}" if more > 0 else "")
        lines.append(tr("Age at study  {ages}", ages=shown))
    lines.append(tr_n("{n} observation", "{n} observations", story.values))
    return "\n".join(lines)
