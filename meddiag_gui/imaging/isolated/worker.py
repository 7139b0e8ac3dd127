"""What the reading process does: one request after the other, until its parent is gone."""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.identity import read_identity
from meddiag_gui.imaging.instance import read_instance
from meddiag_gui.imaging.isolated.memory import Outbox, limit_memory
from meddiag_gui.imaging.isolated.messages import pack, unpack
from meddiag_gui.imaging.kept import KeptSource
from meddiag_gui.imaging.pixels import allocating
from meddiag_gui.imaging.tags import TagRow
from meddiag_gui.imaging.text import cannot_be_opened
from meddiag_gui.language import SOURCE, sayings, tr, use

_READERS = (
    "meddiag_gui.imaging.dicom.source", "meddiag_gui.imaging.raster",
    "imagecodecs._jpeg8", "imagecodecs._jpegls", "imagecodecs._jpeg2k", "imagecodecs._imcd",
    "simplejpeg",
)  # fmt: skip  # what the first file would have to wait for


def serve(connection: Connection, seconds: float, language: str = SOURCE) -> None:
    """Answer requests ``(service, path, frame, name for memory)``.

    An answer is 8 bytes, how much new memory follows it, and ``(result, error's class, its message, what was
    said with its English)``.

    Parameters
    ----------
    seconds
        After which the process ends itself if it has not answered, should its parent have died.
    language
        In which it tells what is wrong.
    """
    _prepare()
    use(language)
    kept, outbox = KeptSource(), Outbox()
    services: dict[str, Callable[..., Any]] = {
        "image": kept.image,
        "instance": lambda path, frame: read_instance(path),
        "identity": lambda path, frame: read_identity(path),
        "tags": lambda path, frame: _read_tags(path),
    }
    with open(os.devnull, "w") as nowhere, contextlib.suppress(EOFError, OSError):  # noqa: PTH123
        connection.send_bytes(b"ready")
        while True:
            service, path, frame, name = unpack(connection.recv_bytes())
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            outbox.open(name)
            with allocating(outbox.array):
                result, *error = _answer(services[service], path, frame)
            content, arrays = pack((result, *error, list(sayings().items())))
            outbox.put(arrays)
            connection.send_bytes(outbox.fresh.to_bytes(8, "little") + content)
            outbox.send(connection)
            del result, arrays
            faulthandler.cancel_dump_traceback_later()


def _read_tags(path: Path) -> tuple[TagRow, ...]:
    from meddiag_gui.imaging.dicom.tags import read_tags  # brings pydicom, which the parent can do without

    return read_tags(path)


def _prepare() -> None:
    """Be silent, deaf to Ctrl-C (the parent decides), ready for the first file, and bounded."""
    with open(os.devnull, "r+b") as nowhere:  # noqa: PTH123
        for stream in (1, 2):  # decoders write there, and quote what they find
            os.dup2(nowhere.fileno(), stream)
    if sys.stderr is None or sys.stdout is None:
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in _READERS:
        importlib.import_module(module)
    limit_memory()


def _answer(service: Callable[..., Any], path: Path, frame: int) -> tuple[Any, str, str]:
    try:
        return service(path, frame), "", ""
    except MedDiagError as error:
        return None, type(error).__name__, str(error)
    except MemoryError:
        kind, reason = "UnsupportedImage", tr("it needs more memory than a single file may take")
    except OSError as error:
        kind, reason = "UnreadableImage", tr("the system says: {reason}", reason=error.strerror)
    except Exception as error:  # the last net: the file is given up, not the process
        kind, reason = "UnreadableImage", tr("it is damaged ({kind})", kind=type(error).__name__)
    return None, kind, cannot_be_opened(path, reason)
