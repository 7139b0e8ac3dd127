"""The findings panel: what the model says of the open image, and what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.findings import words
from meddiag_gui.gui.findings.card import FindingCard
from meddiag_gui.gui.findings.choosing import PointForm
from meddiag_gui.gui.findings.context import ContextForm
from meddiag_gui.gui.findings.override import OverrideGate
from meddiag_gui.gui.findings.stability import StabilityRow
from meddiag_gui.gui.influence.controls import InfluenceControls
from meddiag_gui.gui.reader import Answer
from meddiag_gui.gui.reading import Phase, Reading
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import clear_layout, rule, text_label
from meddiag_gui.language import tr


class FindingsPanel(QScrollArea):
    """Shows the reading; everything it can do goes through the reading's own methods."""

    def __init__(self, reading: Reading, opacity: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._subject = text_label("", "dim")
        self._subject.hide()
        self._state = text_label("", selectable=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._button = QPushButton()
        self._button.clicked.connect(self._on_button)
        self._findings, self._form_place = QVBoxLayout(), QVBoxLayout()
        self._findings.setSpacing(10)
        self.overlay = InfluenceControls(reading.influence, opacity)
        self._form: ContextForm | None = None
        self._point_form: PointForm | None = None
        self._point_button = QPushButton(tr("Operating point and reliability …"))
        self._point_button.setCheckable(True)
        self._point_button.toggled.connect(self._show_point_form)
        self._point_place = QVBoxLayout()
        self._answers, self._parts = QVBoxLayout(), QVBoxLayout()
        self._parts.setSpacing(10)
        self._model = text_label("", "dim", selectable=True)
        self._model_part = QWidget()
        self._shown: Answer | None = None
        self._build()
        reading.changed.connect(self._show)
        reading.influence.changed.connect(self._show_map)
        self._show()

    @property
    def subject(self) -> str:
        """Which image the panel says it speaks of; empty where there is but one."""
        return self._subject.text()

    def say_subject(self, subject: str) -> None:
        """Say which of several images on the screen the findings are of."""
        self._subject.setText(subject)
        self._subject.setVisible(bool(subject))

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(text_label(tr("FINDINGS"), "heading"))
        column.addWidget(self._subject)
        column.addWidget(self._state)
        column.addWidget(self._bar)
        column.addLayout(self._findings)
        column.addWidget(StabilityRow(self._reading))
        column.addWidget(self._point_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._point_place)
        column.addLayout(self._form_place)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._answers)
        column.addWidget(self.overlay)
        column.addLayout(self._parts)
        column.addWidget(self._model_part)
        column.addStretch(1)
        part = QVBoxLayout(self._model_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(10)
        part.addWidget(rule())
        part.addWidget(text_label(tr("MODEL"), "heading"))
        part.addWidget(self._model)
        self._model_part.hide()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(300)

    def add_answers(self, part: QWidget) -> None:
        """Put what else speaks of the image right below the findings."""
        self._answers.addWidget(part)

    def add_part(self, part: QWidget) -> None:
        """Put a feature's part, which brings its own rule, below the influence map."""
        self._parts.addWidget(part)

    def _show(self) -> None:
        phase, answer, progress = self._reading.phase, self._reading.answer, self._reading.progress
        self._state.setText(self._state_words())
        self._state.setVisible(bool(self._state.text()))
        self._bar.setVisible(phase is Phase.RUNNING)
        fraction = progress.fraction if progress else None
        self._bar.setRange(0, 0 if fraction is None else 100)
        self._bar.setValue(round((fraction or 0) * 100))
        self._button.setText(tr("Cancel") if phase is Phase.RUNNING else tr("Run the model"))
        self._button.setVisible(self._reading.has_image and phase not in (Phase.DONE, Phase.HELD))
        if answer is not self._shown:
            self._shown = answer
            self._show_answer(answer)
        self._point_button.setVisible(self._reading.has_scores)
        self._show_point_form()
        self._show_map()

    def _state_words(self) -> str:
        progress = self._reading.progress
        doing = progress.message if progress else tr("Waiting")
        idle = tr("The model has not been run.") if self._reading.has_image else tr("No image is open.")
        return {
            Phase.IDLE: idle,
            Phase.RUNNING: tr("Model running … {doing}", doing=doing),
            Phase.HELD: tr("The model's result is hidden until you have committed your own opinion."),
            Phase.DONE: "",
            Phase.FAILED: self._reading.message,
            Phase.CANCELLED: tr("The model was cancelled; there is no score for this image."),
        }[self._reading.phase]

    def _show_answer(self, answer: Answer | None) -> None:
        clear_layout(self._findings)
        self._show_form(self._may_say_more(answer))
        self._model_part.setVisible(answer is not None)
        if answer is None:
            return
        prediction, bundle = answer.prediction, answer.bundle
        overridden = prediction.gate.overridden
        refused = not (prediction.gate.passed or overridden)
        if refused:
            self._findings.addWidget(text_label(tr("No score"), "title"))
            self._findings.addWidget(text_label(tr(words.REFUSED)))
        for score in prediction.scores:
            card = FindingCard(score, bundle.finding(score.name)[1], overridden=overridden)
            card.chosen.connect(self._reading.choose_finding)
            self._findings.addWidget(card)
        if prediction.gate.reasons and not refused:
            heading = tr("WHY THE GATE REFUSED") if overridden else tr("RESERVATIONS")
            self._findings.addWidget(text_label(heading, "heading"))
        said = (*prediction.gate.reasons, *prediction.notes, answer.problem)
        sentences = [plain(sentence, 400) for sentence in said if sentence]
        if sentences:
            self._findings.addWidget(text_label("\n".join(sentences), "caution", selectable=True))
        if refused:
            override = OverrideGate()
            override.confirmed.connect(self._reading.override)
            self._findings.addWidget(override)
        name = f"{plain(bundle.name)} {plain(bundle.version)}"
        use = words.intended_use(bundle.metadata.intended_use)
        self._model.setText(f"{name}\n{words.run_line(prediction)}\n\n{use}")

    def _may_say_more(self, answer: Answer | None) -> bool:
        """Whether the form can change anything: what is unknown, or what was said in it before."""
        if answer is None or not answer.prediction.gate.reasons or not self._reading.header_is_silent:
            return False
        return answer.prediction.gate.passed or self._reading.context is not None

    def _show_form(self, wanted: bool) -> None:
        """Offer to say what the file does not; the form is made when it is first needed."""
        if wanted and self._form is None:
            self._form = ContextForm()
            self._form.supplied.connect(self._reading.supply)
            self._form_place.addWidget(self._form)
        image = self._reading.image
        if self._form is not None:
            self._form.setVisible(wanted)
            if image is not None:
                self._form.ask(image.header, self._reading.context)

    def _show_point_form(self) -> None:
        """Show where the operating point is chosen; the form is made when it is first needed."""
        answer, wanted = self._reading.answer, self._point_button.isChecked() and self._reading.has_scores
        if wanted and self._point_form is None:
            self._point_form = PointForm()
            self._point_form.decided.connect(self._reading.decide)
            self._point_place.addWidget(self._point_form)
        if self._point_form is not None:
            self._point_form.setVisible(wanted)
            if wanted and answer is not None:
                mapped = self._reading.influence  # which may be at another model's
                own = mapped.answer is answer
                self._point_form.show_finding(
                    answer, mapped.finding if own else answer.prediction.scores[0].name
                )
                self._point_form.say(self._reading.decision_message)

    def _show_map(self) -> None:
        self.overlay.show_influence(self._reading.image)

    def _on_button(self) -> None:
        if self._reading.phase is Phase.RUNNING:
            self._reading.cancel()
        else:
            self._reading.run()
