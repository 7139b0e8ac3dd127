"""Maps of the last layer: class activation (exact, free with the score) and Grad-CAM++."""

from __future__ import annotations

import numpy as np

from meddiag_gui.inference.saliency.subject import Batch, Map, Steps, Subject


def local_evidence(raw: Map, logit: float) -> Map:
    """Class activation with its share of the bias, in logits: its mean is the logit.

    Zhou et al. 2016: a network that ends in average pooling and a linear layer is the mean of its map.

    Parameters
    ----------
    raw
        ``(h, w)`` map whose mean is the logit less the bias.
    """
    bias = np.float32(logit) - raw.mean(dtype=np.float32)
    return np.asarray(raw + bias, dtype=np.float32)


def class_activation(subject: Subject, batch: Batch, output: int, steps: Steps) -> Map:
    """Run a batch of one and return its local evidence ``(h, w)``."""
    outputs = subject.run(batch)
    steps.done(1)
    return local_evidence(outputs[1][0, output], float(outputs[0][0, output]))


def grad_cam_plus_plus(subject: Subject, batch: Batch, output: int, steps: Steps) -> Map:
    """Grad-CAM++ (Chattopadhay et al. 2018, equations 10 and 19) at ``network.features``; not negative.

    The activation is captured and its gradient asked for: backward hooks break on in-place activations.
    The unit has no meaning beyond the network.
    """
    import torch

    network = subject.network()
    with torch.enable_grad():
        features = network.features(torch.from_numpy(batch)).detach().requires_grad_(True)
        (gradient,) = torch.autograd.grad(network.logits_of(features)[0, output], features)
    power = gradient**2
    weight = 2 * power + features.sum((2, 3), keepdim=True) * gradient * power
    alpha = torch.where(weight > 0, power / weight.clamp(min=1e-20), 0.0)
    channels = (alpha * gradient.clamp(min=0)).sum((2, 3), keepdim=True)
    steps.done(1)
    return np.asarray((channels * features).sum(1).clamp(min=0)[0].detach().numpy(), dtype=np.float32)
