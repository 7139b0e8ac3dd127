"""A segmentation bundle whose answer is known by construction: it outlines what is dark.

The logit of a pixel is ``8 · (0.5 − intensity)``, so what is displayed darker than half is inside.
"""

from __future__ import annotations

import io
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
    InputSpec,
    IntendedUse,
    SelfCheck,
    StructureSpec,
    TrainingData,
    encode_metadata,
)
from meddiag_gui.inference.prediction import Code
from meddiag_gui.inference.segmentation import cell_means

NAME, VERSION, SIDE = "dark", "1.0.0", 64
LUNGS = StructureSpec(name="Lungs", code=Code("SCT", "39607008", "Lung"), column="lung_mask")


def write_outlining_bundle(root: Path) -> Path:
    """Write the bundle into ``root`` and return it."""
    root.mkdir(parents=True)
    picture = np.tile(np.linspace(0, 255, SIDE).astype(np.uint8), (SIDE, 1))
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "PNG")
    files = {
        "weights.safetensors": save({"scale": np.array([-8.0], dtype=np.float32)}),
        "model.onnx": _graph(),
        "selfcheck.png": stream.getvalue(),
    }
    for name, content in files.items():
        (root / name).write_bytes(content)
    means = cell_means((4 - 8 * picture.astype(np.float32) / 255).astype(np.float32))
    digests = {name: sha256_of(root / name) for name in files}
    metadata = BundleMetadata(
        schema="meddiag.bundle/1", name=NAME, version=VERSION, task="segmentation", architecture="dark",
        architecture_arguments={},
        input=InputSpec(modalities=("CR", "DX"), body_parts=("CHEST",), views=("AP", "PA"),
                        rows=SIDE, columns=SIDE, mean=0.0, std=1.0),
        structure=LUNGS,
        intended_use=IntendedUse(summary="Tests.", population="Pictures made by tests.",
                                 exclusions=("Everything else.",)),
        training_data=TrainingData(source="none", licence="none", citation="none", counts={}),
        self_check=SelfCheck(image="selfcheck.png", logits=tuple(float(v) for v in means)),
        files=digests, program_version="0", seed=0, created="2026-01-01T00:00:00+00:00",
    )  # fmt: skip
    (root / "metadata.json").write_bytes(encode_metadata(metadata))
    return root


def two_lungs(rows: int = 300, columns: int = 240, *, right: float = 0.13) -> NDArray[np.bool_]:
    """Mask of two upright ellipses, 0.13 of the width from middle to side; that at the left as asked."""
    y, x = (np.mgrid[0:rows, 0:columns] + 0.5) / np.array([rows, columns])[:, None, None]
    fields = [
        ((y - 0.5) / 0.3) ** 2 + ((x - middle) / width) ** 2 < 1
        for middle, width in ((0.3, right), (0.7, 0.13))
    ]
    return fields[0] | fields[1]


def lung_picture(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Draw a picture that is dark inside a mask and bright outside, over the full range of 8 bits."""
    return np.where(mask, 0, 255).astype(np.uint8)


def _graph() -> bytes:
    nodes = [
        helper.make_node("Mul", ["image", "scale"], ["scaled"]),
        helper.make_node("Add", ["scaled", "bias"], ["logits"]),
    ]
    shape = ["n", 1, SIDE, SIDE]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("image", "logits")]
    constants = [
        numpy_helper.from_array(np.array([value], dtype=np.float32), name)
        for name, value in (("scale", -8.0), ("bias", 4.0))
    ]
    graph = helper.make_graph(nodes, NAME, ends[:1], ends[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
