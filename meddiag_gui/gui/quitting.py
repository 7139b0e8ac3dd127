"""A wish of the system to end (SIGTERM at log-out, Ctrl-C) closes the program as its window does."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Quitting(QObject):
    """Calls ``end`` in the GUI thread when the system asks for it.

    Python runs a signal's handler only between two steps of its own, and an idle window takes none: so the
    signal is also written to a socket that Qt waits for.
    """

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._read, self._written = socket.socketpair()
        self._read.setblocking(False)
        self._written.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._asked)
        self._descriptor = signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _nothing) for number in SIGNALS}

    def close(self) -> None:
        """Let signals do again what they did before."""
        signal.set_wakeup_fd(self._descriptor)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._read.close()
        self._written.close()

    def _asked(self) -> None:
        received = self._read.recv(64)
        if any(number in received for number in SIGNALS):
            self._end()


def _nothing(number: int, frame: object) -> None:
    """Stand for a handler: what is done follows from the socket."""
