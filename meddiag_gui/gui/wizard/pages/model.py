"""The fourth page: what the training starts from, how much of it is fitted, and what the model card says."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.gui.wizard.parts import Choice, Page
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.language import mark, tr
from meddiag_gui.training.plan.making import ARCHITECTURES, begin_from
from meddiag_gui.training.plan.plan import Plan
from meddiag_gui.training.plan.presets import with_effort

EXTENTS = {
    "all": (mark("All of it"), mark("Most to gain with some thousand images; slowest.")),
    "last_stages": (mark("The last stages"), mark("With some hundred images: what early stages see stays.")),
    "head": (
        mark("The last layer only"),
        mark("With few images: what the network sees stays, what it makes of that is learned anew. Fast."),
    ),
}
NETWORKS = {
    "efficientnet-lite0-stride16": mark("Convolutional, small, fine maps (EfficientNet-Lite0, stride 16)"),
    "efficientnet-lite0": mark("Convolutional, larger, coarse maps (EfficientNet-Lite0)"),
    "vit-tiny": mark("Vision transformer, small (6 blocks, patches of 16 pixels)"),
    "unet-efficientnet-lite0": mark("U-Net on EfficientNet-Lite0"),
}


class ModelPage(Page):
    """Asks for the start, what is fitted, the name, and the words of the model card."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self.start, self.network, self.extent = QComboBox(), QComboBox(), Choice(EXTENTS)
        self.pretrained = QCheckBox(tr("Begin with what the network learned from photographs"))
        self.hint = text_label("", "dim")
        self.name, self.version = QLineEdit(), QLineEdit()
        self.heading(tr("What it starts from"))
        self.field(tr("Start"), self.start)
        self.field(tr("Network"), self.network)
        self.column.addWidget(self.pretrained)
        self.column.addWidget(self.hint)
        self.heading(tr("What is fitted"))
        self.column.addWidget(self.extent)
        self.heading(tr("What it is called"))
        self.version.setFixedWidth(90)
        self.field(tr("Name"), self.name)
        self.field(tr("Version"), self.version)
        self._texts = self._card()
        self.column.addStretch(1)
        self.start.activated.connect(self._on_start)
        self.network.activated.connect(self._on_network)
        self.pretrained.clicked.connect(self._on_pretrained)
        self.extent.chosen.connect(self._on_extent)
        self.name.editingFinished.connect(self._on_name)
        self.version.editingFinished.connect(self._on_name)

    def _card(self) -> dict[str, QLineEdit]:
        self.heading(tr("For the model card"))
        names = {
            "summary": tr("What it is for"), "population": tr("For whom"),
            "exclusions": tr("What it is not for"), "source": tr("Where the images come from"),
            "licence": tr("Licence or approval"), "citation": tr("Citation"),
            "modalities": tr("Modalities"), "body_parts": tr("Body parts"), "views": tr("Views"),
        }  # fmt: skip
        texts = {key: QLineEdit() for key in names}
        for key, edit in texts.items():
            hint = {
                "exclusions": tr("Several are separated by semicolons."),
                "modalities": tr(
                    "DICOM terms, separated by commas: other images are refused by the input gate."
                ),
            }.get(key, "")
            self.field(names[key], edit, hint=hint)
            edit.editingFinished.connect(self._on_texts)
        return texts

    def show_state(self) -> None:  # noqa: D102  (the base class says it)
        plan, model = self._state.plan, self._state.plan.model
        self._show_starts(plan)
        known = [self.network.itemData(i) for i in range(self.network.count())]
        if known != [*ARCHITECTURES[plan.task]]:
            self.network.clear()
            for key in ARCHITECTURES[plan.task]:
                self.network.addItem(tr(NETWORKS[key]), key)
        self.network.setCurrentIndex(self.network.findData(model.architecture))
        fresh, transformer = not model.start, model.architecture.startswith("vit")
        self.network.setEnabled(fresh)
        self.pretrained.setVisible(fresh and not transformer)
        self.pretrained.setChecked(model.pretrained)
        self.hint.setText(_hint(plan))
        whole = fresh and (transformer or not model.pretrained)
        self.extent.choose(model.tune)
        for key, button in self.extent.buttons.items():
            button.setEnabled(key == "all" or not whole)
        for edit, text in ((self.name, model.name), (self.version, model.version), *self._said(plan)):
            if not edit.hasFocus():
                edit.setText(text)
                edit.setCursorPosition(0)

    def _said(self, plan: Plan) -> list[tuple[QLineEdit, str]]:
        use, data, given = plan.intended_use, plan.data, plan.input
        said = {
            "summary": use.summary, "population": use.population, "exclusions": "; ".join(use.exclusions),
            "source": data.source, "licence": data.licence, "citation": data.citation,
            "modalities": ", ".join(given.modalities), "body_parts": ", ".join(given.body_parts),
            "views": ", ".join(given.views),
        }  # fmt: skip
        return [(self._texts[key], text) for key, text in said.items()]

    def _show_starts(self, plan: Plan) -> None:
        fitting = [bundle for bundle in self._state.bundles if bundle.metadata.task == plan.task]
        keys = ["", *(f"{bundle.name}@{bundle.version}" for bundle in fitting)]
        if [self.start.itemData(i) for i in range(self.start.count())] != keys:
            self.start.clear()
            self.start.addItem(tr("From nothing installed"), "")
            for key, bundle in zip(keys[1:], fitting, strict=True):
                self.start.addItem(plain(f"{bundle.name} {bundle.version}", 80), key)
        self.start.setCurrentIndex(max(0, self.start.findData(plan.model.start)))

    def _change(self, plan: Plan) -> None:
        """Take a plan; its settings follow, unless they were changed by hand."""
        self._state.change(with_effort(plan, plan.effort))

    def _on_start(self, number: int) -> None:
        key = self.start.itemData(number)
        bundle: ModelBundle | None = next(
            (b for b in self._state.bundles if f"{b.name}@{b.version}" == key), None
        )
        self._change(begin_from(self._state.plan, bundle, self._state.known.taken))

    def _on_network(self, number: int) -> None:
        key = self.network.itemData(number)
        tune = "all" if key.startswith("vit") else self._state.plan.model.tune
        model = replace(self._state.plan.model, architecture=key, tune=tune)
        self._change(replace(self._state.plan, model=model))

    def _on_pretrained(self, wanted: bool) -> None:
        tune = self._state.plan.model.tune if wanted else "all"
        model = replace(self._state.plan.model, pretrained=wanted, tune=tune)
        self._change(replace(self._state.plan, model=model))

    def _on_extent(self, key: str) -> None:
        model = replace(self._state.plan.model, tune=key)  # type: ignore[arg-type]
        self._change(replace(self._state.plan, model=model))

    def _on_name(self) -> None:
        name, version = self.name.text().strip(), self.version.text().strip()
        model = replace(self._state.plan.model, name=name, version=version)
        self._state.change(replace(self._state.plan, model=model))

    def _on_texts(self) -> None:
        said = {key: edit.text().strip() for key, edit in self._texts.items()}
        plan = self._state.plan
        use = replace(
            plan.intended_use,
            summary=said["summary"],
            population=said["population"],
            exclusions=_listed(said["exclusions"], ";"),
        )
        data = replace(plan.data, source=said["source"], licence=said["licence"], citation=said["citation"])
        given = replace(
            plan.input,
            modalities=_listed(said["modalities"], ","),
            body_parts=_listed(said["body_parts"], ","),
            views=_listed(said["views"], ","),
        )
        self._state.change(replace(plan, intended_use=use, data=data, input=given))


def _listed(text: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


def _hint(plan: Plan) -> str:
    model = plan.model
    if model.start:
        return tr("Its input, intended use and the codes of its findings are taken over.")
    if model.architecture.startswith("vit"):
        return tr(
            "A transformer begins with nothing: below some thousand images a convolutional network is better."
        )
    return ""
