"""How alike two pictures are once one is laid over the other: whether they show one exposure.

Chest radiographs of different people are alike as a whole, and copies of one differ in frame and brightness.
So slow changes of brightness are taken out, one picture is moved, stretched and turned a little until it fits
(Gauss and Newton, as Lucas & Kanade 1981 and Evangelidis & Psarakis 2008), and what is left is correlated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_MOST = 0.2  # share of half a side by which a picture may be moved or stretched
_LEAST_SHARED = 0.6  # of the area must lie inside both pictures


def even_out(pictures: Floats, fine: float, coarse: float) -> Floats:
    """Take out noise below ``fine`` and shades above ``coarse`` pixels, and make contrast the same all over.

    Parameters
    ----------
    pictures
        ``(n, side, side)`` of any unit.
    """
    from scipy.ndimage import gaussian_filter

    def blurred(values: Floats, sigma: float) -> Floats:
        return np.asarray(gaussian_filter(values, (0, sigma, sigma), mode="nearest"), dtype=np.float32)

    smooth = blurred(np.asarray(pictures, dtype=np.float32), fine)
    detail = smooth - blurred(smooth, coarse)
    contrast = np.sqrt(blurred(detail * detail, 2 * coarse))
    return np.asarray(detail / (contrast + 0.15 * contrast.mean((1, 2), keepdims=True) + 1e-6), np.float32)


def halve(pictures: Floats) -> Floats:
    """Means of 2×2 pixels: ``(n, side, side)`` to ``(n, side / 2, side / 2)``."""
    n, side, _ = pictures.shape
    return np.asarray(pictures.reshape(n, side // 2, 2, side // 2, 2).mean((2, 4)), dtype=np.float32)


def align(fixed: Floats, moving: Floats, steps: int, start: Floats | None = None) -> tuple[Floats, Floats]:
    """Lay each moving picture over its fixed one.

    Parameters
    ----------
    fixed, moving
        ``(n, side, side)`` from `even_out`.
    start
        ``(n, 6)`` affine parameters to begin with, as returned.

    Returns
    -------
    tuple
        The best normalised correlation of the area that both share, ``(n,)`` in [-1, 1], and its parameters.
    """
    side = fixed.shape[1]
    half = (side - 1) / 2
    y, x = np.mgrid[:side, :side].astype(np.float32)
    basis = np.stack([np.ones_like(x), (x - half) / half, (y - half) / half])
    slopes = [np.asarray(slope, np.float32) for slope in np.gradient(moving, axis=(2, 1))]
    now = np.zeros((len(fixed), 6), np.float32) if start is None else start.copy()
    best, found = np.full(len(fixed), -1, np.float32), now.copy()
    for step in range(steps + 1):
        places = y + half * np.tensordot(now[:, 3:], basis, 1), x + half * np.tensordot(now[:, :3], basis, 1)
        shared = np.logical_and.reduce([(p >= 0) & (p <= side - 1) for p in places])
        ours, theirs = _centred(_sample(moving, *places), shared), _centred(fixed, shared)
        power = np.square(ours).sum((1, 2)), np.square(theirs).sum((1, 2))
        score = (ours * theirs).sum((1, 2)) / np.sqrt(power[0] * power[1] + 1e-9)
        better = (score > best) & (shared.mean((1, 2)) > _LEAST_SHARED)
        best, found = np.where(better, score, best), np.where(better[:, None], now, found)
        if step < steps:
            gain = np.sqrt(power[0] / (power[1] + 1e-9))[:, None, None]
            turned = [(_sample(s, *places) * shared)[:, None] * basis * half for s in slopes]
            now = np.clip(now + _newton(np.concatenate(turned, 1), theirs * gain - ours), -_MOST, _MOST)
    return best, found


def _newton(slopes: Floats, wanted: Floats) -> Floats:
    """Solve the damped least squares of one step: ``(n, 6, side, side)``, ``(n, side, side)``: ``(n, 6)``."""
    n = len(slopes)
    jacobian = slopes.reshape(n, 6, -1)
    normal = jacobian @ jacobian.transpose(0, 2, 1)
    damping = 0.02 * np.trace(normal, axis1=1, axis2=2) / 6 + 1e-6
    normal += damping[:, None, None] * np.eye(6, dtype=np.float32)
    return np.asarray(np.linalg.solve(normal, jacobian @ wanted.reshape(n, -1, 1))[..., 0], np.float32)


def _centred(pictures: Floats, shared: NDArray[np.bool_]) -> Floats:
    """Subtract the mean of the shared area; zero outside it."""
    inside = pictures * shared
    mean = inside.sum((1, 2)) / np.maximum(shared.sum((1, 2)), 1)
    return np.asarray((pictures - mean[:, None, None]) * shared, dtype=np.float32)


def _sample(pictures: Floats, y: Floats, x: Floats) -> Floats:
    """Values between the pixels, bilinear; the border's beyond it. All ``(n, side, side)``."""
    n, side, _ = pictures.shape
    y, x = (np.clip(places, 0, side - 1.001) for places in (y, x))
    top, left = y.astype(np.int32), x.astype(np.int32)
    down, right = y - top, x - left
    flat, first = pictures.reshape(n, -1), (top * side + left).reshape(n, -1)
    corner = [np.take_along_axis(flat, first + step, 1).reshape(y.shape) for step in (0, 1, side, side + 1)]
    above, below = (corner[i] * (1 - right) + corner[i + 1] * right for i in (0, 2))
    return np.asarray(above * (1 - down) + below * down, dtype=np.float32)
