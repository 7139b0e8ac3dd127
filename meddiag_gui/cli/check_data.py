"""``meddiag check-data``: what is wrong with labelled images, before a model learns it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import JsonFile
from meddiag_gui.cli.output import check_output, progress_line, say, write_file, write_json
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.examination.problems import Examination, Problem

_SHOWN = 5  # problems of a kind, and paths of a problem, on the screen; the JSON has all


def check_data(
    source: Annotated[
        Path, typer.Argument(metavar="MANIFEST|FOLDER", help="CSV, or folders named after what images show.")
    ],
    json: JsonFile = None,
    patient: Annotated[
        str,
        typer.Option(
            "--patient", metavar="REGEX", help="Of a folder: the patient ID in a file's name, as group."
        ),
    ] = "",
    manifest: Annotated[
        Path | None, typer.Option("--manifest", metavar="FILE", help="Of a folder: write it as a manifest.")
    ] = None,
) -> None:
    """Find leaks, copies, contradictions and suspect labels among images for training.

    Exits with 1 where something stands in the way of training.
    """
    from meddiag_gui.examination.examine import examine
    from meddiag_gui.examination.source import manifest_table, read_source

    check_output(json)
    check_output(manifest)
    data = read_source(source, patient)
    with progress_line() as report:
        found = examine(data, report=report)
    if manifest is not None:
        write_file(manifest, manifest_table(found.manifest))
    if json is not None:
        write_json(found.to_json(), json)
    else:
        print("\n".join(_lines(found)))
    for problem in found.stops:
        say(_sentence(problem))
    if found.stops:
        raise typer.Exit(1)


def _lines(found: Examination) -> list[str]:
    """Write an examination for people."""
    from meddiag_gui.examination.problems import KINDS

    counts = found.counts
    lines = [f"{counts['images']} images of {counts['patients']} patients, {counts['readable']} readable"]
    lines += [
        f"  {printable(name)}: {sides['present']} with ({sides['present_patients']} patients), "
        f"{sides['absent']} without ({sides['absent_patients']}), {sides['not_labelled']} not labelled"
        for name, sides in counts["findings"].items()
    ]
    by_kind = groupby(found.problems, key=lambda problem: (problem.stops, problem.kind))
    for (stops, kind), group in by_kind:
        problems = list(group)
        lines += ["", f"{KINDS[kind]}: {len(problems)}{' (training stops)' if stops else ''}"]
        lines += [f"  {_sentence(problem)}" for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            lines.append(f"  … and {len(problems) - _SHOWN} more; --json has all")
    if not found.problems:
        lines += ["", "Nothing was found that speaks against training."]
    return lines


def _sentence(problem: Problem) -> str:
    """Write a problem with its first images."""
    named = ", ".join(printable(path) for path in problem.paths[:_SHOWN])
    rest = f" and {len(problem.paths) - _SHOWN} more" if len(problem.paths) > _SHOWN else ""
    return f"{printable(problem.message)} {named}{rest}".rstrip()
