"""The pictures that prove a problem, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from meddiag_gui.errors import MedDiagError
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.examination.problems import Problem
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.imaging.image import RadiographImage

MOST, SIDE = 4, 230
"""Pictures at most, and their longer side in Qt's pixels."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture, or why there is none; and the words below it."""

    image: QImage | None
    words: str
    problem: str = ""


def read_pictures(
    manifest: Manifest, problem: Problem, open_image: OpenImage, *, report: Report, token: CancelToken
) -> list[Shown]:
    """Read the first pictures of a problem (on a runner's thread).

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    rows = {row.source: row for row in manifest.rows}
    shown: list[Shown] = []
    for source in problem.paths[:MOST]:
        token.check()
        row = rows[source]
        labels = ", ".join(f"{name} {value}" for name, value in row.labels.items() if value is not None)
        patient = tr("patient {id}; {labels}", id=plain(row.patient_id, 40), labels=plain(labels, 80))
        words = f"{plain(source)}\n{patient}"
        try:
            shown.append(Shown(_small(open_image(row.path, 0)), words))
        except MedDiagError as error:
            shown.append(Shown(None, words, plain(str(error), 200)))
    return shown


def _small(image: RadiographImage) -> QImage:
    """Draw the whole picture in the file's own window, in at most `SIDE` pixels."""
    import numpy as np  # not on the way to the first window

    grey = np.ascontiguousarray(np.rint(255 * image.to_unit()).astype(np.uint8))
    rows, columns = grey.shape
    whole = QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    return whole.scaled(  # a copy, which outlives the array
        SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


class Proof(QWidget):
    """Up to four pictures, each with its file, patient and labels below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: list[tuple[QLabel, QLabel]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for _ in range(MOST):
            picture, words = text_label("", "dim"), text_label("", "dim", selectable=True)
            picture.setFixedSize(SIDE, SIDE)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setFixedWidth(SIDE)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.addWidget(picture)
            column.addWidget(words, 1)
            row.addLayout(column)
            self.cells.append((picture, words))
        row.addStretch(1)
        self.show_pictures(())

    def show_pictures(self, pictures: Sequence[Shown]) -> None:
        """Show these, and nothing of those before."""
        for place, (picture, words) in enumerate(self.cells):
            shown = pictures[place] if place < len(pictures) else Shown(None, "")
            picture.setPixmap(QPixmap.fromImage(shown.image) if shown.image else QPixmap())
            if shown.image is None:
                picture.setText(shown.problem)
            words.setText(shown.words)
