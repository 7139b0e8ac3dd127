"""The page: whole, harmless, the same numbers as the JSON, and silent about images unless asked."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from meddiag_gui.evaluation.comparing import compare_models, compare_reader
from meddiag_gui.evaluation.page.checklists import topics
from meddiag_gui.evaluation.page.page import html_page
from meddiag_gui.evaluation.page.plots import figures
from meddiag_gui.evaluation.page.svg import Figure, _ticks
from meddiag_gui.evaluation.report import EvaluationReport
from tests.support.evaluated import evaluated, write_manifest

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
        if self.open and self.cells:
            self.cells[-1] += data


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> EvaluationReport:
    manifest = write_manifest(tmp_path_factory.mktemp("page"))
    first = evaluated(manifest, 2.0)
    other = compare_models(first, evaluated(manifest, 1.0, version="0.9.0"), manifest, 0.05)
    return replace(first, comparisons=(*other, compare_reader(first, "reader", manifest, 0.05)))


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
    assert figures(bare) == []
    some = replace(report, findings=(bare,))
    Reader(html_page(some))
    lacking = {topic.name for topic in topics(some) if not topic.covered}
    assert {"Metrics over all thresholds", "Clinical utility"} <= lacking


def test_topics_follow_what_the_report_holds(report: EvaluationReport) -> None:
    def covered(some: EvaluationReport, *, named: bool = False) -> set[str]:
        return {topic.name for topic in topics(some, named=named) if topic.covered}

    alone = replace(report, comparisons=())
    assert covered(report) - covered(alone) == {"Comparison with another model or reader"}
    assert covered(report, named=True) - covered(report) == {"Failure analysis of single cases"}
    assert all(topic.where for topic in topics(alone))


def test_a_figure_places_points_by_its_axes_and_is_well_formed() -> None:
    figure = Figure("A & B", "x", "y", (0, 10), (-1, 1))
    figure.line((0, 10), (-1, 1), name="<line>")
    figure.point(5, 0, (-0.5, 0.5))
    tree = ElementTree.fromstring(figure.render())  # noqa: S314  # our own
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
    assert _ticks(low, high) == pytest.approx(expected)
