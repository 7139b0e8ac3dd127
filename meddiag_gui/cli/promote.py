"""``meddiag models promote`` and ``rollback``: which model reads unless another is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import load_bundle_named
from meddiag_gui.cli.output import RESEARCH_USE, say
from meddiag_gui.cli.verdicts import note_decision
from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.inference.live import Decision
    from meddiag_gui.inference.metadata import Task

Who = Annotated[str, typer.Option(help="Who decides; kept in the history.")]
Why = Annotated[str, typer.Option(help="Why; kept in the history.")]


def promote(
    model: Annotated[str, typer.Argument(metavar="NAME@VERSION", help="The model that goes live.")],
    over: Annotated[
        str | None,
        typer.Option(
            "--over", metavar="NAME[@VERSION]", help="The model it replaces; the live one by default."
        ),
    ] = None,
    who: Who = "",
    why: Why = "",
    evaluation: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="What evaluate --compare wrote of the two models."),
    ] = None,
    override: Annotated[
        bool, typer.Option("--override", help="Put failed checks aside; they are kept in the history.")
    ] = False,
) -> None:
    """Put a model live in place of another, if the evaluation of both speaks for it."""
    from meddiag_gui.evaluation.promotion import check_promotion, figures, read_evaluation
    from meddiag_gui.inference.installing import install
    from meddiag_gui.inference.live import LiveModels

    try:
        new, old = load_bundle_named(model), load_bundle_named(over)
        if new.ref == old.ref:
            raise ModelError(f"{new.name} {new.version} is the model that it would replace.")
        read = read_evaluation(evaluation) if evaluation else None
        checks = check_promotion(new, old, read)
        for check in checks:
            print(f"  {'passed' if check.passed else 'FAILED'}  {printable(f'{check.name}: {check.detail}')}")
        failed = [check.name for check in checks if not check.passed]
        if failed and not override:
            say(f"{new.name} {new.version} does not go live: {len(failed)} of {len(checks)} checks failed.")
            raise typer.Exit(1)
        LiveModels().promote(install(new), old, who, why, overridden=failed, figures=figures(checks, read))
    except (BundleError, ModelError) as error:
        raise typer.BadParameter(str(error)) from error
    note_decision()
    print(f"{new.name} {new.version} is live in place of {old.name} {old.version}.\n{RESEARCH_USE}")


def rollback(
    who: Who = "",
    why: Why = "",
    segmentation: Annotated[
        bool, typer.Option("--segmentation", help="Of the models that outline, not of those that score.")
    ] = False,
) -> None:
    """Take the last promotion back, and show the history."""
    from meddiag_gui.inference.live import LiveModels
    from meddiag_gui.inference.registry import find_bundle

    live = LiveModels()
    task: Task = "segmentation" if segmentation else "classification"
    try:
        live.roll_back(task, who, why)
        now = find_bundle(task=task)
    except (BundleError, ModelError) as error:
        raise typer.BadParameter(str(error)) from error
    note_decision()
    print("\n".join(map(_line, live.history())))
    print(f"{now.name} {now.version} is live.\n{RESEARCH_USE}")


def _line(decision: Decision) -> str:
    what = f"{decision.model.name} {decision.model.version} live" if decision.model else "taken back"
    aside = f" (put aside: {', '.join(decision.overridden)})" if decision.overridden else ""
    return printable(f"  {decision.at}  {what} by {decision.who}: {decision.why}{aside}")
