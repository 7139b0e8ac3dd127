from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from filelock import FileLock

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import ManifestError, RecipeError, TrainingError
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.engines import load_network
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, no_report
from meddiag_gui.training.cache import build_cache
from meddiag_gui.training.checkpoint import CHECKPOINT
from meddiag_gui.training.events import read_events
from meddiag_gui.training.finish import finish
from meddiag_gui.training.job import labelled, prepare_job
from meddiag_gui.training.loop import Fitted
from meddiag_gui.training.recipe import read_recipe
from meddiag_gui.training.run import train
from meddiag_gui.training.starting import initial_network
from tests.support.bundles import square_bundle
from tests.support.training import RECIPE, write_job


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelBundle]:
    folder = tmp_path_factory.mktemp("job")
    recipe, manifest = write_job(folder / "data")
    return folder, train(recipe, manifest, folder / "run")


def test_the_bundle_is_whole_and_predicts(finished: tuple[Path, ModelBundle]) -> None:
    folder, bundle = finished
    assert load_bundle(bundle.root) == bundle
    assert bundle.root == folder / "run" / "tiny-0.1"
    assert (bundle.root / "recipe.toml").read_text() == RECIPE
    image = open_image(folder / "data" / "1-0.png")
    (score,) = Predictor(bundle, "cpu").predict(image).scores
    assert 0 <= score.probability <= 1
    assert 0 < score.operating_point < 1


def test_metrics_come_from_the_test_part_alone(finished: tuple[Path, ModelBundle]) -> None:
    _, bundle = finished
    metrics = bundle.metadata.metrics
    counts = bundle.metadata.training_data.counts
    assert {part: c["patients"] for part, c in counts.items()} == {"train": 12, "validation": 6, "test": 6}
    assert metrics["images"]["listed"] == counts["test"]["images"] == 12
    assert metrics["findings"][0]["metrics"]["auroc"]["value"] is not None
    assert [row["variant"] for row in metrics["robustness"]["Square"]][:2] == ["unchanged", "borders blanked"]


def test_the_card_tells_use_data_and_numbers(finished: tuple[Path, ModelBundle]) -> None:
    _, bundle = finished
    card = (bundle.root / "README.md").read_text()
    for word in ("Research use only", "All else", "made by the test", "AUROC", "borders blanked"):
        assert word in card
    assert "a modality other than DX" in card
    assert "years" not in card  # the recipe sets no ages


def test_failures_are_those_of_the_confusion_table_worst_first(finished: tuple[Path, ModelBundle]) -> None:
    _, bundle = finished
    table = bundle.metadata.metrics["findings"][0]["confusion"]
    wrong = bundle.metadata.metrics["failures"]["Square"]
    point = bundle.findings[0].operating_point
    assert len(wrong["missed"]) == table["fn"]
    assert len(wrong["false_alarms"]) == table["fp"]
    assert wrong["missed"] == sorted(p for p in wrong["missed"] if p < point)
    assert wrong["false_alarms"] == sorted((p for p in wrong["false_alarms"] if p >= point), reverse=True)
    assert f"Missed: {table['fn']} of {table['fn'] + table['tp']}" in (bundle.root / "README.md").read_text()


def test_training_again_finds_the_bundle_and_changes_nothing(finished: tuple[Path, ModelBundle]) -> None:
    folder, bundle = finished
    before = (bundle.root / "metadata.json").read_bytes()
    again = train(folder / "data" / "recipe.toml", folder / "data" / "manifest.csv", folder / "run")
    assert again == bundle
    assert (bundle.root / "metadata.json").read_bytes() == before


def test_events_tell_the_story(finished: tuple[Path, ModelBundle]) -> None:
    folder, bundle = finished
    events = read_events(folder / "run" / "events.jsonl")
    kinds = [event["event"] for event in events]
    told = [kind for kind in kinds if kind not in ("stage", "progress")]
    assert told[:4] == ["prepared", "epoch", "epoch", "published"]
    (published,) = {event["sha256"] for event in events if event["event"] == "published"}
    assert published == bundle.sha256
    stages = {event["message"] for event in events if event["event"] == "stage"}
    assert "Decoding images" in stages
    log = folder / "run" / "events.jsonl"
    with log.open("a") as stream:
        stream.write('{"event": "cut sho')
    assert [event["event"] for event in read_events(log)] == kinds


def test_nothing_but_the_run_is_left_in_its_folder(finished: tuple[Path, ModelBundle]) -> None:
    folder, _ = finished
    assert sorted(p.name for p in (folder / "run").iterdir()) == [
        ".lock", "cache", "checkpoint.safetensors", "data-check.json", "evaluation.json", "events.jsonl",
        "recipe.toml", "samples", "split.csv", "tensorboard", "tiny-0.1",
    ]  # fmt: skip
    json.loads((folder / "run" / "evaluation.json").read_text())


