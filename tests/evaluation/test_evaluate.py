"""A whole evaluation with a model whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.evaluate import evaluate
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.brightness import probability_of, write_brightness_bundle, write_picture


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    return Predictor(load_bundle(write_brightness_bundle(tmp_path_factory.mktemp("m") / "b")), "cpu")


def manifest_of(folder: Path, *lines: str, header: str = "path,patient_id,brightness,sex,age") -> Manifest:
    path = folder / "manifest.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return read_manifest(path)


def some_images(folder: Path) -> Manifest:
    """Three good images of two patients; one file missing, one of an adult, one unlabelled."""
    for name, intensity in (("a", 0.8), ("b", 0.6), ("c", 0.2), ("adult", 0.9), ("unlabelled", 0.7)):
        write_picture(folder / f"{name}.png", intensity)
    return manifest_of(
        folder,
        "a.png,p,1,F,3",
        "b.png,p,0,F,",
        "c.png,q,0,M,004Y",
        "missing.png,q,1,M,3",
        "adult.png,r,1,M,40",
        "unlabelled.png,s,,M,3",
    )


def test_every_image_is_accounted_for(tmp_path: Path, predictor: Predictor) -> None:
    result = evaluate(predictor, some_images(tmp_path))
    assert [image.status for image in result.images] == ["ok", "ok", "ok", "error", "refused", "ok"]
    assert (result.count("ok"), result.count("error"), result.count("refused")) == (4, 1, 1)
    assert "missing.png" in result.images[3].reasons[0]
    assert "age is 40 years" in result.images[4].reasons[0]
    assert result.images[0].probabilities["Brightness"] == pytest.approx(probability_of(204 / 255), abs=1e-3)


def test_only_scored_and_labelled_images_count(tmp_path: Path, predictor: Predictor) -> None:
    (finding,) = evaluate(predictor, some_images(tmp_path)).findings
    assert (finding.name, finding.column, finding.operating_point) == ("Brightness", "brightness", 0.5)
    whole = finding.assessment
    assert (whole.images, whole.patients) == (3, 2)
    assert (whole.confusion.tp, whole.confusion.fp, whole.confusion.tn, whole.confusion.fn) == (1, 1, 1, 0)
    assert whole.metrics["auroc"].value == 1.0
    assert whole.metrics["specificity"].value == 0.5


def test_subgroups_have_their_own_numbers(tmp_path: Path, predictor: Predictor) -> None:
    (finding,) = evaluate(predictor, some_images(tmp_path)).findings
    groups = {(group.attribute, group.value): group.assessment for group in finding.subgroups}
    assert set(groups) == {
        ("sex", "F"),
        ("sex", "M"),
        ("age", "2–5"),
        ("age", "40–59"),
        ("age", "not stated"),
    }
    assert groups["sex", "F"].images == 2
    assert groups["sex", "F"].confusion.fp == 1
    assert groups["sex", "M"].metrics["auroc"].value is None
    assert groups["age", "40–59"].images == 0
    assert all(group.too_small for group in groups.values())


def test_the_json_is_plain_and_complete(tmp_path: Path, predictor: Predictor) -> None:
    made = evaluate(predictor, some_images(tmp_path)).to_json()
    found = json.loads(json.dumps(made, allow_nan=False))
    assert found["schema"] == "meddiag.evaluation/1"
    assert found["model"]["name"] == "brightness"
    assert found["images"] == {"listed": 6, "ok": 4, "refused": 1, "error": 1}
    assert [entry["path"] for entry in found["not_scored"]] == ["missing.png", "adult.png"]
    assert found["not_scored"][0]["line"] == 5
    estimate = found["findings"][0]["metrics"]["sensitivity"]
    assert set(estimate) == {"value", "low", "high", "undefined_resamples", "reason"}


def test_columns_with_many_values_are_named_and_not_grouped(tmp_path: Path, predictor: Predictor) -> None:
    lines = []
    for index in range(13):
        write_picture(tmp_path / f"{index}.png", index / 13)
        lines.append(f"{index}.png,p{index},{index % 2},note {index}")
    result = evaluate(predictor, manifest_of(tmp_path, *lines, header="path,patient_id,Brightness,note"))
    assert result.ungrouped == ("note",)
    assert result.findings[0].subgroups == ()


def test_a_manifest_without_the_models_finding_is_refused_before_the_work(
    tmp_path: Path, predictor: Predictor
) -> None:
    manifest = manifest_of(tmp_path, "a.png,p,1", header="path,patient_id,Fracture")
    with pytest.raises(ManifestError, match=r"manifest\.csv has no label column for Brightness"):
        evaluate(predictor, manifest)


def test_progress_reaches_the_end_and_a_token_stops_the_work(tmp_path: Path, predictor: Predictor) -> None:
    manifest = some_images(tmp_path)
    seen: list[Progress] = []
    evaluate(predictor, manifest, report=seen.append)
    judged = [progress.done for progress in seen if progress.message == "Judging images"]
    assert judged == [0, 1, 2, 3, 4, 5, 6]

    token = CancelToken()

    def cancel_at_two(progress: Progress) -> None:
        if progress.done == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        evaluate(predictor, manifest, report=cancel_at_two, token=token)
