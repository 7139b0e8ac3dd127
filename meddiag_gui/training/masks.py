"""The masks that a segmentation learns from, read once and kept in memory at one bit a pixel."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError, MedDiagError
from meddiag_gui.imaging.masks import read_mask
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch


@dataclass(frozen=True, slots=True, eq=False)
class MaskedLevels:
    """One part of the data.

    Parameters
    ----------
    levels
        ``(n, H, W)`` uint16 from `meddiag_gui.inference.preprocess.to_levels`, possibly mapped from disk.
    rows
        ``(m,)`` which of them belong to this part.
    packed
        ``(n, H, ceil(W / 8))`` uint8: the masks, eight pixels a byte.
    """

    levels: NDArray[np.uint16]
    rows: NDArray[np.intp]
    packed: NDArray[np.uint8]

    def masks(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Masks ``(len(rows), H, W)`` of some of the images."""
        return np.unpackbits(self.packed[rows], axis=2, count=self.levels.shape[2]).astype(np.bool_)


def check_column(manifest: Manifest, column: str) -> None:
    """Refuse a manifest that has no such column of masks.

    Raises
    ------
    ManifestError
        If there is none.
    """
    if column not in manifest.attributes:
        raise ManifestError(
            tr("{name} has no column {column} that names the masks.", name=manifest.path.name, column=column)
        )


def with_masks(manifest: Manifest, column: str) -> Manifest:
    """Keep the rows that name a mask.

    Raises
    ------
    ManifestError
        If there is no such column.
    """
    check_column(manifest, column)
    return replace(manifest, rows=tuple(row for row in manifest.rows if row.attributes[column]))


def read_masks(
    manifest: Manifest, column: str, size: tuple[int, int], *, report: Report, token: CancelToken
) -> NDArray[np.uint8]:
    """Read all masks of a manifest, packed as in `MaskedLevels`; a row without one gets a whole one.

    Raises
    ------
    ManifestError
        If one cannot be read.
    Cancelled
        If the token was cancelled.
    """
    packed = np.empty((len(manifest.rows), size[0], (size[1] + 7) // 8), dtype=np.uint8)
    watch = Stopwatch(len(packed))
    for index, row in enumerate(manifest.rows):
        token.check()
        if not row.attributes[column]:
            packed[index] = 255
            continue
        try:
            mask = read_mask(manifest.path.parent / row.attributes[column], size)
        except MedDiagError as error:
            raise ManifestError(
                tr("{name}, line {line}: {reason}", name=manifest.path.name, line=row.line, reason=error)
            ) from error
        packed[index] = np.packbits(mask, axis=1)
        report(Progress(index + 1, len(packed), tr("Reading masks"), watch.seconds_left(index + 1)))
    return packed
