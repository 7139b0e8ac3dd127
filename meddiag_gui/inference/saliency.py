"""Maps of what influenced a score, in image coordinates.

The class activation map (Zhou et al. 2016) of a network with a pooled-linear head is exact: the mean of
``map + bias`` over its cells is the logit. Grad-CAM (Selvaraju et al. 2017) serves any other head, and
equals it there up to a constant factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.metadata import FindingSpec
from meddiag_gui.inference.prediction import SaliencyMap

if TYPE_CHECKING:
    from torch import Tensor

    from meddiag_gui.inference.networks import PooledLinear

Map = NDArray[np.float32]


def class_activation(raw: Map, logit: float, spec: FindingSpec, image: RadiographImage) -> SaliencyMap:
    """Scale a raw class activation map for display.

    Parameters
    ----------
    raw
        ``(h, w)`` map whose mean is the logit less the bias.
    logit
        The finding's raw logit.

    Returns
    -------
    SaliencyMap
        ``clip((raw + bias) / saliency_scale, 0, 1)``: local evidence for the finding, where 1.0 is the
        same evidence in every image of the bundle.
    """
    bias = np.float32(logit) - raw.mean(dtype=np.float32)
    values = np.clip((raw + bias) / np.float32(spec.saliency_scale), 0, 1).astype(np.float32)
    return _over_image(values, image, spec.name, "cam")


def gradient_map(raw: Map, spec: FindingSpec, image: RadiographImage) -> SaliencyMap:
    """Scale a Grad-CAM map by its own maximum (its unit has no meaning across images)."""
    peak = float(raw.max())
    values = (raw / peak if peak > 0 else raw).astype(np.float32)
    return _over_image(values, image, spec.name, "grad-cam")


def grad_cam(network: PooledLinear, batch: Tensor, output: int) -> Map:
    """Grad-CAM of one output at ``network.features``.

    The activation is captured and `torch.autograd.grad` asked for its gradient: backward hooks break on
    in-place activations.

    Parameters
    ----------
    network
        Its ``features`` are what the map weighs.
    batch
        ``(1, 1, H, W)``.

    Returns
    -------
    numpy.ndarray
        ``(h, w)`` float32, not negative.
    """
    import torch

    with torch.enable_grad():
        features = network.features(batch).detach().requires_grad_(True)
        logit = network.logits_of(features)[0, output]
        (gradient,) = torch.autograd.grad(logit, features)
    weights = gradient.mean((2, 3), keepdim=True)
    raw = (weights * features).sum(1).clamp(min=0)[0]
    return np.asarray(raw.detach().float().cpu().numpy(), dtype=np.float32)


def _over_image(values: Map, image: RadiographImage, finding: str, method: str) -> SaliencyMap:
    """Place a map over the whole image: the squeeze of the preprocessing is undone by the extent."""
    extent = (0.0, 0.0, float(image.columns), float(image.rows))
    return SaliencyMap(values, extent, finding, method, image.sha256)
