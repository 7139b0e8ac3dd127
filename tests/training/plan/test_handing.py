"""From a plan to a recipe and a job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import ManifestError, TrainingError
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.examined import examined_clusters
from meddiag_gui.training.jobs import State
from meddiag_gui.training.plan.dividing import divide
from meddiag_gui.training.plan.examining import Examined, look_at
from meddiag_gui.training.plan.handing import hand_over
from meddiag_gui.training.plan.making import LOCAL, begin_from, recipe_of
from meddiag_gui.training.plan.plan import Filling, Plan
from meddiag_gui.training.recipe import read_recipe, recipe_problem
from tests.support.models import fake_bundle
from tests.support.plans import manifest_of, material_of


def examined_at(root: Path, copies: tuple[tuple[int, ...], ...] = ()) -> Examined:
    ages = [str(20 + i) if i % 5 else "" for i in range(40)]
    patients = ["P2" if i == 0 else f"P{i}" for i in range(40)]
    manifest = manifest_of([i % 2 for i in range(40)], patients, {"age": ages}, root)
    material = material_of(manifest, copies=copies)
    return look_at(material, ("Mass",), set(), stated=False, report=no_report, token=CancelToken())


def test_a_job_has_its_parts_and_does_not_look_again(tmp_path: Path) -> None:
    examined = examined_at(tmp_path, copies=((0, 2),))
    plan = begin_from(Plan(findings=("Mass",), filling={"age": Filling(rule="median")}), None, set())
    split = divide(examined.manifest, plan.findings, plan.splitting, examined.clusters, None)
    job = hand_over(plan, None, examined, split)
    assert job.state is State.WAITING
    recipe, manifest = read_recipe(job.folder / "recipe.toml"), read_manifest(job.folder / "manifest.csv")
    assert recipe == recipe_of(plan, None, len(split.train))
    assert recipe.split.column == "part"
    assert {row.attributes["age given"] for row in manifest.rows} == {"given", "filled"}
    assert all(row.attributes["age"] for row in manifest.rows)
    assert all(row.path.is_absolute() for row in manifest.rows)
    assert (job.folder / "missing.json").is_file()
    assert msgspec.json.decode((job.folder / "plan.json").read_bytes(), type=Plan) == plan
    stopped = CancelToken()
    stopped.cancel()  # whoever examines again would stop at once
    kept = examined_clusters(manifest, ("Mass",), "part", job.folder, report=no_report, token=stopped)
    assert kept == ((0, 2),)


def test_a_leak_makes_no_training(tmp_path: Path) -> None:
    examined = examined_at(tmp_path, copies=((1, 3),))
    plan = begin_from(Plan(findings=("Mass",)), None, set())
    split = divide(examined.manifest, plan.findings, plan.splitting, examined.clusters, None)
    with pytest.raises(TrainingError, match="same picture"):
        hand_over(plan, None, examined, split)


def test_an_installed_model_hands_on_what_it_is_for() -> None:
    bundle = fake_bundle()
    taken = {("fake-pneumonia-site", "1.0.0"), ("fake-pneumonia-site", "1.1.0")}
    plan = begin_from(Plan(findings=("pneumonia", "Mass")), bundle, taken)
    recipe = recipe_of(replace(plan, model=replace(plan.model, tune="head")), bundle, 500)
    assert (recipe.model.name, recipe.model.version) == ("fake-pneumonia-site", "1.2.0")
    assert (recipe.model.start, recipe.model.tune) == ("fake-pneumonia@1.2.3", "head")
    assert recipe.model.backbone == ""
    assert recipe.input == bundle.metadata.input
    assert recipe.intended_use == bundle.metadata.intended_use
    known = next(spec.code for spec in bundle.findings if spec.name.casefold() == "pneumonia")
    assert recipe.findings[0].code == known
    assert recipe.findings[1].code.scheme == LOCAL
    assert recipe_problem(recipe) is None


def test_from_nothing_the_name_is_that_of_the_findings() -> None:
    plan = begin_from(Plan(findings=("Lung mass", "Effusion")), None, set())
    assert plan.model.name == "lung-mass-effusion"
    assert recipe_of(plan, None, 10).gate is None  # too few to say what a radiograph looks like
    assert recipe_of(plan, None, 1000).gate is not None
    transformer = replace(plan, model=replace(plan.model, architecture="vit-tiny"))
    assert recipe_of(transformer, None, 10).model.backbone == ""


def test_a_segmentation_is_a_recipe_too() -> None:
    plan = begin_from(Plan(task="segmentation", structure="Heart", mask_column="heart"), None, set())
    recipe = recipe_of(plan, None, 1000)
    assert recipe.structure is not None
    assert (recipe.structure.name, recipe.structure.column) == ("Heart", "heart")
    assert recipe.findings == ()
    assert recipe_problem(recipe) is None


@pytest.mark.parametrize("name", ["a\nb", "bad\udcff"])
def test_a_name_that_no_table_can_hold_is_said(tmp_path: Path, name: str) -> None:
    examined = examined_at(tmp_path / name)
    plan = begin_from(Plan(findings=("Mass",)), None, set())
    split = divide(examined.manifest, plan.findings, plan.splitting, examined.clusters, None)
    with pytest.raises(ManifestError, match="rename it"):
        hand_over(plan, None, examined, split)
