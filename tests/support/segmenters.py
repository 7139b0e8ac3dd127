"""A segmenter whose outlines are set by the test, with the interface of the real one."""

from __future__ import annotations

import numpy as np

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext
from meddiag_gui.inference.prediction import Gate, ModelRef, Timing
from meddiag_gui.inference.segmentation import Segmentation
from meddiag_gui.tasks import CancelToken, Report, no_report
from tests.support.outlines import two_lungs


class FakeSegmenter:
    """Outlines two ellipses of the image's size.

    Parameters
    ----------
    mask
        Given in place of the ellipses.
    refusal
        Reason for which every image is refused; empty for none.
    error
        Raised by every call.
    """

    def __init__(
        self, mask: np.ndarray | None = None, *, refusal: str = "", error: MedDiagError | None = None
    ) -> None:
        self.asked: list[str] = []
        self.error = error
        self._mask, self._refusal = mask, refusal

    def segment(
        self,
        image: RadiographImage,
        *,
        context: SuppliedContext = NOTHING_SUPPLIED,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> Segmentation:
        self.asked.append(image.sha256)
        if self.error is not None:
            raise self.error
        mask = two_lungs(image.rows, image.columns) if self._mask is None else self._mask
        return Segmentation(
            ModelRef("fake-lungs", "1.0.0", "0" * 64), "Lungs", image.sha256,
            Gate(not self._refusal, (self._refusal,) if self._refusal else ()),
            None if self._refusal else mask, "CPU (ONNX Runtime)", Timing(0, 5, 20, 25),
        )  # fmt: skip
