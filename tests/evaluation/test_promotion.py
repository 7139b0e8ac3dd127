"""What a challenger must show before it takes the champion's place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ModelError
from meddiag_gui.evaluation.comparing import compare_models
from meddiag_gui.evaluation.promotion import Check, Evaluation, check_promotion, figures, read_evaluation
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.metadata import BundleMetadata
from meddiag_gui.inference.saliency.trust import MethodTrust, SaliencyTrust, TrustPart
from tests.support.brightness import write_brightness_bundle
from tests.support.evaluated import FINDING, evaluated, write_manifest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("promotion")


@pytest.fixture(scope="module")
def models(folder: Path) -> tuple[ModelBundle, ModelBundle]:
    """Challenger and champion, both of which find what the invented evaluations are about."""
    bundle = load_bundle(write_brightness_bundle(folder / "bundle"))
    spec = replace(bundle.findings[0], name=FINDING)
    found = replace(bundle, metadata=replace(bundle.metadata, findings=(spec,)))
    new = replace(found, sha256="a" * 64, metadata=replace(found.metadata, version="2.0.0"))
    return new, replace(found, sha256="b" * 64)


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Manifest:
    return write_manifest(folder, 240)


@pytest.fixture(scope="module")
def evaluation(folder: Path, manifest: Manifest, models: tuple[ModelBundle, ModelBundle]) -> Evaluation:
    """Of a challenger that is better."""
    return compared(folder, manifest, models, (4.0, 1.0))


def compared(
    folder: Path, manifest: Manifest, models: tuple[ModelBundle, ModelBundle], gains: tuple[float, float]
) -> Evaluation:
    """Evaluation of both, written and read back."""
    first, second = (
        replace(evaluated(manifest, gain), model=model.ref) for model, gain in zip(models, gains, strict=True)
    )
    report = replace(first, part="test", comparisons=compare_models(first, second, manifest, 0.05))
    path = folder / "evaluation.json"
    path.write_text(json.dumps(report.to_json(curves=True)), encoding="utf-8")
    return read_evaluation(path)


def failed(checks: tuple[Check, ...]) -> set[str]:
    return {check.name for check in checks if not check.passed}


def changed(bundle: ModelBundle, **fields: object) -> ModelBundle:
    metadata: BundleMetadata = replace(bundle.metadata, **fields)  # type: ignore[arg-type]
    return replace(bundle, metadata=metadata)


def trusted(bundle: ModelBundle, verdict: str) -> ModelBundle:
    method = MethodTrust(finding=FINDING, method="cam", verdict=verdict, figures=())  # type: ignore[arg-type]
    part = TrustPart(
        part="test", images=9, patients=9, created="2026", program_version="0", methods=(method,)
    )
    return changed(bundle, saliency=SaliencyTrust(scales={}, parts=(part,)))


def test_a_better_model_passes(models: tuple[ModelBundle, ModelBundle], evaluation: Evaluation) -> None:
    found = check_promotion(*models, evaluation)
    assert failed(found) == set()
    (auroc,) = (check for check in found if "auroc" in check.name)
    assert auroc.detail.startswith("better, 95 % interval +0.")


def test_a_worse_model_fails_over_all_and_in_the_large_subgroup(
    tmp_path: Path, manifest: Manifest, models: tuple[ModelBundle, ModelBundle]
) -> None:
    found = check_promotion(*models, compared(tmp_path, manifest, models, (0.5, 4.0)))
    assert {f"{FINDING}: auroc better or non-inferior", f"{FINDING}: worse in no subgroup"} <= failed(found)
    (groups,) = (check for check in found if "subgroup" in check.name)
    assert "site north (auroc)" in groups.detail


def test_few_images_show_nothing(tmp_path: Path, models: tuple[ModelBundle, ModelBundle]) -> None:
    found = check_promotion(*models, compared(tmp_path, write_manifest(tmp_path, 30), models, (4.0, 1.0)))
    assert f"{FINDING}: enough images" in failed(found)


def test_no_evaluation_or_one_of_other_models_does_not_do(
    models: tuple[ModelBundle, ModelBundle], evaluation: Evaluation
) -> None:
    new, old = models
    assert failed(check_promotion(new, old, None)) == {"Compared on the same images"}
    assert failed(check_promotion(replace(new, sha256="c" * 64), old, evaluation)) == {
        "Compared on the same images"
    }
    assert failed(check_promotion(new, replace(old, sha256="c" * 64), evaluation)) == {
        f"{FINDING}: compared on the same images"
    }


def test_what_the_champion_has_the_challenger_must_have_too(
    models: tuple[ModelBundle, ModelBundle], evaluation: Evaluation
) -> None:
    new, old = models
    bare = changed(new, findings=(replace(new.findings[0], reference=None),))
    assert failed(check_promotion(bare, old, evaluation)) == {f"{FINDING}: calibration fitted"}
    more = changed(old, findings=(*old.findings, replace(old.findings[0], name="Effusion")))
    assert failed(check_promotion(new, more, evaluation)) == {
        "Finds what the model before finds",
        "Effusion: compared on the same images",
    }
    gated = changed(old, appearance=object())
    assert failed(check_promotion(new, gated, evaluation)) == {"Input gate fitted"}


@pytest.mark.parametrize(
    ("now", "before", "passes"),
    [
        ("failed", "supported", False),
        ("failed", "failed", True),
        ("weak", "supported", True),
        (None, "weak", False),
        (None, None, True),
    ],
)
def test_influence_maps_must_be_measured_and_no_worse(
    models: tuple[ModelBundle, ModelBundle],
    evaluation: Evaluation,
    now: str | None,
    before: str | None,
    passes: bool,
) -> None:
    new, old = (trusted(m, v) if v else m for m, v in zip(models, (now, before), strict=True))
    name = f"{FINDING}: influence maps no worse"
    assert (name not in failed(check_promotion(new, old, evaluation))) == passes


def test_figures_that_are_kept_are_plain_json(
    models: tuple[ModelBundle, ModelBundle], evaluation: Evaluation
) -> None:
    kept = json.loads(json.dumps(figures(check_promotion(*models, evaluation), evaluation)))
    assert kept["manifest_sha256"] == "1" * 64
    assert kept["comparisons"][0]["differences"][0]["metric"] == "auroc"
    assert all(check["passed"] for check in kept["checks"])


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"schema": "meddiag.prediction/1"}', b"\xff", b"[" * 100_000]
)
def test_what_is_no_evaluation_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "e.json"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"e\.json is no evaluation"):
        read_evaluation(path)
    with pytest.raises(ModelError, match=r"missing\.json cannot be read"):
        read_evaluation(tmp_path / "missing.json")
