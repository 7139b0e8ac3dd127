"""Outlines as files and words: one PNG an input in its own rows and columns, areas for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from meddiag_gui.cli.output import UniqueNames, write_file
from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.export.mask_png import mask_png
from meddiag_gui.imaging.text import clean_text

if TYPE_CHECKING:
    from meddiag_gui.inference.outcome import Outcome
    from meddiag_gui.inference.segmentation import Segmenter

WARNING = "Drawn by a model. Research use only, not for diagnosis. 255 inside, 0 outside."


class MaskFolder:
    """Writes one PNG an input, named as the input; no name is used twice in one run."""

    def __init__(self, folder: Path, segmenter: Segmenter) -> None:
        self._names = UniqueNames(folder)
        self._segmenter = segmenter

    def draw(self, outcome: Outcome) -> list[str]:
        """Write the mask of one outlined image; return a sentence if that failed."""
        found = outcome.segmentation
        if found is None or found.mask is None:
            return []
        try:
            title = f"{found.structure}, {found.model.name} {found.model.version}"
            write_file(self._names.path(outcome.path.stem), mask_png(found.mask, title, WARNING))
        except MedDiagError as error:
            return [f"{clean_text(outcome.path.name)}: no mask was written ({error})"]
        return []


def mask_lines(row: dict[str, Any] | None) -> list[str]:
    """Write the areas of a result's ``lungs`` for people."""
    if row is None:
        return []
    words = []
    for side in ("right", "left"):
        area = row[side]["area_mm2"]
        words.append(
            f"{side} {row[side]['pixels']} px" + (f", {area / 100:.0f} cm²" if area is not None else "")
        )
    cut = f"; cut off at the {' and '.join(row['cut_off'])}" if row["cut_off"] else ""
    return [f"  {row['structure']:<24} {'; '.join(words)}{cut}"]
