"""``meddiag evaluate``: JSON, table, per-image rows and exit codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.brightness import probability_of, write_picture
from tests.support.pdf_text import pdf_text


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Six images of three patients, split perfectly by their brightness."""
    lines = ["path,patient_id,Brightness,site"]
    for index, intensity in enumerate((0.1, 0.2, 0.3, 0.7, 0.8, 0.9)):
        write_picture(tmp_path / "data" / f"{index}.png", intensity)
        lines.append(f"{index}.png,p{index // 2},{int(intensity > 0.5)},{'north' if index % 2 else ''}")
    path = tmp_path / "data" / "manifest.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_json_holds_all_metrics_with_intervals(meddiag: Run, manifest: Path) -> None:
    ended = meddiag("evaluate", "--model", "brightness", "--data", manifest, "--json", "-")
    assert ended.code == 0
    assert ended.json["schema"] == "meddiag.evaluation/1"
    (finding,) = ended.json["findings"]
    metrics = finding["metrics"]
    assert {
        "auroc",
        "auprc",
        "accuracy",
        "sensitivity",
        "specificity",
        "precision",
        "f1",
        "brier",
        "ece",
    } <= (metrics.keys())
    assert (metrics["auroc"]["value"], metrics["auroc"]["low"]) == (1.0, 1.0)
    assert metrics["auroc"]["undefined_resamples"] > 0  # three patients: often one class only
    assert (finding["images"], finding["patients"], finding["positives"]) == (6, 3, 3)
    assert [group["value"] for group in finding["subgroups"]] == ["north", "not stated"]


def test_the_table_is_for_people(meddiag: Run, manifest: Path) -> None:
    ended = meddiag("evaluate", "--data", manifest)
    assert ended.code == 0
    assert "6 images: 6 scored, 0 refused, 0 failed" in ended.out
    assert "auroc        1.000  [1.000, 1.000]" in ended.out
    assert "too few to rely on" in ended.out
    assert "Research use only" in ended.out


def test_per_image_rows(tmp_path: Path, meddiag: Run, manifest: Path) -> None:
    out = tmp_path / "rows.csv"
    assert meddiag("evaluate", "--data", manifest, "--predictions", out, "--json", "-").code == 0
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["path"] for row in rows] == [f"{index}.png" for index in range(6)]
    assert [row["Brightness label"] for row in rows] == list("000111")
    assert float(rows[0]["Brightness probability"]) == pytest.approx(probability_of(26 / 255), abs=1e-3)


def test_a_missing_image_is_named_with_its_line_and_the_rest_is_measured(
    meddiag: Run, manifest: Path
) -> None:
    with manifest.open("a", encoding="utf-8") as stream:
        stream.write("\nmissing.png,p9,1,north\n")
    ended = meddiag("evaluate", "--data", manifest, "--json", "-")
    assert ended.code == 1
    assert "line 8: missing.png" in ended.err
    assert ended.json["images"] == {"listed": 7, "ok": 6, "refused": 0, "error": 1}
    assert ended.json["findings"][0]["images"] == 6


def test_refused_images_are_counted_and_no_failure(meddiag: Run, manifest: Path) -> None:
    manifest.write_text("path,patient_id,Brightness,age\n0.png,p,0,50\n1.png,q,1,3\n", encoding="utf-8")
    ended = meddiag("evaluate", "--data", manifest, "--json", "-")
    assert ended.code == 0
    assert "1 of 2 images were refused" in ended.err
    assert ended.json["not_scored"][0]["status"] == "refused"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("path;patient_id;Brightness\n", "separated by semicolons"),
        ("path,patient_id,Brightness\na.png,p,2\n", "line 2: a label in column Brightness"),
        ("path,patient_id,Fracture\na.png,p,1\n", "has no label column for Brightness"),
    ],
)
def test_a_bad_manifest_is_one_sentence(meddiag: Run, manifest: Path, text: str, words: str) -> None:
    manifest.write_text(text, encoding="utf-8")
    ended = meddiag("evaluate", "--data", manifest)
    assert ended.code == 1
    assert words in ended.err
    assert len(ended.err.splitlines()) == 1


def test_without_data_it_is_wrong_usage(meddiag: Run) -> None:
    ended = meddiag("evaluate")
    assert ended.code == 2
    assert "--data" in ended.err


def test_a_report_is_one_page_and_the_json_has_the_curves(
    tmp_path: Path, meddiag: Run, manifest: Path
) -> None:
    page = tmp_path / "report.html"
    ended = meddiag("evaluate", "--data", manifest, "--report", page, "--json", "-")
    assert ended.code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert text.count('role="img"') == 4
    assert "0.png" not in text
    (finding,) = ended.json["findings"]
    assert finding["curves"]["roc"]["y"][-1] == 1.0
    assert finding["thresholds"][0]["threshold"] == 0.05
    named = meddiag("evaluate", "--data", manifest, "--report", page, "--name-images", "--json", "-")
    assert named.code == 0
    assert "Worst errors (0 of 0)" in page.read_text(encoding="utf-8")


def test_a_model_is_compared_with_itself_and_with_a_reader(meddiag: Run, manifest: Path) -> None:
    lines = manifest.read_text(encoding="utf-8").splitlines()
    calls = ("call", "0", "0", "1", "1", "1", "")
    manifest.write_text("\n".join(f"{a},{b}" for a, b in zip(lines, calls, strict=True)), encoding="utf-8")
    options = ("--compare", "brightness", "--compare-column", "call", "--margin", "0.1")
    ended = meddiag("evaluate", "--data", manifest, *options, "--json", "-")
    assert ended.code == 0
    reader, model = ended.json["comparisons"]
    assert (reader["kind"], reader["other"], reader["margin"], reader["paired"]["images"]) == (
        "reader",
        "call",
        0.1,
        5,
    )
    differences = {each["metric"]: each for each in reader["paired"]["differences"]}
    assert differences["specificity"]["difference"] == pytest.approx(1 / 3)
    assert (reader["paired"]["only_first"], reader["paired"]["only_second"]) == (1, 0)
    assert (model["kind"], model["other"]) == ("model", "brightness 1.0.0")
    assert {each["difference"] for each in model["paired"]["differences"]} == {0.0}
    table = meddiag("evaluate", "--data", manifest, *options)
    assert "Brightness, less reader call: 5 images of 3 patients, margin 0.1" in table.out


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--compare-column", "site"), 1, "no column of 0, 1 or empty named site"),
        (("--compare", "nobody"), 2, "No model named nobody"),
        (("--margin", "-1"), 2, "margin"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_one_sentence(
    meddiag: Run, manifest: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    ended = meddiag("evaluate", "--data", manifest, *options)
    assert ended.code == code
    assert words in ended.err


def test_a_report_of_another_kind_is_wrong_usage(meddiag: Run, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("path,patient_id,Brightness\na.png,p,1\n")
    ended = meddiag("evaluate", "--data", manifest, "--report", tmp_path / "report.txt")
    assert ended.code == 2
    assert "report.txt: a report is an HTML or a PDF file" in " ".join(ended.err.split())
    assert not (tmp_path / "report.txt").exists()


def test_a_pdf_holds_the_numbers_of_the_json(meddiag: Run, manifest: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    ended = meddiag("evaluate", "--data", manifest, "--report", target, "--json", "-")
    printed = pdf_text(target.read_bytes())
    metrics = ended.json["findings"][0]["metrics"]
    assert all(f"{each['value']:.3f}" in printed for each in metrics.values() if each["value"] is not None)
    assert "Research use only, not for diagnosis." in printed