def test_a_bundle_names_no_file_of_the_data(tmp_path: Path) -> None:
    """One image of the test part is damaged: the run's own report names it, the bundle does not."""
    recipe, manifest = write_job(tmp_path / "data")
    job = prepare_job(recipe, manifest, tmp_path / "run", report=no_report, token=CancelToken())
    lost = job.manifest.rows[job.split.test[0]].path
    lost.write_bytes(b"broken")
    bundle = train(recipe, manifest, tmp_path / "run")
    (named,) = json.loads((tmp_path / "run" / "evaluation.json").read_text())["not_scored"]
    assert named["path"] == lost.name
    assert lost.name not in (bundle.root / "metadata.json").read_text()
    assert lost.name not in (bundle.root / "README.md").read_text()


def test_a_diverged_training_publishes_nothing(finished: tuple[Path, ModelBundle], tmp_path: Path) -> None:
    folder, _ = finished
    job = prepare_job(
        folder / "data" / "recipe.toml", folder / "data" / "manifest.csv", tmp_path, report=no_report,
        token=CancelToken(),
    )  # fmt: skip
    with pytest.raises(TrainingError, match="diverged"):
        finish(job, Fitted({}, -1, []), labelled(job, "validation"), report=no_report, token=CancelToken())
    assert not list(tmp_path.glob("tiny*"))


@pytest.mark.parametrize("changed", ["recipe.toml", "split.csv"])
def test_a_run_is_not_continued_with_another_recipe_or_other_patients(tmp_path: Path, changed: str) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    run = tmp_path / "run"
    prepare_job(recipe, manifest, run, report=no_report, token=CancelToken())
    before = (run / changed).read_bytes()
    if changed == "recipe.toml":
        recipe.write_text(RECIPE.replace("seed = 5", "seed = 6"))
    else:
        manifest.write_text(manifest.read_text().replace("P3,", "P4,"))
    (run / CHECKPOINT).write_bytes(b"the first steps")
    with pytest.raises(TrainingError, match=f"another {changed}"):
        prepare_job(recipe, manifest, run, report=no_report, token=CancelToken())
    assert (run / changed).read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data", 4)
    (tmp_path / "run").write_text("a file")
    with pytest.raises(TrainingError, match=r"events\.jsonl cannot be written"):
        train(recipe, manifest, tmp_path / "run")


