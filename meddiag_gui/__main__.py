"""Start of the program: the window by the shortest way, any other command through the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

INTERNAL_ERROR = 3


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # only here: from source it would cost the window 10 ms

        multiprocessing.freeze_support()
    from meddiag_gui.logs import start_logging

    log = start_logging()
    try:
        return _dispatch(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last resort: one line for the user, the frames for the log
        import logging

        logging.getLogger("meddiag_gui").exception("An internal error ended the program")
        print(f"meddiag: internal error ({type(error).__name__}); see {log}", file=sys.stderr)
        return INTERNAL_ERROR


def _dispatch(arguments: list[str]) -> int:
    paths = _paths_for_window(arguments)
    if paths is None:
        from meddiag_gui.cli.app import run

        return run(arguments)
    from meddiag_gui.gui.app import run as open_window

    return open_window(paths)


def _paths_for_window(arguments: list[str]) -> list[Path] | None:
    """Paths to open if the window is plainly asked for; None if the command line must look closer.

    So that the first window never waits for the command line's libraries.
    """
    if any(argument.startswith("-") for argument in arguments):
        return None
    if not arguments or arguments[0] == "gui":
        return [Path(argument) for argument in arguments[1:]]
    looks_like_path = os.sep in arguments[0] or "/" in arguments[0] or "." in arguments[0]
    return [Path(argument) for argument in arguments] if looks_like_path else None


if __name__ == "__main__":
    sys.exit(main())
