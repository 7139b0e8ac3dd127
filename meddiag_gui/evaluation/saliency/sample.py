"""Which images a bundle's maps are measured on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.evaluate import context_of
from meddiag_gui.evaluation.saliency.measures import Mask
from meddiag_gui.inference.outcome import judge_file
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import to_levels
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report

MASK_COLUMN = "lung_mask"
_SEED = 2018


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Prepared pictures.

    Parameters
    ----------
    levels
        ``(n, H, W)`` uint16 from `to_levels`.
    patients
        ``(n,)`` integers; images of one patient share one.
    masks
        Lung field ``(H, W)`` of each, or None.
    """

    levels: NDArray[np.uint16]
    patients: NDArray[np.intp]
    masks: tuple[Mask | None, ...]

    def __len__(self) -> int:
        return len(self.levels)


def draw(
    predictor: Predictor,
    manifest: Manifest,
    finding: str,
    label: int,
    count: int,
    masks: Path | None,
    *,
    report: Report,
    token: CancelToken | None,
) -> Sample:
    """Draw images of one label at random, those with a lung mask first, always the same.

    With ``label`` 1 only images that the model calls present are taken: on those it draws its map.
    Images that cannot be read, or that the gate refuses, are passed over.

    Parameters
    ----------
    masks
        Folder of lung masks, a PNG an image with the same stem; None takes the manifest's ``lung_mask``.
    """
    spec, column = predictor.bundle.metadata.input, manifest.column_of(finding)
    rows = [row for row in manifest.rows if column is not None and row.labels[column] == label]
    order = np.random.default_rng(_SEED).permutation(len(rows))
    shuffled = sorted((rows[i] for i in order), key=lambda row: _mask_path(row, manifest, masks) is None)
    levels: list[NDArray[np.uint16]] = []
    chosen: list[Row] = []
    for row in shuffled:
        if len(chosen) == count:
            break
        report(Progress(len(chosen), count, tr("Choosing images")))
        outcome = judge_file(predictor, row.path, context_of(row), token=token)
        calls = {s.name: s.call for s in outcome.prediction.scores} if outcome.prediction else {}
        if outcome.image is None or finding not in calls or (label == 1 and calls[finding] != "present"):
            continue
        levels.append(to_levels(outcome.image, spec.rows, spec.columns))
        chosen.append(row)
    numbers = {patient: i for i, patient in enumerate(dict.fromkeys(row.patient_id for row in chosen))}
    return Sample(
        np.array(levels, dtype=np.uint16).reshape(-1, spec.rows, spec.columns),
        np.array([numbers[row.patient_id] for row in chosen], dtype=np.intp),
        tuple(_read_masks(chosen, manifest, masks, spec.rows, spec.columns)),
    )


def _mask_path(row: Row, manifest: Manifest, masks: Path | None) -> Path | None:
    if masks is not None:
        path = masks / f"{row.path.stem}.png"
        return path if path.is_file() else None
    named = row.attributes.get(MASK_COLUMN, "")
    return manifest.path.parent / named if named else None


def _read_masks(
    rows: Sequence[Row], manifest: Manifest, masks: Path | None, height: int, width: int
) -> list[Mask | None]:
    found: list[Mask | None] = []
    for row in rows:
        path = _mask_path(row, manifest, masks)
        found.append(read_mask(path, height, width) if path is not None else None)
    return found


def read_mask(path: Path, rows: int, columns: int) -> Mask:
    """Read a mask of a whole image, squeezed to ``(rows, columns)`` as the network's input is.

    Raises
    ------
    ManifestError
        If the file is no PNG or cannot be read.
    """
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            small = picture.convert("L").resize((columns, rows), Image.Resampling.BOX)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ManifestError(tr("The lung mask {name} cannot be read.", name=path.name)) from error
    levels = np.asarray(small)
    return np.asarray(levels > levels.max() / 2, dtype=np.bool_)
