"""Long work off the GUI thread: one thread a runner, results handed over in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from meddiag_gui.errors import in_words
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, Report, heeding

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class Work(Protocol[T_co]):
    """A function for the runner's thread; it checks the token and reports as it can."""

    def __call__(self, *, report: Report, token: CancelToken) -> T_co:
        """Do the work and return its result."""
        ...


class Job(Generic[T]):
    """One piece of work under way; its callbacks run in the GUI thread, at most one of the two ends.

    Parameters
    ----------
    done, failed
        Called with the job and the result, or the job and the error; neither after `cancel`.
    progressed
        Called with the job and each `Progress`; not after `cancel`.
    """

    def __init__(
        self,
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
        progressed: Callable[[Job[T], Progress], None] | None = None,
    ) -> None:
        self.token = CancelToken()
        self._done, self._failed, self._progressed = done, failed, progressed

    def cancel(self) -> None:
        """Ask the work to stop; whatever it still gives is dropped."""
        self.token.cancel()

    def deliver(self, kind: str, payload: Any) -> None:
        """Hand on what the thread sent (GUI thread only)."""
        if self.token.cancelled:
            return
        if kind == "progress":
            if self._progressed is not None:
                self._progressed(self, payload)
        elif kind == "done":
            self._done(self, payload)
        else:
            self._failed(self, payload)


class Runner(QObject):
    """A thread that does one job after the other, in the order they came.

    Lives in the GUI thread. The thread only ever touches the runner's own signal, whose queued connection
    brings everything over; jobs are plain objects, so none can die on the wrong thread.

    Signals
    -------
    idle
        The last job has ended, and none came after it.
    """

    idle = Signal()
    _sent = Signal(object, str, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"meddiag-{name}")
        self._jobs: set[Job[Any]] = set()
        self._background: set[Job[Any]] = set()
        self._sent.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job has not ended."""
        return bool(self._jobs)

    def submit(
        self,
        work: Work[T],
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
        progressed: Callable[[Job[T], Progress], None] | None = None,
        *,
        background: bool = False,
    ) -> Job[T]:
        """Queue work; see `Job` for the callbacks.

        Parameters
        ----------
        background
            It gives way: any other work that is queued cancels it. Whoever wants it done submits it again at
            `idle`.
        """
        job = Job(done, failed, progressed)
        self._jobs.add(job)
        if background:
            self._background.add(job)
        else:
            for waiting in self._background:
                waiting.cancel()
        self._executor.submit(self._run, job, work)
        return job

    def shut_down(self) -> None:
        """Cancel everything and wait for the thread; nothing is delivered afterwards."""
        for job in self._jobs:
            job.cancel()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _run(self, job: Job[T], work: Work[T]) -> None:
        """Run on the thread: send back every outcome, and keep no reference to it."""

        def report(progress: Progress) -> None:
            self._sent.emit(job, "progress", progress)

        try:
            job.token.check()
            with heeding(job.token):
                result = work(report=report, token=job.token)
        except Cancelled:
            job.cancel()
            self._sent.emit(job, "done", None)
        except Exception as error:  # whatever went wrong belongs to the job's owner, who shows it
            self._sent.emit(job, "failed", in_words(error))
        else:
            self._sent.emit(job, "done", result)

    @Slot(object, str, object)
    def _receive(self, job: Job[Any], kind: str, payload: Any) -> None:
        if kind != "progress":
            self._jobs.discard(job)
            self._background.discard(job)
        job.deliver(kind, payload)
        if not self._jobs:
            self.idle.emit()
