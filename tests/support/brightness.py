"""A model bundle whose answer is known by construction: it finds brightness.

The logit is ``8 · mean − 4`` of the displayed intensity in [0, 1], so a picture of constant intensity ``v``
has the probability ``1 / (1 + exp(4 − 8 v))``: 0.5 at 0.5, the operating point. Its class activation map is
the intensity of 8×8 cells.
"""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from safetensors.numpy import save

from meddiag_gui.files import sha256_of
from meddiag_gui.inference.metadata import (
    BundleMetadata,
    Calibration,
    FindingSpec,
    InputSpec,
    IntendedUse,
    Reference,
    SelfCheck,
    TrainingData,
    encode_metadata,
)
from meddiag_gui.inference.prediction import Code

NAME, VERSION, FINDING = "brightness", "1.0.0", "Brightness"
SIDE, CELLS = 64, 8


def probability_of(intensity: float) -> float:
    """What the model must say of a picture of constant intensity in [0, 1]."""
    return 1 / (1 + math.exp(4 - 8 * intensity))


def write_brightness_bundle(root: Path, version: str = VERSION) -> Path:
    """Write the bundle into ``root`` and return it."""
    root.mkdir(parents=True)
    picture = np.tile(np.linspace(0, 255, SIDE).astype(np.uint8), (SIDE, 1))
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "PNG")
    files = {
        "weights.safetensors": save({"scale": np.array([8.0], dtype=np.float32)}),
        "model.onnx": _graph(),
        "selfcheck.png": stream.getvalue(),
    }
    for name, content in files.items():
        (root / name).write_bytes(content)
    logit = 8 * float(picture.mean()) / 255 - 4
    digests = {name: sha256_of(root / name) for name in files}
    (root / "metadata.json").write_bytes(encode_metadata(_metadata(version, logit, digests)))
    return root


def write_picture(path: Path, intensity: float, rows: int = 80, columns: int = 100) -> Path:
    """Write a grey PNG of constant intensity in [0, 1], but for a black and a white corner.

    The corners make its full range 0 to 255, so that no window stretches it; `probability_of` holds to 1e-3.
    """
    pixels = np.full((rows, columns), round(intensity * 255), dtype=np.uint8)
    pixels[0, 0], pixels[-1, -1] = 0, 255
    return write_pixels(path, pixels)


def write_pixels(path: Path, pixels: NDArray[np.uint8]) -> Path:
    """Write a grey or RGB PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, "PNG")
    return path


def _graph() -> bytes:
    nodes = [
        helper.make_node(
            "AveragePool", ["image"], ["cells"], kernel_shape=[CELLS, CELLS], strides=[CELLS, CELLS]
        ),
        helper.make_node("Mul", ["cells", "eight"], ["maps"]),
        helper.make_node("GlobalAveragePool", ["maps"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["flat"]),
        helper.make_node("Add", ["flat", "bias"], ["logits"]),
    ]
    cells = SIDE // CELLS
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1])
    maps = helper.make_tensor_value_info("maps", TensorProto.FLOAT, ["n", 1, cells, cells])
    constants = [
        numpy_helper.from_array(np.array([8.0], dtype=np.float32), "eight"),
        numpy_helper.from_array(np.array([-4.0], dtype=np.float32), "bias"),
    ]
    graph = helper.make_graph(nodes, NAME, [image], [logits, maps], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _metadata(version: str, logit: float, digests: dict[str, str]) -> BundleMetadata:
    return BundleMetadata(
        schema="meddiag.bundle/1",
        name=NAME,
        version=version,
        task="classification",
        architecture="brightness",
        architecture_arguments={},
        input=InputSpec(
            modalities=("CR", "DX"),
            body_parts=("CHEST",),
            views=("AP", "PA"),
            rows=SIDE,
            columns=SIDE,
            mean=0.0,
            std=1.0,
            age_years=(1, 6),
        ),
        findings=(
            FindingSpec(
                name=FINDING,
                code=Code("SCT", "371244009", "Brightness"),
                operating_point=0.5,
                operating_point_rule="half",
                calibration=Calibration(slope=1.0, intercept=0.0),
                saliency_scale=4.0,
                reference=Reference(positive=(0.3, 0.6, 0.8, 0.9), negative=(0.1, 0.2, 0.4, 0.7)),
            ),
        ),
        intended_use=IntendedUse(
            summary="Tests.", population="Pictures made by tests.", exclusions=("Everything else.",)
        ),
        training_data=TrainingData(source="none", licence="none", citation="none", counts={}),
        self_check=SelfCheck(image="selfcheck.png", logits=(logit,)),
        files=digests,
        program_version="0",
        seed=0,
        created="2026-01-01T00:00:00+00:00",
    )
