"""The reading process as its parent sees it: started, asked, and killed where it does not answer."""

from __future__ import annotations

import itertools
import os
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meddiag_gui import errors
from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.isolated.memory import MAX_BYTES, receive_memory
from meddiag_gui.imaging.isolated.messages import pack, unpack
from meddiag_gui.imaging.text import cannot_be_opened
from meddiag_gui.language import in_use, learn, tr
from meddiag_gui.tasks import Cancelled, heeded_token

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

SECONDS = 7.0
"""Within which a frame must be read; the largest mammograms take less than half of it."""

_STARTING = 60.0  # seconds that the process may take to start on a busy machine
_LOOK_EVERY = 0.1  # seconds
_PATIENCE = 1.0  # seconds that a frame nobody wants any more may take: to start a process anew takes longer


class ReadingProcess:
    """One process that reads files for this one; it is started when it is first needed.

    May be used from several threads; they wait for each other.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._ready = False
        self._memory: memoryview | None = None  # that the process hands arrays over in
        self._numbers = itertools.count()

    def start(self) -> None:
        """Start the process, if it does not run; returns at once."""
        with self._lock:
            self._connected()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._kill()

    def ask(self, service: str, path: Path, frame: int = 0) -> Any:
        """Let the process do one thing with a file.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            As its reader says; or because it took too long, too much memory, or brought the process down.
        Cancelled
            If the token that is heeded (`meddiag_gui.tasks.heeding`) was cancelled and no answer is near.
        """
        with self._lock:
            connection = self._connected()
            name = f"meddiag-{os.getpid()}-{id(self)}-{next(self._numbers)}"
            try:
                if not self._ready:
                    self._wait(connection, _STARTING)
                    connection.recv_bytes()
                    self._ready = True
                connection.send_bytes(pack((service, path, frame, name))[0])
                self._wait(connection, self._seconds)
                answer = connection.recv_bytes()
                fresh = int.from_bytes(answer[:8], "little")
                self._memory = receive_memory(connection, fresh, name) if fresh else self._memory
                result, kind, message, said = unpack(answer[8:], self._memory)
                learn(dict(said))
            except BaseException as error:
                if isinstance(error, Cancelled) and not self._ready:
                    raise  # let it start, for whoever asks next
                self._kill()
                if isinstance(error, EOFError | OSError | ValueError):
                    error = UnreadableImage(tr("it brings its decoder down"))
                if not isinstance(error, UnreadableImage | UnsupportedImage):
                    raise
                raise type(error)(cannot_be_opened(path, str(error))) from None
        if kind:
            raise getattr(errors, kind, UnreadableImage)(message)
        return result

    def _connected(self) -> Connection:
        """Start the process, if it does not run; and give the connection with it."""
        if self._process is not None and self._connection is not None and self._process.is_alive():
            return self._connection
        self._kill()
        import multiprocessing

        from meddiag_gui.imaging.isolated.worker import serve

        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, 2 * self._seconds, in_use()), daemon=True)
        process.start()
        self._process = process  # there is nothing to end where it could not be started
        theirs.close()
        return self._connection

    def _wait(self, connection: Connection, seconds: float) -> None:
        """Wait for an answer, and watch the memory of the process meanwhile."""
        start, token = time.monotonic(), heeded_token()
        while not connection.poll(_LOOK_EVERY):
            waited = time.monotonic() - start
            if waited > _PATIENCE:
                token.check()
            if waited > seconds:
                raise UnreadableImage(tr("reading it takes longer than {n:g} seconds", n=seconds))
            if self._process is not None and _memory_of(self._process.pid) > MAX_BYTES:
                raise UnsupportedImage(tr("it needs more memory than a single file may take"))

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = self._memory = None
        self._ready = False


def _memory_of(pid: int | None) -> int:
    """Bytes that a process has in memory; 0 if it is gone."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
