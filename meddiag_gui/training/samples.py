"""Small pictures of the images that a run shows its answers on, so that whoever watches needs no data set."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.files import write_atomic

SAMPLES = "samples"
"""Folder of the pictures in a run's folder; each is named by its row in the manifest."""
_SIDE = 192  # pixels


class Samples:
    """Writes the picture of each sample when it first occurs in an event.

    Parameters
    ----------
    levels
        ``(rows of the manifest, H, W)`` uint16, as cached.
    """

    def __init__(self, folder: Path, levels: NDArray[np.uint16]) -> None:
        self._folder, self._levels = folder, levels

    def add(self, event: dict[str, Any]) -> None:
        """Write what an event shows and is not there yet.

        Raises
        ------
        OSError
            If the disk is full or the folder cannot be written.
        """
        for sample in event.get("samples", ()):
            path = self._folder / f"{sample['row']}.png"
            if not path.exists():
                write_atomic(path, _png(self._levels[sample["row"]]))


def _png(levels: NDArray[np.uint16]) -> bytes:
    picture = Image.fromarray((levels >> 8).astype(np.uint8))
    picture.thumbnail((_SIDE, _SIDE))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
