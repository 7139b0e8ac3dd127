"""The report of a segmentation: its numbers, its comparison, and silence about images unless asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meddiag_gui.evaluation.mask_comparison import compare_masks
from meddiag_gui.evaluation.mask_report import SegmentationReport
from meddiag_gui.evaluation.page.checklists import checklist
from meddiag_gui.evaluation.page.masks import worst_outlines
from meddiag_gui.evaluation.page.page import html_page, pdf_page
from tests.evaluation.page.test_page import Reader
from tests.support.evaluated import masked, write_mask_manifest
from tests.support.pdf_text import pdf_text


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> SegmentationReport:
    manifest = write_mask_manifest(tmp_path_factory.mktemp("masks"))
    first = masked(manifest, 0.0)
    return replace(
        first, comparisons=(compare_masks(first, masked(manifest, 0.03, version="0.9"), manifest),)
    )


def test_every_metric_stands_with_its_interval_in_both_forms(report: SegmentationReport) -> None:
    cells = Reader(html_page(report)).cells
    printed = "".join(pdf_text(pdf_page(report)).split())
    for spread in report.to_json()["metrics"].values():
        for text in (f"{spread['mean']:.3f}", f"{spread['low']:.3f} to {spread['high']:.3f}"):
            assert text in cells
            assert "".join(text.split()) in printed
    assert [cell for cell in cells if "".join(cell.split()) not in printed] == []


def test_the_comparison_stands_with_its_verdict_and_by_subgroup(report: SegmentationReport) -> None:
    cells = Reader(html_page(report)).cells
    dice = report.comparisons[0].paired.of("dice")
    assert dice is not None
    assert f"{dice.difference:.4f}" in cells
    assert "better" in cells
    assert any(cell.startswith("site: north") for cell in cells)


def test_images_are_named_only_if_asked(report: SegmentationReport) -> None:
    assert "image-" not in html_page(report)
    named = html_page(report, name_images=True)
    worst = worst_outlines(report)[0]
    assert worst.metrics["dice"] == min(i.metrics["dice"] for i in report.images if i.metrics)
    assert worst.path in named
    assert "No chest." in named
    assert "patient-" not in named


def test_nothing_outlined_is_said(report: SegmentationReport) -> None:
    none = replace(report, images=report.images[:1], whole={}, groups=(), comparisons=())
    assert "No image was outlined." in html_page(none)
    assert "No image was outlined." in pdf_text(pdf_page(none))


def test_the_checklist_asks_what_fits_masks(report: SegmentationReport) -> None:
    asked = {item.answer for item, _ in checklist(report)}
    assert {"overlap", "outline"} <= asked
    assert not asked & {"curves", "calibration", "utility"}
