"""Some of the user's own images, each as it is and then as the augmentation changes it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.training.plan.plan import Plan

_IMAGES, _DRAWS, _SIDE, _GAP = 3, 6, 132, 4
"""Images, changed copies of each, and the side of a tile with the gap between two, in Qt's pixels."""


class Preview(QWidget):
    """A grid of pictures; a button draws them anew."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self._runner = Runner("wizard-preview", self)
        self._job: Job[Any] | None = None
        self._of: tuple[object, ...] | None = None
        self._seed = 0
        self.grid, self.said = QLabel(), text_label("", "dim")
        self.draw = QPushButton(tr("Draw again"))
        self.grid.setFixedSize(*_size())
        self.grid.setAccessibleName(tr("Images as the augmentation changes them"))
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.grid)
        row.addWidget(self.draw)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        self.draw.clicked.connect(self._draw_again)

    def shut_down(self) -> None:
        """End the thread."""
        self._runner.shut_down()

    def show_state(self) -> None:
        """Draw, if something else is to be drawn than is."""
        plan, examined = self._state.plan, self._state.known.examined
        wanted = (plan.augmentation, plan.input, self._seed, plan.source, plan.left_out)
        if examined is None or wanted == self._of:
            return
        self._of = wanted
        if self._job is not None:
            self._job.cancel()
        self.said.setText(tr("Drawing …"))
        files = [row.path for row in examined.manifest.rows]
        self._job = self._runner.submit(
            functools.partial(_pictures, files, plan, self._seed), self._show, self._failed
        )

    def _draw_again(self) -> None:
        self._seed += 1
        self.show_state()

    def _show(self, job: Job[Any], looks: NDArray[np.uint8]) -> None:
        self.said.setText(
            tr("On the left each image as it is; beside it as the network may meet it.")
            if len(looks)
            else tr("None of the images drawn can be read.")
        )
        canvas = QImage(*_size(), QImage.Format.Format_Grayscale8)
        canvas.fill(Qt.GlobalColor.black)
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for row, pictures in enumerate(looks):
            for column, picture in enumerate(pictures):
                rows, columns = picture.shape
                image = QImage(picture.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
                left = column * (_SIDE + _GAP) + (2 * _GAP if column else 0)
                painter.drawImage(left, row * (_SIDE + _GAP), image.scaled(_SIDE, _SIDE, mode=_SMOOTH))
        painter.end()
        self.grid.setPixmap(QPixmap.fromImage(canvas))

    def _failed(self, job: Job[Any], error: Exception) -> None:
        self.said.setText(sentence_for(error, tr("drawing the preview")))


_SMOOTH = Qt.TransformationMode.SmoothTransformation


def _size() -> tuple[int, int]:
    return (_DRAWS + 1) * (_SIDE + _GAP) + _GAP, _IMAGES * (_SIDE + _GAP) - _GAP


def _pictures(
    files: list[Any], plan: Plan, seed: int, *, report: Report, token: CancelToken
) -> NDArray[np.uint8]:
    from meddiag_gui.training.plan.looks import as_learned, changed, some_of

    levels = as_learned(some_of(files, _IMAGES, seed), (plan.input.rows, plan.input.columns), token)
    return changed(levels, plan.augmentation, _DRAWS, seed)
