"""A series on its way from the list into a cell: what drag and drop carries."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData

from meddiag_gui.gui.pictures import Ref

SERIES = "application/x-meddiag-series"


def pack(ref: Ref) -> QMimeData:
    """Name a series by its first image; this means something only within the program."""
    data = QMimeData()
    data.setData(SERIES, QByteArray(json.dumps([str(ref[0]), ref[1]]).encode()))
    return data


def unpack(data: QMimeData) -> Ref | None:
    """Return the image that a series was named by; None where something else is dragged."""
    try:
        path, frame = json.loads(bytes(data.data(SERIES).data()))
        return Path(path), int(frame)
    except (ValueError, TypeError):
        return None
