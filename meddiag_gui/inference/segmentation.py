"""Outlining a structure: an image in, a mask in its own rows and columns out."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.engines import Device
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext, check_input
from meddiag_gui.inference.metadata import CELLS, StructureSpec
from meddiag_gui.inference.prediction import Gate, ModelRef, Timing
from meddiag_gui.inference.preprocess import normalise, prepare
from meddiag_gui.inference.runtime import Runtime, difference_from_stored, stored_input
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

Logits = NDArray[np.float32]
Mask = NDArray[np.bool_]

_LEAST_PIECE = 0.03  # of the largest
_SURE = np.float32(4.0)  # logits; beyond, confidence would pull the outline towards the surer side
_BARELY = np.float32(0.5)  # logits given to holes that are filled, and taken from pieces that are dropped


@dataclass(frozen=True, slots=True, eq=False)
class Segmentation:
    """A model's outline of one structure.

    Parameters
    ----------
    mask
        ``(rows, columns)`` bool of the image, read-only; None where the gate refused.
    device, timing_ms, notes
        As in `meddiag_gui.inference.prediction.Prediction`; ``forward`` includes the way to the mask.
    """

    model: ModelRef
    structure: str
    image_sha256: str
    gate: Gate
    mask: Mask | None
    device: str
    timing_ms: Timing
    notes: tuple[str, ...] = ()


class Segmenter:
    """Runs a segmentation bundle. Cheap to make: the network is loaded by the first call, or by `load`.

    Safe to call from several threads; calls wait for each other.

    Parameters
    ----------
    bundle
        A checked bundle whose task is ``segmentation``.
    device
        ``auto`` takes CUDA, else Apple MPS, else the CPU.

    Raises
    ------
    ModelError
        If the bundle is of another task.
    """

    def __init__(self, bundle: ModelBundle, device: Device = "auto") -> None:
        if bundle.metadata.structure is None:
            raise ModelError(tr("Model {name} outlines nothing: it is no segmentation.", name=bundle.name))
        self.bundle = bundle
        self.structure: StructureSpec = bundle.metadata.structure
        self._runtime = Runtime(bundle, device)

    @property
    def device(self) -> str:
        """What runs the model, in words; ``not loaded`` before the first call."""
        return self._runtime.device

    def load(self) -> None:
        """Load the network and run the stored self-check; raises `BundleError` or `ModelError`."""
        self._runtime.load(self.self_check)

    def self_check(self) -> float:
        """Compare the logits of the stored input with those stored; return the largest difference.

        Raises
        ------
        BundleError
            If the difference is above the bundle's tolerance, or the stored input cannot be read.
        """
        logits = self._runtime.run(stored_input(self.bundle))[0]
        spec = self.bundle.metadata.input
        if logits.shape != (1, 1, spec.rows, spec.columns):
            raise BundleError(
                tr("Model {name}: the graph gives no map of the input's size.", name=self.bundle.name)
            )
        return difference_from_stored(self.bundle, cell_means(logits[0, 0]))

    def segment(
        self,
        image: RadiographImage,
        *,
        context: SuppliedContext = NOTHING_SUPPLIED,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> Segmentation:
        """Outline the structure in one image.

        Returns
        -------
        Segmentation
            With a mask, or with the gate's reasons and none.

        Raises
        ------
        BundleError, ModelError
            If the model cannot be loaded or run.
        Cancelled
            If the token was cancelled.
        """
        start = time.perf_counter()
        gate = check_input(image, self.bundle.metadata, context)
        if not gate.passed:
            return self._answer(image, gate, None, (start, start))
        report(Progress(0, 2, tr("Loading the model")))
        self.load()
        _check(token)
        report(Progress(1, 2, tr("Outlining: {name}", name=tr(self.structure.name))))
        batch = prepare(image, self.bundle.metadata.input)
        prepared = time.perf_counter()
        _check(token)
        logits = self._runtime.run(batch)[0][0, 0]
        if not np.isfinite(logits).all():
            raise ModelError(tr("Model {name} gave no finite outline for this image.", name=self.bundle.name))
        mask = enlarge(clean(logits, self.structure), image.rows, image.columns)
        mask.flags.writeable = False
        report(Progress(2, 2, tr("Done")))
        return self._answer(image, gate, mask, (start, prepared))

    def logits(self, levels: NDArray[np.uint16]) -> Logits:
        """Logits ``(N, rows, columns)`` of prepared pictures of the network's size, for measuring."""
        self.load()
        spec = self.bundle.metadata.input
        parts = [self._runtime.run(normalise(picture[None], spec))[0][0, 0] for picture in levels]
        return np.stack(parts)

    def _answer(
        self, image: RadiographImage, gate: Gate, mask: Mask | None, times: tuple[float, float]
    ) -> Segmentation:
        start, prepared = times
        now = time.perf_counter()
        forward = (now - prepared) * 1e3 if mask is not None else 0.0
        timing = Timing(0.0, (prepared - start) * 1e3, forward, (now - start) * 1e3)
        return Segmentation(
            self.bundle.ref, self.structure.name, image.sha256, gate, mask,
            self.device, timing, self._runtime.notes,
        )  # fmt: skip


def cell_means(logits: Logits) -> Logits:
    """Means of a logit map ``(h, w)`` over `CELLS` by `CELLS` cells, row by row: ``(CELLS²,)``."""
    rows = np.array_split(logits, CELLS, axis=0)
    means = [[cell.mean(dtype=np.float64) for cell in np.array_split(row, CELLS, axis=1)] for row in rows]
    return np.asarray(means, dtype=np.float32).ravel()


def clean(logits: Logits, structure: StructureSpec) -> Logits:
    """Keep the largest pieces and fill their holes.

    Parameters
    ----------
    logits
        ``(h, w)`` of the network.

    Returns
    -------
    numpy.ndarray
        ``(h, w)`` float32, not negative inside the structure and negative outside; between, the outline.
    """
    from scipy import ndimage

    shifted = logits - np.float32(math.log(structure.threshold / (1 - structure.threshold)))
    labels, count = ndimage.label(shifted >= 0)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    largest = np.argsort(-sizes, kind="stable")[: structure.pieces]
    kept = [index + 1 for index in largest if sizes[index] >= _LEAST_PIECE * sizes.max()]
    inside = ndimage.binary_fill_holes(np.isin(labels, kept))
    cleaned = np.clip(shifted, -_SURE, _SURE)
    changed = inside != (shifted >= 0)
    cleaned[changed] = np.where(inside[changed], _BARELY, -_BARELY)
    return np.asarray(cleaned, dtype=np.float32)


def enlarge(cleaned: Logits, rows: int, columns: int) -> Mask:
    """Bring a cleaned map to an image's size: ``(rows, columns)`` bool, with a smooth outline."""
    if cleaned.shape != (rows, columns):
        picture = Image.fromarray(cleaned)
        cleaned = np.asarray(picture.resize((columns, rows), Image.Resampling.BILINEAR))
    return np.asarray(cleaned >= 0)


def _check(token: CancelToken | None) -> None:
    if token is not None:
        token.check()
