"""A saliency map of every classifier, on the demo study; the map that needs gradients where torch is."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.phantom.study import demo_study
from meddiag_gui.inference.engines import Device
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.registry import list_bundles
from meddiag_gui.inference.saliency.catalogue import DEFAULT, find_method
from meddiag_gui.selftest.checks import Outcome

GRADIENTS = "integrated-gradients"


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Explain the phantom by every classifier; see `checks.run_part`."""
    image = open_image(demo_study(home))
    methods = [DEFAULT]
    if importlib.util.find_spec("torch") is not None and importlib.util.find_spec("captum") is not None:
        methods.append(GRADIENTS)
    for bundle in list_bundles().bundles:
        if bundle.metadata.task != "classification":
            continue
        predictor = Predictor(bundle, device)
        finding = bundle.findings[0].name
        for method in methods:
            values = predictor.explain(image, finding, method).values
            sound = bool(values.size and np.isfinite(values).all() and 0 <= values.min() <= values.max() <= 1)
            words = f"{find_method(method).name} of {bundle.name} {bundle.version}, {finding}: "
            size = "×".join(map(str, values.shape))
            yield Outcome(words + (f"{size} cells" if sound else "values outside 0 to 1"), passed=sound)
