"""The ONNX graph that the CPU runs: logits, and class activation maps if there are any, in one pass."""

from __future__ import annotations

import io
import warnings

import torch

from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.networks import Network, for_reading, output_names

OPSET = 17


def export_onnx(network: Network, spec: InputSpec) -> bytes:
    """Trace the network, in evaluation mode, to ONNX.

    The graph takes ``image`` ``(N, 1, rows, columns)`` float32 and gives ``logits``, and ``maps`` if the
    network's head is pooled; N is free. Batch normalisation is folded into the convolutions.
    """
    example = torch.zeros(1, 1, spec.rows, spec.columns)
    stream, outputs = io.BytesIO(), output_names(network)
    with warnings.catch_warnings():
        # The tracing exporter needs no further package, and its graph is plain convolutions.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", "Constant folding", UserWarning)
        # Sizes are constants of the graph; only the number of pictures is free.
        warnings.filterwarnings("ignore", "Converting a tensor to a Python")
        torch.onnx.export(
            for_reading(network).cpu(),
            (example,),
            stream,  # type: ignore[arg-type]
            input_names=["image"],
            output_names=list(outputs),
            dynamic_axes={name: {0: "batch"} for name in ("image", *outputs)},
            opset_version=OPSET,
            dynamo=False,
        )
    return stream.getvalue()