def test_progress_tells_the_time_left(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    token, seen = CancelToken(), []

    def report(progress: Progress) -> None:
        seen.append(progress)
        if progress.message.startswith("Epoch 2"):
            token.cancel()

    with pytest.raises(Cancelled):
        train(recipe, manifest, tmp_path / "run", report=report, token=token)
    training = [p for p in seen if p.message.startswith("Epoch")]
    assert all(p.seconds_left is not None and p.seconds_left >= 0 for p in training)
    assert {p.total for p in training} == {6}
    assert not list((tmp_path / "run").glob("tiny*"))


class TestBadData:
    def job(self, tmp_path: Path, **changes: Any) -> None:
        prepare_job(
            tmp_path / "data" / "recipe.toml", tmp_path / "data" / "manifest.csv", tmp_path / "run",
            report=lambda progress: None, token=CancelToken(),
        )  # fmt: skip

    def test_one_unreadable_image_is_left_out_and_named(self, tmp_path: Path) -> None:
        write_job(tmp_path / "data")
        (tmp_path / "data" / "3-1.png").write_bytes(b"broken")
        job = prepare_job(
            tmp_path / "data" / "recipe.toml", tmp_path / "data" / "manifest.csv", tmp_path / "run",
            report=lambda progress: None, token=CancelToken(),
        )  # fmt: skip
        assert job.cache.usable.sum() == 47
        assert len(job.cache.problems) == 1
        assert "3-1.png" in job.cache.problems[0]

    def test_many_unreadable_images_stop_it(self, tmp_path: Path) -> None:
        write_job(tmp_path / "data")
        for name in ("3-1.png", "4-1.png", "5-0.png"):
            (tmp_path / "data" / name).unlink()
        with pytest.raises(TrainingError, match="3 of 48 images"):
            self.job(tmp_path)

    def test_a_label_that_is_not_in_the_manifest_is_named(self, tmp_path: Path) -> None:
        write_job(tmp_path / "data", recipe=RECIPE.replace('"Square"', '"Circle"', 1))
        with pytest.raises(ManifestError, match="Circle"):
            self.job(tmp_path)

    def test_it_starts_from_an_installed_model(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bundle = square_bundle(tmp_path / "models")
        monkeypatch.setattr("meddiag_gui.paths.bundled_models", lambda: tmp_path / "models")
        asked = RECIPE.replace('backbone = ""', 'architecture = "square-detector"\nstart = "square@1.0.0"')
        recipe = read_recipe(write_job(tmp_path / "data", recipe=asked)[0])
        begun, given = initial_network(recipe).state_dict(), load_network(bundle).state_dict()
        assert all(torch.equal(begun[key], given[key]) for key in given)

    @pytest.mark.parametrize(
        ("old", "new", "word"),
        [
            ('backbone = ""', 'start = "square@7.0"', "square"),
            ('backbone = ""', 'backbone = "resnet"', "resnet"),
            ('backbone = ""', 'architecture = "resnet"\nbackbone = ""', "resnet"),
        ],
    )
    def test_an_unknown_network_is_named(self, tmp_path: Path, old: str, new: str, word: str) -> None:
        recipe, manifest = write_job(tmp_path / "data", recipe=RECIPE.replace(old, new))
        with pytest.raises(RecipeError, match=word):
            train(recipe, manifest, tmp_path / "run")
        assert not (tmp_path / "run" / "cache").exists()  # said before the images were decoded


def test_the_cache_is_made_once_and_again_when_a_file_changes(tmp_path: Path) -> None:
    from meddiag_gui.datasets import read_manifest
    from meddiag_gui.training.recipe import read_recipe

    recipe_path, manifest_path = write_job(tmp_path / "data", 4)
    recipe, manifest = read_recipe(recipe_path), read_manifest(manifest_path)
    seen: list[Progress] = []

    def build() -> Any:
        seen.clear()
        return build_cache(
            manifest, recipe.input, tmp_path / "cache", report=seen.append, token=CancelToken()
        )

    first = build()
    assert len(seen) == 8
    np.testing.assert_array_equal(first.levels[0], np.asarray(build().levels[0]))
    assert seen == []
    (tmp_path / "data" / "0-0.png").write_bytes((tmp_path / "data" / "1-0.png").read_bytes())
    assert build().fingerprint != first.fingerprint
    assert len(seen) == 8


def test_a_second_run_in_a_folder_waits_for_nothing_and_is_refused(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    (tmp_path / "run").mkdir()
    with FileLock(tmp_path / "run" / ".lock"), pytest.raises(TrainingError, match="Another training"):
        train(recipe, manifest, tmp_path / "run")


def test_a_finished_bundle_is_never_given_out_as_that_of_another_recipe(
    finished: tuple[Path, ModelBundle], tmp_path: Path
) -> None:
    run = shutil.copytree(finished[0] / "run", tmp_path / "run")
    (run / CHECKPOINT).unlink()
    recipe, manifest = write_job(tmp_path / "data", recipe=RECIPE.replace("seed = 5", "seed = 6"))
    with pytest.raises(TrainingError, match=r"finished tiny-0\.1 already"):
        train(recipe, manifest, run)


def test_a_full_disk_stops_the_run_with_a_sentence_before_anything_is_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    recipe, manifest = write_job(tmp_path / "data")
    with pytest.raises(TrainingError, match="No space left"):
        train(recipe, manifest, tmp_path / "run")


@pytest.mark.parametrize(
    "damage",
    [
        lambda cache: os.truncate(cache / "levels.npy", 1000),
        lambda cache: os.truncate(cache / "levels.npy", 0),
        lambda cache: (cache / "cache.json").write_text("{"),
        lambda cache: (cache / "cache.json").write_text("[]"),
        lambda cache: np.save(cache / "levels.npy", np.zeros((1, 2, 3), np.uint16)),
    ],
)
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    recipe, path = write_job(tmp_path / "data")
    manifest, spec = read_manifest(path), read_recipe(recipe).input
    made = build_cache(manifest, spec, tmp_path / "cache", report=no_report, token=CancelToken())
    expected = np.array(made.levels)
    damage(tmp_path / "cache")
    again = build_cache(manifest, spec, tmp_path / "cache", report=no_report, token=CancelToken())
    np.testing.assert_array_equal(again.levels, expected)
    assert again.fingerprint == made.fingerprint


def test_a_checkpoint_cut_off_by_a_kill_is_cleared_away(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    (tmp_path / "run").mkdir()
    part = tmp_path / "run" / f".{CHECKPOINT}.abc.part"
    part.write_bytes(b"half")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        train(recipe, manifest, tmp_path / "run", token=token)
    assert not part.exists()
