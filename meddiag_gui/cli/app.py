"""The commands put together, and how they end: the exit codes."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from meddiag_gui import __version__
from meddiag_gui.cli import (
    check_data,
    deidentify,
    edits,
    estimate,
    evaluate,
    import_,
    import_records,
    inspect,
    library,
    models,
    operating_point,
    predict,
    screenshots,
    selftest,
    train,
    trust,
    window,
)
from meddiag_gui.cli.output import say
from meddiag_gui.errors import MedDiagError, in_words

DONE, SOME_FAILED = 0, 1
_OUTPUT_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EBADF)  # readers never let theirs through


class _PathOpensWindow(TyperGroup):
    """Takes ``meddiag study.dcm`` as ``meddiag gui study.dcm``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # typer keeps the types of both to itself
        if args and args[0] not in self.commands and _exists(args[0]):
            args = ["gui", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_PathOpensWindow,
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # __main__ decides what is shown; locals may hold patient data
    rich_markup_mode=None,
    help="MedDiag: a desktop AI assistant for radiologists. Research use only, not for diagnosis.",
    epilog="Exit codes: 0 done; 1 some inputs failed, each named; 2 wrong usage; 3 internal error.",
)
app.command("gui")(window.gui)
app.command()(predict.predict)
app.command()(inspect.inspect)
app.command("import")(import_.import_)
app.add_typer(library.app, name="library")
app.command()(train.train)
app.command()(estimate.estimate)
app.command("check-data")(check_data.check_data)
app.command("import-records")(import_records.import_records)
app.command()(deidentify.deidentify)
app.add_typer(models.app, name="models")
app.command("operating-point")(operating_point.operating_point)
app.command()(edits.edits)
app.command()(evaluate.evaluate)
app.command()(trust.trust)
app.command()(selftest.selftest)
app.command()(screenshots.screenshots)


def _exists(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # no possible name
        return False


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"MedDiag {__version__}")
        raise typer.Exit


@app.callback()
def meddiag(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Do what stands before any command, or open the window if there is none."""
    if context.invoked_subcommand is None:
        raise typer.Exit(window.open_window([]))


def run(arguments: list[str]) -> int:
    """Run one command.

    Returns
    -------
    int
        Exit code: 0 done, 1 some inputs failed, 2 wrong usage, 130 stopped by Ctrl-C.

    Raises
    ------
    Exception
        Whatever is no `MedDiagError` is an error of the program.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # no file name may stop the output
    try:
        app(arguments, prog_name="meddiag")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except OSError as error:
        if error.errno not in _OUTPUT_ERRORS:
            raise
        say(f"The output cannot be written: {error.strerror}.")
        return SOME_FAILED
    except MedDiagError as error:
        say(str(error))
        return SOME_FAILED
    except ModuleNotFoundError as error:
        known = in_words(error)
        if known is error:
            raise
        say(str(known))
        return SOME_FAILED
    return DONE
