"""The last page: what the training will take, measured here, and its start."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.gui.wizard.parts import Page, field
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import mark, tr
from meddiag_gui.tasks import format_seconds
from meddiag_gui.training.plan.checks import gigabytes
from meddiag_gui.training.plan.presets import EFFORTS

_STAGES = {
    "decoding": mark("Decoding the images"), "fitting": mark("Learning"),
    "finishing": mark("Calibration, input gate and the locked test"),
}  # fmt: skip


class StartPage(Page):
    """Says time, memory and disk, and sums the plan up."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self.verdict = text_label("", "title")
        names = {
            "time": tr("Time"), "search": tr("Search for settings"),
            "memory": tr("Memory"), "disk": tr("Disk"),
        }  # fmt: skip
        self.figures = {key: text_label("", selectable=True) for key in names}
        self.summary = text_label("", selectable=True)
        self.measure = QPushButton(tr("Measure again"))
        self.column.addWidget(self.verdict)
        self.heading(tr("What it takes"))
        for key, name in names.items():
            self.column.addWidget(field(name, self.figures[key]))
        self.column.addWidget(
            text_label(
                tr(
                    "Measured by a few steps on this machine. The training runs in a process of its own, and "
                    "goes on when this window is closed."
                ),
                "dim",
            )
        )
        self.column.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        self.measure.clicked.connect(state.measure_again)
        self.heading(tr("What was chosen"))
        self.column.addWidget(self.summary)
        self.column.addStretch(1)

    def show_state(self) -> None:  # noqa: D102  (the base class says it)
        known = self._state.known
        found = known.estimate
        self.measure.setEnabled(not self._state.doing)
        if found is None:
            self.verdict.setText(self._state.doing or known.problem or "")
            for label in self.figures.values():
                label.setText("–")
        else:
            total = found.seconds + found.search_seconds
            self.verdict.setText(tr("About {time} on this machine", time=format_seconds(total)))
            stages = "; ".join(
                f"{tr(_STAGES[key])}: {format_seconds(seconds)}" for key, seconds in found.stages.items()
            )
            search = found.search_seconds
            self.figures["time"].setText(
                tr("{time} on the {device}. {stages}.", time=format_seconds(found.seconds),
                   device=found.device.upper(), stages=stages)
            )  # fmt: skip
            self.figures["search"].setText(
                tr("up to {time} before", time=format_seconds(search)) if search else tr("none")
            )
            self.figures["memory"].setText(
                tr("{needed} of {free} free", needed=gigabytes(found.memory), free=gigabytes(known.memory))
            )
            self.figures["disk"].setText(
                tr("{needed} of {free} free", needed=gigabytes(found.disk), free=gigabytes(known.free))
            )
        self.summary.setText(self._sum_up())

    def _sum_up(self) -> str:
        plan, split = self._state.plan, self._state.known.split
        learned = ", ".join(plan.findings) if plan.task == "classification" else plan.structure
        effort = EFFORTS[plan.effort][0] if plan.effort in EFFORTS else mark("Own settings")
        start = plan.model.start or plan.model.architecture
        lines = [
            tr("Model: {name} {version}, from {start}",
               name=plan.model.name, version=plan.model.version, start=start),
            tr("Learns: {learned}", learned=plain(learned, 200)),
            tr("{effort}: {epochs} epochs, {batch} images a step, learning rate {rate}",
               effort=tr(effort), epochs=plan.optimisation.epochs, batch=plan.optimisation.batch_size,
               rate=f"{plan.optimisation.learning_rate:g}"),
        ]  # fmt: skip
        if split is not None:
            lines.insert(
                2,
                tr("Images: {train} to learn from, {validation} to choose by, {test} locked for the test",
                   train=len(split.train), validation=len(split.validation), test=len(split.test)),
            )  # fmt: skip
        return "\n".join(lines)
