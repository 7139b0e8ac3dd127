"""``meddiag trust``: how far a model's influence maps can be believed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Model, load_predictor
from meddiag_gui.cli.output import RESEARCH_USE, check_output, progress_line, say, write_json
from meddiag_gui.inference.saliency.catalogue import METHODS, find_method

if TYPE_CHECKING:
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.saliency.trust import SaliencyTrust, TrustPart

SCHEMA = "meddiag.trust/1"
_METHOD_NAMES = ", ".join(method.id for method in METHODS)


def trust(
    data: Annotated[
        Path, typer.Option("--data", metavar="MANIFEST", help="CSV: path, patient_id, one column a finding.")
    ],
    model: Model = None,
    part: Annotated[str, typer.Option(help="What the images are; kept beside the figures.")] = "validation",
    masks: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            file_okay=False,
            exists=True,
            help="Lung masks, a PNG an image; without it the manifest's column lung_mask.",
        ),
    ] = None,
    images: Annotated[
        int, typer.Option(min=2, help="Images with each finding; slow methods take 12 %.")
    ] = 100,
    method: Annotated[list[str] | None, typer.Option(help=f"Only these methods ({_METHOD_NAMES}).")] = None,
    json: JsonFile = None,
    write: Annotated[bool, typer.Option("--write", help="Keep the figures in the model's bundle.")] = False,
    device: DeviceOption = DeviceName.AUTO,
) -> None:
    """Measure how far a model's influence maps can be trusted.

    Gives each method a verdict (supported, weak, failed) from parameter randomisation, agreement between
    methods, deletion and insertion, lung fields, repeatability, and borders and markers.
    """
    from meddiag_gui.datasets import read_manifest
    from meddiag_gui.evaluation.saliency.storing import store
    from meddiag_gui.evaluation.saliency.trust import Plan, measure_trust

    check_output(json)
    predictor = load_predictor(model, device)
    manifest = read_manifest(data, [spec.name for spec in predictor.bundle.findings])
    names = tuple(find_method(name).id for name in method or [known.id for known in METHODS])
    with progress_line() as report:
        found = measure_trust(predictor, manifest, Plan(part, images, masks, names), report=report)
    if write:
        store(predictor.bundle, found)
    measured = found.parts[-1]
    if json is not None:
        write_json(_json(predictor, found, measured), json)
    else:
        print("\n".join(_lines(predictor, measured)))
    left_out = [find_method(name).name for name in names if name not in {m.method for m in measured.methods}]
    if left_out:
        say(f"not measured, because torch or captum is not installed: {', '.join(left_out)}.")


def _json(predictor: Predictor, found: SaliencyTrust, measured: TrustPart) -> dict[str, Any]:
    import msgspec

    plain = msgspec.to_builtins
    model = plain(predictor.bundle.ref)
    return {"schema": SCHEMA, "model": model, "scales": found.scales, **plain(measured)}


def _lines(predictor: Predictor, measured: TrustPart) -> list[str]:
    """Write the verdicts with their figures for people."""
    from meddiag_gui.evaluation.saliency.storing import figure_text
    from meddiag_gui.inference.saliency.trust import RULES

    bundle = predictor.bundle
    lines = [
        f"{bundle.name} {bundle.version}, {measured.part}: {measured.images} images of "
        f"{measured.patients} patients called present",
    ]
    for method in measured.methods:
        lines += ["", f"{method.finding}, {find_method(method.method).name}: {method.verdict}"]
        lines += [f"  {reason}" for reason in method.reasons]
        lines += [f"    {RULES[f.measure].name:<44} {figure_text(f)}" for f in method.figures]
    return [*lines, "", "Intervals: 95 %, bootstrap by patient.", RESEARCH_USE]
