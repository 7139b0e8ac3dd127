"""Every installed bundle: its schema, the sha256 of its files, its stored scores computed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from meddiag_gui.errors import MedDiagError
from meddiag_gui.inference.engines import Device
from meddiag_gui.inference.models import make_model
from meddiag_gui.inference.registry import list_bundles
from meddiag_gui.selftest.checks import Outcome


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Check the bundled models and the user's own; see `checks.run_part`."""
    listing = list_bundles()
    for problem in listing.problems:
        yield Outcome(problem, passed=False)
    for bundle in listing.bundles:
        try:
            model = make_model(bundle, device)
            model.load()
            difference = model.self_check()
        except MedDiagError as error:
            yield Outcome(str(error), passed=False)
        else:
            yield Outcome(
                f"{bundle.name} {bundle.version}: passed on {model.device}; "
                f"the stored logits differ by at most {difference:.1e}"
            )
    if not listing.bundles and not listing.problems:
        yield Outcome("No model is installed.", passed=False)
