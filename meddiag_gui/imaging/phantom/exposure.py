"""From the phantom to stored pixel values: Beer and Lambert, scatter, quantum noise, blur, logarithm."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.phantom.bodies import Detector, Floats
from meddiag_gui.imaging.phantom.materials import Part

PHOTONS = 20_000.0
"""Photons that reach a pixel with nothing in the beam."""
SCATTER = 0.10
"""Photons scattered once that still reach the detector, over all that are."""
SCATTER_SIGMA_MM = 18.0
BLUR_SIGMA_MM = 0.12
VALUES_PER_NEPER = 1000.0
BITS = 12


def attenuation(parts: Iterable[Part], detector: Detector) -> Floats:
    """Line integral of the attenuation coefficient, ``(rows, columns)``, without unit (0 in empty air)."""
    total = np.zeros((detector.rows, detector.columns))
    for part in parts:
        box, length = detector.path_length(part.body, part.without)
        total[box] += part.contrast * length
    return total


def collimated(detector: Detector, margin_mm: float) -> NDArray[np.bool_]:
    """Mask ``(rows, columns)`` of the open field: all but a margin along the four edges."""
    inside_x = np.abs(detector.x) <= np.abs(detector.x).max() - margin_mm
    inside_y = np.abs(detector.y) <= np.abs(detector.y).max() - margin_mm
    return np.asarray(inside_y[:, None] & inside_x, dtype=bool)


def expose(
    line_integral: Floats, open_field: NDArray[np.bool_], pitch_mm: float, seed: int
) -> NDArray[np.uint16]:
    """Return stored values ``(rows, columns)`` of 12 bits: 1000 ln(incident / received photons).

    Bone is bright. Outside the collimated field the value is 0, as after a device's own black mask.
    """
    primary = np.exp(-line_integral) * open_field
    once_scattered = primary * line_integral  # a photon that meets one scatterer on its way: mu L exp(-mu L)
    photons = PHOTONS * (primary + SCATTER * _blur(once_scattered, SCATTER_SIGMA_MM / pitch_mm))
    counted = np.random.default_rng(seed).poisson(np.maximum(photons, 0)).astype(np.float64)
    received = np.maximum(_blur(counted, BLUR_SIGMA_MM / pitch_mm), 1)
    values = np.rint(VALUES_PER_NEPER * np.log(PHOTONS / received))
    return np.where(open_field, np.clip(values, 0, 2**BITS - 1), 0).astype(np.uint16)


def _blur(image: Floats, sigma_pixels: float) -> Floats:
    """Blur with a Gaussian through the Fourier transform, periodic at the edges (all dark here)."""
    rows, columns = image.shape
    squared_frequency = np.fft.fftfreq(rows)[:, None] ** 2 + np.fft.rfftfreq(columns) ** 2
    transfer = np.exp(-2 * (np.pi * sigma_pixels) ** 2 * squared_frequency)
    return np.asarray(np.fft.irfft2(np.fft.rfft2(image) * transfer, s=image.shape), dtype=np.float64)
