"""A strip of validation images with what the run says of each after its latest epoch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from meddiag_gui.gui.training import words
from meddiag_gui.gui.widgets import text_label

MOST, SIDE = 6, 112
"""Pictures at most, and their side in Qt's pixels."""


class SampleStrip(QWidget):
    """Always the same images, so that one sees the answers change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: list[tuple[QLabel, QLabel]] = []
        self._pictures: dict[Path, QPixmap] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for _ in range(MOST):
            picture, said = QLabel(), text_label("", "dim")
            picture.setFixedSize(SIDE, SIDE)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            said.setAlignment(Qt.AlignmentFlag.AlignTop)
            said.setMinimumWidth(SIDE)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(picture)
            column.addWidget(said, 1)
            row.addLayout(column)
            self.cells.append((picture, said))
        row.addStretch(1)

    def show_answers(self, folder: Path, answers: list[dict[str, Any]]) -> None:
        """Show the latest answers; pictures lie in ``folder``, named by their row."""
        self.setVisible(bool(answers))
        for place, (picture, said) in enumerate(self.cells):
            answer = answers[place] if place < len(answers) else None
            picture.setVisible(answer is not None)
            said.setVisible(answer is not None)
            if answer is not None:
                picture.setPixmap(self._picture(folder / f"{answer['row']}.png"))
                said.setText(words.sample(answer))

    def clear(self) -> None:
        """Show none."""
        self.hide()

    def _picture(self, path: Path) -> QPixmap:
        if path not in self._pictures:
            read = QPixmap(str(path))
            if read.isNull():  # not written yet, or deleted
                return read
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            if len(self._pictures) > 10 * MOST:
                self._pictures.clear()
            self._pictures[path] = read.scaled(SIDE, SIDE, keep, smooth)
        return self._pictures[path]
