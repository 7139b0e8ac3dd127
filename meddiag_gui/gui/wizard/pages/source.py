"""The first page: what is trained, and where the labelled images come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import clear_layout, text_label
from meddiag_gui.gui.wizard.parts import Choice, Page
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import mark, tr, tr_n
from meddiag_gui.training.plan.plan import Source

TASKS = {
    "classification": (mark("Find"), mark("The model says how likely each finding is in an image.")),
    "segmentation": (mark("Outline"), mark("The model outlines a structure, such as the lungs.")),
}
KINDS = {
    "verdicts": (
        mark("Verdicts of this site's readers"),
        mark("What was signed in the library, as its manifest."),
    ),
    "folder": (
        mark("Folders by class"),
        mark("One folder a class, such as normal and pneumonia, with images inside."),
    ),
    "manifest": (
        mark("Manifest"),
        mark("A CSV with path, patient_id and one column of 0 and 1 a finding; masks as paths."),
    ),
    "dicom": (
        mark("DICOM and a table"),
        mark("Files, and a CSV or Excel table that names them by file, UID, accession number or patient."),
    ),
}


class SourcePage(Page):
    """Asks for task, source and findings."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self.task, self.kind = Choice(TASKS, across=True), Choice(KINDS)
        self.path, self.table = text_label("", selectable=True), text_label("", selectable=True)
        self.collect = QPushButton(tr("Take from the library"))
        self.ask_path, self.ask_table = QPushButton(tr("Choose …")), QPushButton(tr("Choose …"))
        self.patient, self.structure, self.masks = QLineEdit(), QLineEdit(), QComboBox()
        self.found = text_label("", "dim")
        self._findings = QWidget()
        self._boxes: dict[str, QCheckBox] = {}
        row = QHBoxLayout(self._findings)
        row.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self.task.chosen.connect(self._on_task)
        self.kind.chosen.connect(self._on_kind)
        self.ask_path.clicked.connect(self._ask_path)
        self.collect.clicked.connect(self._state.collect_verdicts)
        self.ask_table.clicked.connect(self._ask_table)
        self.patient.editingFinished.connect(self._on_patient)
        self.structure.editingFinished.connect(self._on_structure)
        self.masks.activated.connect(self._on_masks)

    def _lay_out(self) -> None:
        self.heading(tr("What the model is to do"))
        self.column.addWidget(self.task)
        self.heading(tr("Where the labelled images come from"))
        self.column.addWidget(self.kind)
        self.column.addSpacing(6)
        self.field(tr("Images"), self.collect, self.ask_path, self.path)
        self._table_line = self.field(tr("Table of labels"), self.ask_table, self.table)
        self.patient.setPlaceholderText(tr("all before the last number of a file's name"))
        self._patient_line = self.field(
            tr("Patient in file names"), self.patient,
            hint=tr("A regular expression whose group is the patient's ID, such as person([0-9]+)_."),
        )  # fmt: skip
        self.heading(tr("What it learns"))
        self.column.addWidget(self.found)
        self.column.addWidget(self._findings)
        self._masks_line = self.field(tr("Column of masks"), self.masks)
        self.structure.setPlaceholderText(tr("for example: Lungs"))
        self._structure_line = self.field(tr("What they outline"), self.structure)
        self.column.addStretch(1)

    def show_state(self) -> None:  # noqa: D102  (the base class says it)
        plan, known = self._state.plan, self._state.known
        outlines, source = plan.task == "segmentation", plan.source
        self.task.choose(plan.task)
        self.kind.choose(source.kind)
        self.path.setText(plain(Path(source.path).name, 80) if source.path else tr("nothing chosen yet"))
        self.table.setText(plain(Path(source.table).name, 80) if source.table else tr("nothing chosen yet"))
        self.collect.setVisible(source.kind == "verdicts" and self._state.verdicts is not None)
        self._table_line.setVisible(source.kind == "dicom")
        self._patient_line.setVisible(source.kind == "folder")
        if not self.patient.hasFocus():
            self.patient.setText(source.patient)
        if not self.structure.hasFocus():
            self.structure.setText(plan.structure)
        self._findings.setVisible(not outlines)
        for line in (self._masks_line, self._structure_line):
            line.setVisible(outlines)
        manifest = self._state.manifest
        if manifest is None:
            self.found.setText(known.problem or tr("Choose the images first."))
        else:
            said = tr_n("{n} image", "{n} images", len(manifest.rows))
            self.found.setText(tr("{images} of {n} patients.", images=said, n=manifest.patients))
        self._show_findings(known.columns or ())
        self._show_masks(known.masks)

    def _show_findings(self, columns: tuple[str, ...]) -> None:
        layout = self._findings.layout()
        if tuple(self._boxes) != columns and layout is not None:
            clear_layout(layout)  # type: ignore[arg-type]  # it takes any box layout
            self._boxes = {}
            for name in columns:
                box = QCheckBox(plain(name, 60).replace("&", "&&"))
                box.setObjectName(name)
                box.clicked.connect(self._on_finding)
                layout.addWidget(box)
                layout.setAlignment(box, Qt.AlignmentFlag.AlignLeft)
                self._boxes[name] = box
        for name, box in self._boxes.items():
            box.setChecked(name in self._state.plan.findings)

    def _show_masks(self, columns: tuple[str, ...]) -> None:
        if [self.masks.itemText(i) for i in range(self.masks.count())] != ["", *columns]:
            self.masks.clear()
            self.masks.addItems(["", *columns])
        self.masks.setCurrentText(self._state.plan.mask_column)

    def _on_task(self, key: str) -> None:
        plan = self._state.plan
        if key != plan.task:
            fresh = replace(plan.model, start="", tune="all", architecture=_usual(key))
            self._state.change(replace(plan, task=key, model=fresh))  # type: ignore[arg-type]

    def _on_kind(self, key: str) -> None:
        self._change(Source(kind=key))  # type: ignore[arg-type]

    def _change(self, source: Source) -> None:
        plan = self._state.plan
        if source != plan.source:
            self._state.change(replace(plan, source=source, findings=(), left_out=(), mask_column=""))

    def _ask_path(self) -> None:
        folder = self._state.plan.source.kind in ("folder", "dicom")
        mode = QFileDialog.FileMode.Directory if folder else QFileDialog.FileMode.ExistingFile
        self._ask(
            mode, tr("Choose the labelled images"), "" if folder else tr("Manifest (*.csv)"), self.take_path
        )

    def _ask_table(self) -> None:
        mode, kinds = QFileDialog.FileMode.ExistingFile, tr("Table (*.csv *.tsv *.xlsx)")
        self._ask(mode, tr("Choose the table of labels"), kinds, self.take_table)

    def _ask(self, mode: QFileDialog.FileMode, title: str, kinds: str, take: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title, "", kinds)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(take)
        dialog.open()

    def take_path(self, name: str) -> None:
        """Take the images from here."""
        self._change(replace(self._state.plan.source, path=name))

    def take_table(self, name: str) -> None:
        """Take the labels from here."""
        self._change(replace(self._state.plan.source, table=name))

    def _on_patient(self) -> None:
        self._change(replace(self._state.plan.source, patient=self.patient.text().strip()))

    def _on_structure(self) -> None:
        self._state.change(replace(self._state.plan, structure=self.structure.text().strip()))

    def _on_masks(self, number: int) -> None:
        self._state.change(replace(self._state.plan, mask_column=self.masks.itemText(number)))

    def _on_finding(self) -> None:
        chosen = tuple(name for name, box in self._boxes.items() if box.isChecked())
        self._state.change(replace(self._state.plan, findings=chosen))


def _usual(task: str) -> str:
    from meddiag_gui.training.plan.making import ARCHITECTURES

    return ARCHITECTURES[task][0]
