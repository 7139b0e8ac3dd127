"""A vision transformer, from pictures to a bundle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.training.run import train
from tests.support.training import RECIPE, write_job


@pytest.mark.slow
def test_its_bundle_scores_and_explains_on_the_cpu(tmp_path: Path) -> None:
    """Publishing itself refuses a graph that differs from the network, or a self-check that is not met."""
    text = RECIPE.replace('backbone = ""', 'backbone = ""\narchitecture = "vit-tiny"')
    recipe, manifest = write_job(
        tmp_path / "data", patients=16, recipe=text.replace("epochs = 2", "epochs = 1")
    )
    bundle = train(recipe, manifest, tmp_path / "run")
    assert bundle is not None
    predictor = Predictor(bundle, "cpu")
    image = open_image(tmp_path / "data" / "1-0.png")
    (score,) = predictor.predict(image).scores
    assert 0 <= score.probability <= 1
    shown = predictor.explain(image, "Square")
    assert shown.values.shape == (3, 3)  # 48 pixels in patches of 16
    assert np.isfinite(shown.values).all()
