"""Pictures of other kinds than a model was made for, and chest radiographs from elsewhere: for its gate.

They are listed by a manifest with the columns ``kind`` (``chest`` for an upright, whole, frontal chest
radiograph, and any other word), ``source`` and ``part``: ``fit``, ``validation`` or ``test``. To measure more
than memory, whole sources belong to one part, and each patient.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest, Row, read_manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.kinds import Unit, as_unit
from meddiag_gui.inference.appearance import CHEST
from meddiag_gui.inference.preprocess import to_levels
from meddiag_gui.language import tr

PARTS = ("fit", "validation", "test")
_COLUMNS = ("kind", "source", "part")
_LARGEST = 448
"""Side to which pictures are reduced: what is cut out of them must still fill a network's input."""


def read_pictures(path: Path) -> Manifest:
    """Read and check such a manifest.

    Raises
    ------
    ManifestError
        If a column is missing, a part is none of the three, or a source of other kinds lies in two of them.
    """
    manifest = read_manifest(path)
    missing = [column for column in _COLUMNS if column not in manifest.attributes]
    if missing:
        raise ManifestError(
            tr("{name} has no column {missing}, or numbers in it.", name=path.name, missing=missing[0])
        )
    part_of: dict[str, str] = {}
    for row in manifest.rows:
        part, chest = row.attributes["part"], row.attributes["kind"] == CHEST
        if part not in PARTS:
            raise ManifestError(
                tr(
                    "{name}, line {line}: the part is none of {parts}.",
                    name=path.name,
                    line=row.line,
                    parts=", ".join(PARTS),
                )
            )
        group = f"patient {row.patient_id}" if chest else row.attributes["source"]
        if part_of.setdefault(group, part) != part:
            raise ManifestError(
                tr(
                    "{name}, line {line}: {group} lies in two parts.",
                    name=path.name,
                    line=row.line,
                    group=group[:60],
                )
            )
    return manifest


def rows_of(manifest: Manifest, part: str, *, chest: bool) -> tuple[Row, ...]:
    """Rows of one part: the chest radiographs, or all else."""
    return tuple(
        row
        for row in manifest.rows
        if row.attributes["part"] == part and (row.attributes["kind"] == CHEST) == chest
    )


def pictures(rows: tuple[Row, ...]) -> Iterator[Unit]:
    """Open the pictures one after the other, in display units, at most 448 pixels a side.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If one cannot be read.
    """
    from meddiag_gui.imaging.open import open_image

    for row in rows:
        image = open_image(row.path)
        yield as_unit(to_levels(image, min(_LARGEST, image.rows), min(_LARGEST, image.columns)))


def levels_of(rows: tuple[Row, ...], size: tuple[int, int]) -> NDArray[np.uint16]:
    """Open the pictures as a network of that input size gets them: ``(n, rows, columns)``.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If one cannot be read.
    """
    from meddiag_gui.imaging.open import open_image

    return np.stack([to_levels(open_image(row.path), *size) for row in rows])
