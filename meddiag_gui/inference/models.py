"""What runs a bundle, whatever its task."""

from __future__ import annotations

from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.engines import Device
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.segmentation import Segmenter


def make_model(bundle: ModelBundle, device: Device = "auto") -> Predictor | Segmenter:
    """Make what runs the bundle; cheap, as the network is loaded at its first use or by ``load``."""
    if bundle.metadata.task == "segmentation":
        return Segmenter(bundle, device)
    return Predictor(bundle, device)
