"""The estimate of a plan, measured in a process of its own: what it loads and holds leaves with it."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import msgspec

from meddiag_gui import paths
from meddiag_gui.errors import TrainingError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report
from meddiag_gui.training.plan.estimate import Estimate
from meddiag_gui.training.plan.examining import Examined
from meddiag_gui.training.plan.handing import write_trial
from meddiag_gui.training.plan.plan import Plan
from meddiag_gui.training.split import Split

_LOOK = 0.1  # seconds


def measure(
    plan: Plan,
    bundle: ModelBundle | None,
    examined: Examined,
    split: Split,
    *,
    report: Report,
    token: CancelToken,
) -> Estimate:
    """Take a few steps of what the plan asks for, by ``meddiag estimate``.

    Raises
    ------
    ManifestError
        If a column cannot be filled as the plan says.
    TrainingError
        If the trial fails, with its reason.
    Cancelled
        If the token was cancelled; the process is ended.
    """
    paths.user_cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="estimate-", dir=paths.user_cache()) as name:
        folder = Path(name)
        write_trial(plan, bundle, examined, split, folder)
        report(Progress(0, None, tr("Taking a few steps on this machine")))
        answer = folder / "answer.json"
        given = ["estimate", str(folder), "--data", str(folder / "manifest.csv"), "--json", str(answer)]
        with (folder / "said").open("w+", encoding="utf-8", errors="replace") as said:
            process = subprocess.Popen(  # noqa: S603  # this very program
                [*paths.command_line(), *given], stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
            try:
                while process.poll() is None:
                    token.check()
                    time.sleep(_LOOK)
            finally:
                process.kill()
                process.wait()
            said.seek(0)
            lines = said.read().split("\n")
        try:
            return msgspec.json.decode(answer.read_bytes(), type=Estimate)
        except (OSError, msgspec.MsgspecError) as error:
            reason = next((line for line in reversed(lines) if line.strip()), "")
            raise TrainingError(tr("The trial failed: {reason}", reason=reason[:300])) from error
