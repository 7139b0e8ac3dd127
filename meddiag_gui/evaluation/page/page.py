"""A whole report of an evaluation, as a document, as HTML and as PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from meddiag_gui.evaluation import mask_report
from meddiag_gui.evaluation import report as score_report
from meddiag_gui.evaluation.page.blocks import Block, Cell, Document, Heading, Paragraph, Table, pairs, table
from meddiag_gui.evaluation.page.checklists import STATES, AnyReport, checklist, summary
from meddiag_gui.evaluation.page.comparison import comparison_section
from meddiag_gui.evaluation.page.finding import finding_section
from meddiag_gui.evaluation.page.html import to_html
from meddiag_gui.evaluation.page.masks import mask_comparison_section, masks_section
from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.imaging.text import printable
from meddiag_gui.inference.metadata import BundleMetadata
from meddiag_gui.language import mark, retell, tr

SUFFIXES = (".html", ".htm", ".pdf")
RESEARCH_USE = mark("Research use only, not for diagnosis.")


def document(report: AnyReport, card: BundleMetadata | None = None, *, name_images: bool = False) -> Document:
    """Put a report together.

    Parameters
    ----------
    card
        Metadata of the model, for what the checklists find there.
    name_images
        Also list the worst errors and what was not judged by the names in the manifest. Off, the report
        names no image and no patient, and can be handed on.
    """
    model = f"{report.model.name} {report.model.version}"
    title = tr("{model} on {labelled}", model=printable(model), labelled=printable(report.manifest))
    return Document(title, tuple(_blocks(title, report, card, name_images)))


def html_page(report: AnyReport, card: BundleMetadata | None = None, *, name_images: bool = False) -> str:
    """Write an evaluation as one self-contained HTML document; see `document`."""
    return to_html(document(report, card, name_images=name_images))


def pdf_page(report: AnyReport, card: BundleMetadata | None = None, *, name_images: bool = False) -> bytes:
    """Write an evaluation as PDF; see `document`."""
    from meddiag_gui.evaluation.page.pdf import to_pdf  # reportlab takes a while to import

    return to_pdf(document(report, card, name_images=name_images))


def page_as(path: Path, report: AnyReport, card: BundleMetadata | None, *, name_images: bool) -> bytes:
    """Write an evaluation as the file's name wants it: ``.pdf``, else HTML."""
    if path.suffix.lower() == ".pdf":
        return pdf_page(report, card, name_images=name_images)
    return html_page(report, card, name_images=name_images).encode()


def _blocks(title: str, report: AnyReport, card: BundleMetadata | None, name_images: bool) -> Iterator[Block]:
    yield Heading(title, 1)
    yield Paragraph(tr(RESEARCH_USE), "use")
    yield Heading(tr("What was evaluated"), 2)
    yield _what(report)
    if isinstance(report, EvaluationReport):
        for finding in report.findings:
            yield from finding_section(report, finding, name_images=name_images)
        for each in report.comparisons:
            yield from comparison_section(each, report)
    else:
        yield from masks_section(report, name_images=name_images)
        for comparison in report.comparisons:
            yield from mask_comparison_section(comparison, report)
    yield from _not_judged(report, name_images)
    yield from checklist_blocks(report, card, name_images=name_images)


def _what(report: AnyReport) -> Table:
    counts = tr(
        "{listed} listed, {judged} judged, {refused} refused (outside the intended use), {failed} failed",
        listed=len(report.images),
        judged=report.count("ok"),
        refused=report.count("refused"),
        failed=report.count("error"),
    )
    made = tr(
        "{when}, MedDiag {version}, on {device}",
        when=report.created,
        version=report.program_version,
        device=report.device,
    )
    rows: list[tuple[str, str | Cell]] = [
        (tr("Model"), f"{report.model.name} {report.model.version}"),
        (tr("Weights, sha256"), Cell(report.model.sha256, digest=True)),
        (tr("Labelled set"), report.manifest),
        (tr("Labelled set, sha256"), Cell(report.manifest_sha256, digest=True)),
        (tr("Part"), tr("locked test part of a training run") if report.part else tr("all of it")),
        (tr("Images"), counts),
        (tr("Made"), made),
        (tr("Intervals"), _intervals(report)),
    ]
    if isinstance(report, EvaluationReport):
        if report.unlabelled:
            rows.append((tr("Findings without labels"), ", ".join(report.unlabelled)))
        if report.ungrouped:
            rows.append((tr("Columns with too many values for subgroups"), ", ".join(report.ungrouped)))
    return pairs(rows)


def _intervals(report: AnyReport) -> str:
    method: dict[str, Any] = (
        score_report.METHOD if isinstance(report, EvaluationReport) else mask_report.METHOD
    )
    said = tr(
        "{level}: {how} ({resamples} resamples, seed {seed}).",
        level=f"{method['level']:.0%}",
        how=tr(method["interval"]),
        resamples=method["resamples"],
        seed=method["seed"],
    )
    if isinstance(report, EvaluationReport):
        said += " " + tr("AUROC also by {how}.", how=tr(method["auroc_delong"]))
    return said


def _not_judged(report: AnyReport, name_images: bool) -> Iterator[Block]:
    left = [image for image in report.images if image.status != "ok"]
    yield Heading(tr("Not judged"), 2)
    names = {"refused": tr("refused by the input gate"), "error": tr("failed")}
    if not left:
        yield Paragraph(tr("All images were judged."))
    elif name_images:
        rows = [(image.path, names[image.status], retell(" ".join(image.reasons))) for image in left]
        yield table((tr("Image"), tr("Status"), tr("Reason")), rows)
    else:
        counted = Counter(image.status for image in left)
        yield table((tr("Why"), tr("Images")), [(names[status], str(n)) for status, n in counted.items()])


def checklist_blocks(report: AnyReport, card: BundleMetadata | None, *, name_images: bool) -> Iterator[Block]:
    """Write what a report answers of the checklists; see `document`."""
    answers = checklist(report, card, named=name_images)
    yield Heading(tr("Checklists"), 2)
    yield Paragraph(summary(answers))
    for name in dict.fromkeys(item.checklist for item, _ in answers):
        yield Heading(name, 3)
        yield table(
            (tr("Item"), tr("Asks for"), tr("Here"), tr("Where, or what is lacking")),
            [
                (
                    item.number,
                    tr(item.asks),
                    Cell(tr(STATES[answer.state]), caution=answer.state == "lacking"),
                    tr(answer.where),
                )
                for item, answer in answers
                if item.checklist == name
            ],
        )
