"""The queue: jobs that wait are worked on one after the other, each in a process of its own.

One process keeps the queue (``meddiag train --queue``); it needs no torch, so neither a crash nor a lack of
memory in a training ends it. The window starts it and looks at the folders; it may come and go meanwhile.
"""

from __future__ import annotations

import logging
import os
import subprocess
import time
from typing import Any

from filelock import FileLock, Timeout

from meddiag_gui import paths
from meddiag_gui.errors import TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.language import mark, tr
from meddiag_gui.tasks import CancelToken
from meddiag_gui.training.jobs import Job, State, change, list_jobs, read_job, training_folder
from meddiag_gui.training.wishes import Wish, ask, asked, forget

_LOCK, _HOLD = ".queue.lock", "hold"
_LOOK = 0.5  # seconds
_SPOKEN = (0, 130)  # exit codes after which a job says itself how it ended
_log = logging.getLogger(__name__)


def held() -> bool:
    """Whether the queue is to start nothing."""
    return (training_folder() / _HOLD).exists()


def hold() -> None:
    """Start nothing more; what runs keeps a checkpoint, ends and waits.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    write_atomic(training_folder() / _HOLD, "")
    for job in list_jobs()[0]:
        if job.alive:
            ask(job.folder, Wish.WAIT)


def release() -> None:
    """Let the queue go on."""
    (training_folder() / _HOLD).unlink(missing_ok=True)


def waiting() -> list[Job]:
    """Jobs to be worked on, in order: those that wait, and those whose process is gone without a word."""
    jobs = [job for job in list_jobs()[0] if job.state is State.WAITING or job.interrupted]
    return sorted(jobs, key=lambda job: job.record.place)


def put_first(job: Job) -> Job:
    """Let a job be the next one.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    least = min((other.record.place for other in waiting()), default=job.record.place)
    return change(job, place=least - 1)


def resume(job: Job) -> Job:
    """Put a job that ended, or was paused, back into the queue.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    forget(job.folder)
    return change(job, state=State.WAITING, message="")


def stop(job: Job, wish: Wish) -> Job:
    """Pause, finish or cancel a job: a running one is asked, any other changes at once.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    ask(job.folder, wish)  # in any case: a process may be about to begin
    if job.alive:
        return job
    state = {Wish.PAUSE: State.PAUSED, Wish.CANCEL: State.CANCELLED}.get(wish, State.WAITING)
    return change(job, state=state, message="")


def is_kept() -> bool:
    """Whether a process keeps the queue."""
    try:
        with FileLock(training_folder() / _LOCK).acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def ensure_kept() -> subprocess.Popen[bytes] | None:
    """Start a process that keeps the queue, if there is something to do and none yet; it outlives this one.

    Raises
    ------
    TrainingError
        If it cannot be started.
    """
    if held() or not waiting() or is_kept():
        return None
    return _start(["train", "--queue"], detached=True)


def keep(token: CancelToken) -> None:
    """Work through the queue until nothing waits, it is held, or the token is cancelled.

    Raises
    ------
    TrainingError
        If another process keeps it, or a training cannot be started.
    """
    training_folder().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(training_folder() / _LOCK).acquire(timeout=2):
            while not (token.cancelled or held()) and (jobs := waiting()):
                _work(jobs[0], token)
    except Timeout as error:
        raise TrainingError(tr("Another process keeps the queue of trainings already.")) from error


def _work(job: Job, token: CancelToken) -> None:
    """Run one job to its end; if this process is asked to end, it ends the job first."""
    if asked(job.folder) is Wish.WAIT:  # left from an earlier time
        forget(job.folder)
    process = _start(["train", str(job.folder)])
    while (code := process.poll()) is None:
        if (token.cancelled or held()) and asked(job.folder) is None:
            ask(job.folder, Wish.WAIT)
        time.sleep(_LOOK)
    after = read_job(job.folder)
    if after.state in (State.RUNNING, State.WAITING) and not after.alive and code not in _SPOKEN:
        change(after, state=State.FAILED, message=_how(code))


def _how(code: int) -> str:
    """Say how a process ended that could not say it itself."""
    signal, ended = mark("signal {code}, perhaps for lack of memory"), mark("exit code {code}")
    why = signal.format(code=-code) if code < 0 else ended.format(code=code)
    sentence = mark(
        "The training's process ended unexpectedly ({why}); it can go on from its last checkpoint."
    )
    return sentence.format(why=why)  # in English: it is kept


def _start(arguments: list[str], *, detached: bool = False) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {}
    if os.name == "nt":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined,unused-ignore]
    elif detached:
        options["start_new_session"] = True
    nowhere = subprocess.DEVNULL
    try:
        return subprocess.Popen(  # noqa: S603  # the program itself
            [*paths.command_line(), *arguments],
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            **options,
        )
    except OSError as error:
        raise TrainingError(
            tr("The training cannot be started: {reason}.", reason=error.strerror or error)
        ) from error
