"""``meddiag models``: what is installed, and what is live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from meddiag_gui.cli import promote
from meddiag_gui.cli.options import JsonFile
from meddiag_gui.cli.output import RESEARCH_USE, check_output, say, write_json
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.metadata import Task

SCHEMA = "meddiag.models/1"


def models(context: typer.Context, json: JsonFile = None) -> None:
    """List the installed models, each checked whole; or promote one, or take that back."""
    if context.invoked_subcommand is not None:
        return
    from meddiag_gui.inference.registry import list_bundles, live_bundle

    check_output(json)
    listing = list_bundles()
    tasks: tuple[Task, ...] = ("classification", "segmentation")
    live = [live_bundle(listing.bundles, task) for task in tasks]
    if json is not None:
        rows = [{**_row(bundle), "live": bundle in live} for bundle in listing.bundles]
        write_json({"schema": SCHEMA, "models": rows, "problems": list(listing.problems)}, json)
    else:
        print("\n".join(_lines(listing.bundles, live)))
    for problem in listing.problems:
        say(problem)
    if listing.problems:
        raise typer.Exit(1)


def _row(bundle: ModelBundle) -> dict[str, Any]:
    import msgspec

    metadata = bundle.metadata
    return {
        **msgspec.to_builtins(bundle.ref),
        "task": metadata.task,
        "structure": metadata.structure.name if metadata.structure else None,
        "findings": [
            {
                "name": spec.name,
                "code": msgspec.to_builtins(spec.code),
                "operating_point": spec.operating_point,
            }
            for spec in bundle.findings
        ],
        "intended_use": msgspec.to_builtins(metadata.intended_use),
    }


def _lines(bundles: tuple[ModelBundle, ...], live: list[ModelBundle | None]) -> list[str]:
    lines: list[str] = []
    for bundle in bundles:
        findings = ", ".join(
            f"{spec.name} (operating point {spec.operating_point:.3f})" for spec in bundle.findings
        )
        use = bundle.metadata.intended_use
        lines += [
            f"{bundle.name} {bundle.version}{', live' if bundle in live else ''}",
            f"  outlines    {bundle.metadata.structure.name}"
            if bundle.metadata.structure
            else f"  finds       {findings}",
            f"  for         {printable(use.summary)}",
            f"  population  {printable(use.population)}",
            f"  sha256      {bundle.sha256}",
        ]
    return [*(lines or ["No model is installed."]), RESEARCH_USE]


app = typer.Typer(callback=models, invoke_without_command=True, add_completion=False, rich_markup_mode=None)
app.command()(promote.promote)
app.command()(promote.rollback)
