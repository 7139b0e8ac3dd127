"""The page: whole, harmless, the same numbers as the JSON, and silent about images unless asked."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from meddiag_gui.evaluation.comparing import compare_models, compare_reader
from meddiag_gui.evaluation.metrics import METRICS
from meddiag_gui.evaluation.page.checklists import checklist
from meddiag_gui.evaluation.page.figure import Dot, Figure, Line, ticks
from meddiag_gui.evaluation.page.page import html_page, pdf_page
from meddiag_gui.evaluation.page.plots import figures
from meddiag_gui.evaluation.page.svg import svg
from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.inference.metadata import BundleMetadata
from tests.support.bundles import square_bundle
from tests.support.evaluated import evaluated, write_manifest
from tests.support.pdf_text import pdf_text

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Checks that tags are closed in order, and keeps tags, attributes and cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> EvaluationReport:
    manifest = write_manifest(tmp_path_factory.mktemp("page"))
    first = evaluated(manifest, 2.0)
    other = compare_models(first, evaluated(manifest, 1.0, version="0.9.0"), manifest, 0.05)
    return replace(first, comparisons=(*other, compare_reader(first, "call", manifest, 0.05)))


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> BundleMetadata:
    return square_bundle(tmp_path_factory.mktemp("card") / "square").metadata


def test_it_needs_nothing_but_itself(report: EvaluationReport) -> None:
    page = Reader(html_page(report))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "a"}
    assert not {key for _, attributes in page.tags for key in attributes} & {"src", "href", "onload"}
    assert sum(tag == "svg" and "role" in attributes for tag, attributes in page.tags) == 4


def test_every_metric_stands_with_its_interval(report: EvaluationReport) -> None:
    cells = Reader(html_page(report)).cells
    stored = report.to_json()["findings"][0]
    for name, title in (("auroc", "AUROC"), ("sensitivity", "Sensitivity"), ("brier", "Brier score")):
        each = stored["metrics"][name]
        at = cells.index(title)
        while cells[at + 1] != f"{each['value']:.3f}":  # the words are also heads of other tables
            at = cells.index(title, at + 1)
        assert cells[at + 2] == f"{each['low']:.3f} to {each['high']:.3f}"
    delong = cells[cells.index("AUROC, DeLong") + 1 :][:2]
    area = stored["auroc_delong"]
    assert delong == [f"{area['auroc']:.3f}", f"{area['low']:.3f} to {area['high']:.3f}"]


def test_images_and_patients_are_named_only_if_asked(report: EvaluationReport) -> None:
    assert "image-" not in html_page(report)
    named = html_page(report, name_images=True)
    assert "image-" in named
    assert "patient-" not in named
    assert "false negative" in named


def test_what_was_not_scored_is_counted_and_named_only_if_asked(report: EvaluationReport) -> None:
    refused = replace(report.images[0], status="refused", reasons=("The view is lateral.",))
    some = replace(report, images=(refused, *report.images[1:]))
    assert "refused by the input gate" in html_page(some)
    assert "The view is lateral." not in html_page(some)
    assert "The view is lateral." in html_page(some, name_images=True)


def test_names_from_files_can_do_no_harm(report: EvaluationReport) -> None:
    evil = "<script>alert(1)</script>\u202e\n"
    group = replace(report.findings[0].subgroups[0], value=evil)
    page = html_page(
        replace(report, manifest=evil, findings=(replace(report.findings[0], subgroups=(group,)),))
    )
    assert "script" not in {tag for tag, _ in Reader(page).tags}
    assert "\u202e" not in page


def test_the_comparison_shows_difference_test_and_verdict(report: EvaluationReport) -> None:
    cells = Reader(html_page(report)).cells
    auroc = report.comparisons[0].paired.of("auroc")
    assert f"{auroc.difference:.3f}" in cells
    assert any(cell.endswith("(DeLong)") for cell in cells)
    assert any(cell.endswith("(McNemar)") for cell in cells)
    assert auroc.verdict in cells


def test_one_class_has_no_curves_and_says_what_it_lacks(report: EvaluationReport) -> None:
    bare = replace(report.findings[0], curves=None, area=None, reliability=())
    assert figures(bare) == ()
    some = replace(report, findings=(bare,))
    Reader(html_page(some))
    lacking = {item.answer for item, answer in checklist(some) if answer.state == "lacking"}
    assert {"curves", "utility", "performance"} <= lacking


def test_the_pdf_says_the_same_as_the_html_and_both_the_numbers_of_the_json(report: EvaluationReport) -> None:
    cells = Reader(html_page(report, name_images=True)).cells
    printed = "".join(pdf_text(pdf_page(report, name_images=True)).split())
    lacking = [cell for cell in cells if "".join(cell.split()) not in printed]
    assert lacking == []
    stored = report.to_json(curves=True)["findings"][0]
    shown = [(stored["metrics"], METRICS)]
    shown += [
        (group["metrics"], ("auroc", "sensitivity", "specificity", "ece")) for group in stored["subgroups"]
    ]
    for metrics, names in shown:
        for each in (metrics[name] for name in names):
            assert any(cell.startswith(f"{each['value']:.3f}") for cell in cells)
            assert any(f"{each['low']:.3f} to {each['high']:.3f}" in cell for cell in cells)
    counts = stored["confusion"]
    assert all(str(counts[name]) in cells for name in ("tp", "fp", "tn", "fn"))
    for row in stored["thresholds"]:
        assert f"{row['threshold']:.3f}" in cells


def test_a_pdf_is_the_same_each_time_and_takes_any_characters(report: EvaluationReport) -> None:
    named = replace(report, manifest="肺炎 Łódź <b>&amp; Ω \u202e.csv")
    first = pdf_page(named)
    assert first == pdf_page(named)
    printed = "".join(pdf_text(first).split())
    assert "肺炎Łódź<b>&amp;Ω" in printed
    assert "\u202e" not in printed


def test_topics_follow_what_the_report_holds(report: EvaluationReport) -> None:
    def covered(some: EvaluationReport, *, named: bool = False) -> set[str]:
        return {item.answer for item, answer in checklist(some, named=named) if answer.state == "covered"}

    alone = replace(report, comparisons=())
    assert covered(report) - covered(alone) == {"comparison"}
    assert covered(report, named=True) - covered(report) == {"failures"}
    assert all(answer.where for _, answer in checklist(alone))


def test_the_model_card_answers_only_what_it_holds(report: EvaluationReport, card: BundleMetadata) -> None:
    def of_card(given: BundleMetadata) -> set[str]:
        return {item.answer for item, answer in checklist(report, given) if answer.state == "card"}

    bare = replace(card, metrics={}, saliency=None)
    full = replace(card, metrics={"robustness": {"a": []}, "findings": [1]}, saliency=None)
    assert of_card(full) - of_card(bare) == {"robustness", "internal"}
    assert "maps" not in of_card(bare)
    assert not any(answer.state == "card" for _, answer in checklist(report))


def test_what_only_authors_know_is_never_covered(report: EvaluationReport, card: BundleMetadata) -> None:
    for item, answer in checklist(report, card, named=True):
        assert (answer.state == "lacking") or item.answer


def test_a_figure_places_points_by_its_axes_and_is_well_formed() -> None:
    shapes = (Line((0, 10), (-1, 1), name="<line>"), Dot(5, 0, (-0.5, 0.5)))
    figure = Figure("A & B", "x", "y", shapes, (0, 10), (-1, 1))
    tree = ElementTree.fromstring(svg(figure))  # noqa: S314  # our own
    (line,), (dot,) = tree.iter("polyline"), tree.iter("circle")
    (x0, y0), (x1, y1) = (map(float, pair.split(",")) for pair in line.attrib["points"].split())
    assert float(dot.attrib["cx"]) == pytest.approx((x0 + x1) / 2, abs=0.1)
    assert float(dot.attrib["cy"]) == pytest.approx((y0 + y1) / 2, abs=0.1)
    assert y0 > y1  # upwards on the page
    assert {"<line>", "A & B"} <= {text.text for text in tree.iter("text")}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (-0.1, 0.4, [-0.1, 0, 0.1, 0.2, 0.3, 0.4]), (0, 7, [0, 2, 4, 6])],
)
def test_ticks_are_round_numbers(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(expected)
