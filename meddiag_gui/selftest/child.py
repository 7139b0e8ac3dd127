"""A command of this same program in its own process, with a home of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.errors import MedDiagError

SECONDS = 1200
"""Within which a command must end; on a quiet machine the longest takes a minute."""


class ChildFailed(MedDiagError):
    """A command did not end as it must."""


def run_command(home: Path, *arguments: str | Path) -> str:
    """Run ``meddiag`` with arguments and return its stdout.

    Parameters
    ----------
    home
        Holds all that the command keeps: settings, models, logs.

    Raises
    ------
    ChildFailed
        If it fails or does not end, with the last line that it wrote to stderr.
    """
    command = [*paths.command_line(), *map(str, arguments)]
    environment = os.environ | {"MEDDIAG_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603  # the program itself
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ChildFailed(f"meddiag {arguments[0]} did not end within {SECONDS} seconds.") from None
    except OSError as error:
        raise ChildFailed(f"meddiag {arguments[0]} cannot be started: {error.strerror}.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = said[-1] if said else "nothing was said"
        raise ChildFailed(f"meddiag {arguments[0]} ended with exit code {done.returncode}: {last}")
    return done.stdout.decode("utf-8", "replace")
