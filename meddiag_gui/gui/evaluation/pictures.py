"""Small pictures of what a model got wrong, with its map or both outlines (on the runner's thread)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from meddiag_gui.errors import MedDiagError
from meddiag_gui.gui import theme
from meddiag_gui.gui.viewer.colormap import overlay_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.gui.evaluation.work import Engines
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.prediction import SaliencyMap
    from meddiag_gui.tasks import CancelToken, Report

SIDE = 232
_OPACITY = 0.6


def error_picture(
    engines: Engines,
    bundle: ModelBundle,
    open_image: OpenImage,
    path: Path,
    finding: str,
    *,
    report: Report,
    token: CancelToken,
) -> QImage:
    """Draw an image with what influenced the finding's score.

    Raises
    ------
    MedDiagError
        If the image cannot be read, or the model not be run.
    """
    from meddiag_gui.inference.predictor import Predictor

    image = open_image(path, 0)
    model = engines.of(bundle)
    drawn = _grey(image)
    if isinstance(model, Predictor):
        _lay_over(drawn, model.explain(image, finding, report=report, token=token))
    return drawn


def outline_picture(
    engines: Engines,
    bundle: ModelBundle,
    open_image: OpenImage,
    path: Path,
    mask: Path,
    *,
    report: Report,
    token: CancelToken,
) -> QImage:
    """Draw an image with the model's outline and the true one; raises as `error_picture`."""
    from meddiag_gui.imaging.masks import read_mask
    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.segmentation import Segmenter

    image = open_image(path, 0)
    model = engines.of(bundle)
    drawn = _grey(image)
    truth = read_mask(mask, (image.rows, image.columns))
    _outline(drawn, truth, theme.CAUTION)
    if isinstance(model, Segmenter):
        found = model.segment(image, context=SuppliedContext(override=True), token=token).mask
        if found is not None:
            _outline(drawn, found, theme.ACCENT)
    return drawn


def reason_of(error: Exception) -> str:
    """One sentence for the place where a picture should be."""
    return str(error) if isinstance(error, MedDiagError) else type(error).__name__


def _grey(image: RadiographImage) -> QImage:
    """Draw the whole picture in the file's own window, in at most `SIDE` pixels."""
    import numpy as np

    grey = np.ascontiguousarray(np.rint(255 * image.to_unit()).astype(np.uint8))
    rows, columns = grey.shape
    whole = QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    small = whole.scaled(
        SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return small.convertToFormat(QImage.Format.Format_RGB32)


def _lay_over(drawn: QImage, saliency: SaliencyMap) -> None:
    import numpy as np

    table = np.array(overlay_table(_OPACITY), dtype=np.uint32)
    argb = np.ascontiguousarray(table[np.rint(255 * np.clip(saliency.values, 0, 1)).astype(np.uint8)])
    rows, columns = argb.shape
    layer = QImage(argb.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(drawn)
    painter.drawImage(
        0, 0, layer.scaled(
            drawn.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        ),
    )  # fmt: skip
    painter.end()


def _outline(drawn: QImage, mask: NDArray[np.bool_], color: str) -> None:
    """Draw the edge of a mask, reduced to the size of the drawing."""
    import numpy as np
    from PIL import Image

    size: QSize = drawn.size()
    small = np.asarray(Image.fromarray(mask).resize((size.width(), size.height())))
    inside = small[1:-1, 1:-1] & small[:-2, 1:-1] & small[2:, 1:-1] & small[1:-1, :-2] & small[1:-1, 2:]
    edge = small.copy()
    edge[1:-1, 1:-1] &= ~inside
    painter = QPainter(drawn)
    painter.setPen(QColor(color))
    for y, x in np.argwhere(edge):
        painter.drawPoint(int(x), int(y))
    painter.end()
