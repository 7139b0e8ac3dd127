"""One program for each user: a second start hands its files to the first one's window and ends."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from meddiag_gui import paths

LONGEST = 2**20
"""Bytes of a message; more is dropped."""
TAKEN = b"taken\n"
_CONNECTING, _ANSWERING = 300, 3000  # milliseconds; a program that hangs takes nothing over
_log = logging.getLogger(__name__)


def meeting_place() -> str:
    """Name at which programs of this user with these user folders meet.

    A socket in the user's own runtime folder; on Windows the name of a pipe that only this user may open.
    """
    home = hashlib.sha256(os.fsencode(paths.user_data())).hexdigest()[:16]
    if os.name == "nt":
        return f"meddiag-{home}"
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(folder) / f"meddiag-{home}")


def hand_over(given: Sequence[Path], place: str) -> bool:
    """Give files to the program that runs already; False if there is none or it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(place)
    if not socket.waitForConnected(_CONNECTING):
        return False
    message = json.dumps([str(path.absolute()) for path in given]).encode() + b"\n"
    if len(message) > LONGEST:
        return False
    socket.write(message)
    taken = socket.waitForReadyRead(_ANSWERING) and socket.readAll().data() == TAKEN
    socket.disconnectFromServer()
    return taken


class Reception(QObject):
    """Takes files from later starts.

    Signals
    -------
    asked(tuple of Path)
        Someone started the program again, with these files or with none.
    """

    asked = Signal(tuple)

    def __init__(self, place: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        QLocalServer.removeServer(place)  # what a killed program left; a living one would have answered
        if not self._server.listen(place):
            _log.warning("Later starts cannot reach this window (%s).", self._server.errorString())

    def close(self) -> None:
        """Take nothing any more."""
        self._server.close()

    def _receive(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(LONGEST)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        given = _files_in(bytes(socket.readLine().data()))
        if given is None:
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()
        self.asked.emit(given)


def _files_in(line: bytes) -> tuple[Path, ...] | None:
    """Read the message of `hand_over`; None if it is none."""
    try:
        names = json.loads(line)
    except ValueError:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        return None
    given = tuple(Path(name) for name in names)
    return given if all(path.is_absolute() for path in given) else None
