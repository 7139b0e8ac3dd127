"""How strongly radiographs are changed in training; see `meddiag_gui.training.augment`, which needs torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Strengths of the augmentation; each field is the largest change, 0 switches it off.

    Parameters
    ----------
    rotation
        Degrees to either side.
    scale, aspect
        Natural logarithms of the zoom, and of the change of width against height.
    shift
        Share of the image's side.
    flip
        Probability of a left-right flip.
    gamma
        Natural logarithm of the exponent of ``x ** g``.
    contrast, brightness
        Relative change about the image's mean, and an offset in display units.
    sharpness
        Largest amount of unsharp masking; as many images are blurred instead. 0 switches both off.
    blur
        Largest standard deviation in pixels of a Gaussian that half of the images are blurred with besides.
    noise
        Standard deviation of Gaussian noise in display units.
    border
        Width of a collimation border as a share of the side.
    marker, erase
        Probability that a burned-in letter is drawn, and that a rectangle is blanked.
    warp
        Largest smooth displacement, as a share of the side: bodies of another shape.
    shade
        Natural logarithm of the strongest smooth brightening or darkening across the image.
    """

    rotation: float = 12.0
    scale: float = 0.2
    aspect: float = 0.3
    shift: float = 0.08
    flip: float = 0.5
    gamma: float = 0.45
    contrast: float = 0.35
    brightness: float = 0.15
    sharpness: float = 1.2
    noise: float = 0.03
    border: float = 0.14
    marker: float = 0.5
    erase: float = 0.5
    warp: float = 0.0
    shade: float = 0.0
    blur: float = 0.0
