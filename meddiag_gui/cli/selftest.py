"""``meddiag selftest``: every bundle is checked and run on its stored input."""

from __future__ import annotations

from typing import Annotated

import typer

from meddiag_gui.cli.options import DeviceName
from meddiag_gui.cli.output import say
from meddiag_gui.errors import MedDiagError


def selftest(
    device: Annotated[DeviceName, typer.Option("--device", help="Where the models run.")] = DeviceName.AUTO,
) -> None:
    """Check every installed model.

    Its metadata, the sha256 of its files, and its stored scores, computed again on this machine.
    """
    from meddiag_gui.inference.models import make_model
    from meddiag_gui.inference.registry import list_bundles

    listing = list_bundles()
    failures = list(listing.problems)
    for bundle in listing.bundles:
        try:
            model = make_model(bundle, device.value)
            model.load()
            difference = model.self_check()
        except MedDiagError as error:
            failures.append(str(error))
        else:
            print(
                f"{bundle.name} {bundle.version}: passed on {model.device}; "
                f"the stored logits differ by at most {difference:.1e}"
            )
    if not listing.bundles and not failures:
        failures.append("No model is installed.")
    for failure in failures:
        say(failure)
    if failures:
        raise typer.Exit(1)
