"""What the window knows of trainings: their folders, looked at on a thread, and what the user does to them.

A training never runs in this program: closing the window, or a crash of it, changes nothing.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.runner import Job as Work
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    import subprocess

    from meddiag_gui.training.events import EventReader
    from meddiag_gui.training.history import Story
    from meddiag_gui.training.jobs import Job
    from meddiag_gui.training.wishes import Wish

_WATCHED, _UNWATCHED = 1000, 4000  # milliseconds between two looks


def possible() -> bool:
    """Whether this installation can train."""
    return importlib.util.find_spec("torch") is not None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found.

    Parameters
    ----------
    problems
        One sentence for each job that cannot be read.
    begun
        Stories of jobs that were not known before.
    told
        New events of those that were.
    """

    jobs: tuple[Job, ...]
    problems: tuple[str, ...]
    begun: dict[str, Story]
    told: dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class _Watcher:
    """Looks at the folders; used on the runner's thread only."""

    readers: dict[str, EventReader] = field(default_factory=dict)
    keepers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def look(self, *, report: Report, token: CancelToken) -> Look:
        from meddiag_gui.training.events import EventReader
        from meddiag_gui.training.history import Story
        from meddiag_gui.training.jobs import EVENTS, list_jobs

        self.keepers = [process for process in self.keepers if process.poll() is None]
        jobs, problems = list_jobs()
        begun: dict[str, Story] = {}
        told: dict[str, list[dict[str, Any]]] = {}
        for job in jobs:
            if job.id in self.readers:
                told[job.id] = self.readers[job.id].read()
            else:
                reader = self.readers[job.id] = EventReader(job.folder / EVENTS)
                begun[job.id] = Story(recipe=_settings(job))
                begun[job.id].add(reader.read())
        return Look(tuple(jobs), tuple(problems), begun, told)

    def act(self, action: Callable[[], object] | None, *, report: Report, token: CancelToken) -> Look:
        """Do something, see that the queue is kept if anything waits, and look."""
        from meddiag_gui.training.queue import ensure_kept

        if action is not None:
            action()
        process = ensure_kept()
        if process is not None:
            self.keepers.append(process)
        return self.look(report=report, token=token)


def _settings(job: Job) -> dict[str, str]:
    from meddiag_gui.training.history import settings_of
    from meddiag_gui.training.jobs import RECIPE

    try:
        return settings_of((job.folder / RECIPE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):  # the list says what is wrong with the job
        return {}


class Board(QObject):
    """All jobs and their stories.

    Signals
    -------
    changed
        A job, a story or the message is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: tuple[Job, ...] = ()
        self.stories: dict[str, Story] = {}
        self.message = ""
        self._watcher, self._watched = _Watcher(), False
        self._runner = Runner("training", self)
        self._looking: Work[Look] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_UNWATCHED)
        self._timer.timeout.connect(self._look)

    @property
    def active(self) -> Job | None:
        """The job that is worked on."""
        return next((job for job in self.jobs if job.alive), None)

    @property
    def busy(self) -> bool:
        """Whether the thread has work."""
        return self._runner.busy

    def start(self) -> None:
        """Find the jobs of earlier starts; let the queue go on."""
        if possible():
            from meddiag_gui.training.queue import release

            self._do(release)

    def watch(self, watched: bool) -> None:
        """Look more often while somebody watches, and at once."""
        self._watched = watched
        self._timer.setInterval(_WATCHED if watched else _UNWATCHED)
        if watched and possible():
            self._timer.start()
            self._look()

    def refresh(self) -> None:
        """Take jobs in that were made just now, and let the queue begin."""
        self._do(None)

    def stop(self, job: Job, wish: Wish) -> None:
        """Ask a job to pause, to finish with the best weights so far, or to end for good."""
        from meddiag_gui.training import queue

        self._do(functools.partial(queue.stop, job, wish))

    def resume(self, job: Job) -> None:
        """Put a job back into the queue."""
        from meddiag_gui.training import queue

        self._do(functools.partial(queue.resume, job))

    def put_first(self, job: Job) -> None:
        """Let a job be the next one."""
        from meddiag_gui.training import queue

        self._do(functools.partial(queue.put_first, job))

    def remove(self, job: Job) -> None:
        """Delete a job with all that it made."""
        from meddiag_gui.training import jobs

        self._do(functools.partial(jobs.remove, job))

    def shut_down(self, *, go_on: bool) -> None:
        """End the thread; unless trainings shall go on, ask them to keep a checkpoint and wait."""
        self._timer.stop()
        self._runner.shut_down()
        if not go_on and possible() and any(job.alive for job in self.jobs):
            from meddiag_gui.training.queue import hold

            hold()

    def _do(self, action: Callable[[], object] | None) -> None:
        self._runner.submit(functools.partial(self._watcher.act, action), self._take, self._fail)

    def _look(self) -> None:
        """Look; where jobs wait and none runs, the process that kept the queue may just have ended."""
        if self._runner.busy:
            return
        idle = self.active is None and any(job.state.value == "waiting" for job in self.jobs)
        work = functools.partial(self._watcher.act, None) if idle else self._watcher.look
        self._runner.submit(work, self._take, self._fail)

    def _take(self, work: Work[Look], look: Look) -> None:
        before = (self.jobs, self.message)
        self.jobs, self.message = look.jobs, " ".join(look.problems)
        known = {job.id for job in look.jobs}
        self.stories = {key: story for key, story in self.stories.items() if key in known} | look.begun
        for key, events in look.told.items():
            self.stories[key].add(events)
        if self._watched or any(job.alive or job.state.value == "waiting" for job in look.jobs):
            self._timer.start()
        else:
            self._timer.stop()
        if before != (self.jobs, self.message) or look.begun or any(look.told.values()):
            self.changed.emit()

    def _fail(self, work: Work[Look], error: Exception) -> None:
        self.message = sentence_for(error, tr("looking at the trainings"))
        self.changed.emit()
