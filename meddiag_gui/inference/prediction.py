"""What a model said of an image, as it crosses from the core to the window and into JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Call = Literal["present", "absent", "uncertain"]


@dataclass(frozen=True, slots=True)
class Code:
    """A coded concept: scheme designator (``SCT``, ``RADLEX``), code value and meaning."""

    scheme: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ModelRef:
    """Which weights spoke: name, version, and sha256 of the weights file."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FindingScore:
    """One finding's score.

    Parameters
    ----------
    probability
        Calibrated probability in [0, 1].
    operating_point
        Threshold in (0, 1), the bundle's or the site's own; at or above it the call is ``present``.
    uncertain_band
        From its first to below its second probability the call is ``uncertain``; None for no band.
    """

    name: str
    code: Code
    probability: float
    operating_point: float
    call: Call
    uncertain_band: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the image is one that the model may judge.

    Parameters
    ----------
    passed
        False means refused: there are no scores.
    reasons
        Sentences for a person. With ``passed`` they are reservations (what could not be checked).
    overridden
        It refused, and the user asked for the scores all the same: they must never be shown without that.
    """

    passed: bool
    reasons: tuple[str, ...] = ()
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds spent; ``decode`` is 0 where the caller had opened the image already."""

    decode: float
    preprocess: float
    forward: float
    total: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's answer for one image; ``scores`` is empty where the gate refused and nobody overrode it.

    ``device`` is what ran, in words (``CPU (ONNX Runtime)``); ``notes`` says what the user must know
    of how it ran, such as a fall-back to the CPU.
    """

    model: ModelRef
    image_sha256: str
    gate: Gate
    scores: tuple[FindingScore, ...]
    device: str
    timing_ms: Timing
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaliencyMap:
    """Where the evidence for a finding lay: influence on the score, not the place of a lesion.

    Parameters
    ----------
    values
        ``(h, w)`` float32 in [0, 1], on a scale fixed for the bundle, so that maps compare.
    extent
        ``(x, y, width, height)`` of the map in image pixels (x to the right, y down, the corner of the
        first pixel is (0, 0)); the map's cells divide it evenly.
    method
        Id of the saliency method (`meddiag_gui.inference.saliency.catalogue`).
    own_scale
        The bundle stores no scale for the method: 1.0 is the map's own maximum, and maps do not compare.
    """

    values: NDArray[np.float32]
    extent: tuple[float, float, float, float]
    finding: str
    method: str
    image_sha256: str
    own_scale: bool = False
