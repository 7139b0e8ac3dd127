from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from meddiag_gui.errors import ManifestError, TrainingError
from meddiag_gui.tasks import Cancelled, CancelToken
from meddiag_gui.training.plan.estimate import Estimate, _disk, _stages, _Trial, estimate
from meddiag_gui.training.recipe import Recipe, read_recipe
from tests.support.training import RECIPE, write_job

COUNTS = {"train": 80, "validation": 10, "test": 10}
TRIAL = _Trial(step=2.0, forward=0.5, memory=10, weights=100)


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE)
    return read_recipe(path)


def test_a_trial_measures_time_memory_and_disk(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path, patients=6, recipe=f"{RECIPE}\n[search]\nminutes = 2\n")
    found = estimate(recipe, manifest, CancelToken())
    assert found.seconds == pytest.approx(sum(found.stages.values()))
    assert all(seconds > 0 for seconds in found.stages.values())
    assert found.search_seconds == 120
    assert found.memory > 50 * 2**20
    assert found.disk > 12 * 48 * 48 * 2
    assert found.device in ("cpu", "cuda")


def test_the_sum_follows_from_the_steps(recipe: Recipe) -> None:
    """80 images in steps of 8, two epochs: 20 steps of 2 s, and 2 · 10 validation images of 0.5 s."""
    stages = _stages(recipe, COUNTS, 0.1, TRIAL)
    assert stages["decoding"] == pytest.approx(10)
    assert stages["fitting"] == pytest.approx(20 * 2 + 20 * 0.5)
    twice = replace(recipe, optimisation=replace(recipe.optimisation, epochs=4))
    assert _stages(twice, COUNTS, 0.1, TRIAL)["fitting"] == pytest.approx(100)


def test_the_last_layer_alone_takes_no_longer_with_more_epochs(recipe: Recipe) -> None:
    head = replace(recipe, model=replace(recipe.model, tune="head"))
    longer = replace(head, optimisation=replace(head.optimisation, epochs=50))
    assert _stages(head, COUNTS, 0.1, TRIAL) == _stages(longer, COUNTS, 0.1, TRIAL)
    assert _disk(head, COUNTS, 100) > _disk(recipe, COUNTS, 100)


@pytest.mark.slow
def test_a_segmentation_is_measured_too(tmp_path: Path) -> None:
    outlines = RECIPE.replace('name = "tiny"', 'name = "tiny"\ntask = "segmentation"').replace(
        'backbone = ""', 'backbone = ""\narchitecture = "unet-efficientnet-lite0"'
    )
    start, end = outlines.index("[[findings]]"), outlines.index("[intended_use]")
    code = '{ scheme = "99T", value = "S", meaning = "S" }'
    structure = f'[structure]\nname = "Square"\ncode = {code}\ncolumn = "m"\n\n'
    outlines = (
        (outlines[:start] + structure + outlines[end:])
        .replace("rows = 48", "rows = 64")
        .replace("columns = 48", "columns = 64")
    )
    recipe, manifest = write_job(tmp_path, patients=4, recipe=outlines)
    assert isinstance(estimate(recipe, manifest, CancelToken()), Estimate)


def test_what_cannot_be_measured_is_said(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path, patients=4)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        estimate(recipe, manifest, token)
    with pytest.raises(ManifestError):
        estimate(recipe, tmp_path / "none.csv", CancelToken())
    for picture in tmp_path.glob("*.png"):
        picture.write_bytes(b"junk")
    with pytest.raises(TrainingError, match="None of the images"):
        estimate(recipe, manifest, CancelToken())
