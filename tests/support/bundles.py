"""A real bundle on disk whose network sees one thing only: a bright square of 32×32 pixels or more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.metadata import (
    BundleMetadata,
    Calibration,
    FindingSpec,
    InputSpec,
    IntendedUse,
    SelfCheck,
    TrainingData,
)
from meddiag_gui.inference.networks import ARCHITECTURES, PooledLinear, WithMaps
from meddiag_gui.inference.prediction import Code
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.training.publish import selfcheck_picture, stage

SIDE = 224
SPEC = InputSpec(
    modalities=("CR", "DX"),
    body_parts=("CHEST",),
    views=("AP", "PA"),
    age_years=(1, 6),
    rows=SIDE,
    columns=SIDE,
    mean=0.5,
    std=0.25,
)


class SquareDetector(PooledLinear):
    """Cells of 32×32 pixels are evidence by how much brighter than 0.75 they are on average."""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.0)
        self.classifier = nn.Linear(1, 1)
        with torch.no_grad():
            self.classifier.weight.fill_(60.0)
            self.classifier.bias.fill_(-0.5)

    def stages(self, x: Tensor) -> list[Tensor]:
        return [functional.relu(functional.avg_pool2d(x, 32) - 1.0)]  # 1.0 is 0.75 before normalisation


def _square_detector(outputs: int, **arguments: float) -> PooledLinear:
    return SquareDetector()


def register_square_detector() -> None:
    """Let the torch engine build the network of `square_bundle`."""
    ARCHITECTURES["square-detector"] = _square_detector


def square_bundle(folder: Path, name: str = "square", version: str = "1.0.0") -> ModelBundle:
    """Stage the bundle below ``folder`` as publishing does, and load it."""
    register_square_detector()
    network = SquareDetector().eval()
    picture = selfcheck_picture(SIDE, SIDE).astype(np.uint16) * np.uint16(257)
    with torch.inference_mode():
        logits, _ = WithMaps(network)(torch.from_numpy(normalise(picture[None], SPEC)))
    metadata = BundleMetadata(
        schema="meddiag.bundle/1",
        name=name,
        version=version,
        task="classification",
        architecture="square-detector",
        architecture_arguments={},
        input=SPEC,
        findings=(
            FindingSpec(
                name="Square",
                code=Code("99TEST", "SQ", "Square"),
                operating_point=0.5,
                operating_point_rule="by construction",
                calibration=Calibration(slope=1.0, intercept=0.0),
                saliency_scale=30.0,
            ),
        ),
        intended_use=IntendedUse(summary="Squares.", population="Phantoms", exclusions=("All else",)),
        training_data=TrainingData(source="none", licence="none", citation="none", counts={}),
        self_check=SelfCheck(image="selfcheck.png", logits=(float(logits[0, 0]),)),
        files={},
        program_version="0",
        seed=0,
        created="2026-01-01T00:00:00+00:00",
    )
    root = folder / f"{name}-{version}"
    stage(root, metadata, network, "# no recipe\n")
    return load_bundle(root)
