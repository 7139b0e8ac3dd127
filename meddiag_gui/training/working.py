"""Working on one job, in a process of its own, and leaving in its folder how it ended."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from meddiag_gui.errors import MedDiagError
from meddiag_gui.tasks import Cancelled, Report
from meddiag_gui.training.checkpoint import CHECKPOINT
from meddiag_gui.training.events import Listener
from meddiag_gui.training.jobs import MANIFEST, OTHERS, RECIPE, State, change, only_one, read_job
from meddiag_gui.training.wishes import Wish, WishToken, asked, forget

if TYPE_CHECKING:
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.training.jobs import Job

_LOCK_SECONDS = 5.0  # others hold the lock for a moment, to see whether it is free
_NICE = 10
_log = logging.getLogger(__name__)


def work_on(folder: Path, token: WishToken, *, report: Report, listener: Listener) -> ModelBundle | None:
    """Train the job in ``folder``, or go on where it stopped; see `meddiag_gui.training.run.train`.

    Raises
    ------
    TrainingError
        If another process works on it, or as in `meddiag_gui.training.run.train`.
    Cancelled
        If the token was cancelled.
    """
    job = read_job(folder)
    with only_one(folder, _LOCK_SECONDS):
        job = change(job, state=State.RUNNING, message="")
        try:
            bundle = _train(job, token, report, listener)
        except Cancelled:
            _end(job, **_after_stop(folder))
            raise
        except MedDiagError as error:
            _end(job, state=State.FAILED, message=str(error))
            raise
        except MemoryError:
            _end(job, state=State.FAILED, message="There was too little memory.")
            raise
        except Exception as error:  # whatever it is, the job must say that it ended
            words = f"An internal error ({type(error).__name__}) ended the training; the log says where."
            _end(job, state=State.FAILED, message=words)
            raise
        _end(job, state=State.DONE)
        shutil.rmtree(folder / "cache", ignore_errors=True)  # can be made again, and is the largest part
        return bundle


def _train(job: Job, token: WishToken, report: Report, listener: Listener) -> ModelBundle | None:
    from meddiag_gui.training.run import train

    give_way()
    others = job.folder / OTHERS
    return train(
        job.folder / RECIPE,
        job.folder / MANIFEST,
        job.folder,
        others=others if others.is_file() else None,
        device=job.record.device,
        fall_back=job.record.fall_back,
        report=report,
        token=token,
        enough=token.enough,
        listener=listener,
    )


def _after_stop(folder: Path) -> dict[str, Any]:
    """Give the state after a stop: what was asked for; without a wish the system ended it, and it waits."""
    wish = asked(folder)
    if wish is Wish.CANCEL:
        (folder / CHECKPOINT).unlink(missing_ok=True)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        return {"state": State.CANCELLED}
    return {"state": State.PAUSED if wish is Wish.PAUSE else State.WAITING}


def _end(job: Job, **fields: Any) -> None:
    """Write how it ended; where the disk is full it stays as it is, and counts as interrupted."""
    try:
        change(job, **fields)
        forget(job.folder)
    except OSError as error:
        _log.warning("The state of a training could not be written (%s).", error.strerror)


def give_way() -> None:
    """Let whoever reads images have the processor first."""
    try:
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if os.name == "nt" else _NICE)
    except (psutil.Error, OSError):
        _log.warning("The training's priority could not be lowered.")
