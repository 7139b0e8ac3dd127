"""What runs a network: ONNX Runtime on the CPU, torch on CUDA or Apple MPS.

Both take the same batch and give the same outputs (to 1e-4 in probability): logits, and of a classifier its
class activation maps too.
Each engine imports its library when it is made, so that reading on a CPU never imports torch.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.bundle import GRAPH, WEIGHTS, ModelBundle
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.inference.networks import Network

Device = Literal["auto", "cpu", "cuda", "mps"]
Batch = NDArray[np.float32]


class OutOfMemoryError(Exception):
    """The device had too little memory for the network or the batch."""


class Engine(Protocol):
    """A loaded network."""

    words: str
    device: Device

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """``(N, 1, H, W)`` to the network's outputs; may raise `OutOfMemoryError`.

        A classifier gives logits ``(N, F)`` and maps ``(N, F, h, w)``, a segmentation only logits
        ``(N, 1, H, W)``.
        """
        ...


class OnnxEngine:
    """ONNX Runtime on the CPU."""

    device: Device = "cpu"

    def __init__(self, bundle: ModelBundle) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(8, os.cpu_count() or 1)
        options.log_severity_level = 3
        # Spinning threads would take the GUI's core while nothing is computed.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            # As bytes: from a path it would also load tensors from files that no sha256 vouches for.
            graph = (bundle.root / GRAPH).read_bytes()
            self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own, unrelated types
            raise BundleError(tr("Model {name}: the graph cannot be loaded.", name=bundle.name)) from error
        self.words = "CPU (ONNX Runtime)"

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """See `Engine.run`."""
        return tuple(self._session.run(None, {"image": batch}))


class TorchEngine:
    """Torch, on any of its devices, in full single precision; loading may raise `OutOfMemoryError`."""

    def __init__(self, bundle: ModelBundle, device: Device) -> None:
        import torch

        from meddiag_gui.inference.networks import for_reading

        self.device: Device = device
        network = for_reading(load_network(bundle))
        try:
            self._network = network.to(device)
            name = torch.cuda.get_device_name() if device == "cuda" else device.upper()
        except RuntimeError as error:
            if _out_of_memory(error):
                raise OutOfMemoryError from None
            raise
        self.words = f"{name} (torch)"

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """See `Engine.run`."""
        import torch

        try:
            # TF32, which torch allows in convolutions, has 10 bits: too few to agree with the CPU to 1e-4.
            with torch.inference_mode(), torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
                found = self._network(torch.from_numpy(batch).to(self.device))
                outputs = found if isinstance(found, tuple) else (found,)
                return tuple(output.float().cpu().numpy() for output in outputs)
        except RuntimeError as error:
            if not _out_of_memory(error):
                raise
        # Only here: the traceback of the error held the tensors.
        if self.device == "cuda":
            torch.cuda.empty_cache()
        raise OutOfMemoryError


def _out_of_memory(error: RuntimeError) -> bool:
    """Whether torch ran out of memory: only its CUDA allocator has a type of its own for that."""
    return "out of memory" in str(error).casefold()


def load_network(bundle: ModelBundle) -> Network:
    """Build the bundle's network in torch and fill it with its weights.

    Raises
    ------
    BundleError
        If the architecture is unknown, the keys or shapes differ, or a weight is no finite number.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from meddiag_gui.inference.networks import build_network, parameters_finite

    metadata = bundle.metadata
    try:
        network = build_network(metadata.architecture, metadata.outputs, **metadata.architecture_arguments)
        network.load_state_dict(load_file(bundle.root / WEIGHTS), strict=True)
    except (KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise BundleError(
            tr("Model {name}: the weights do not fit the architecture.", name=bundle.name)
        ) from error
    if not parameters_finite(network):
        raise BundleError(tr("Model {name}: the weights hold values that are not numbers.", name=bundle.name))
    return network


def choose_device(wanted: Device) -> Device:
    """Turn ``auto`` into what this machine has, without importing torch where there is no GPU driver.

    Raises
    ------
    ModelError
        If a device is asked for by name that is not here.
    """
    if wanted == "cpu":
        return "cpu"
    available = _accelerator()
    if wanted == "auto":
        return available or "cpu"
    if wanted != available:
        raise ModelError(tr("This machine has no {device} device that torch can use.", device=wanted.upper()))
    return wanted


def _accelerator() -> Device | None:
    if not _driver_present() or importlib.util.find_spec("torch") is None:
        return None
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else None


def _driver_present() -> bool:
    """Whether a GPU could be used at all: importing torch to find out would cost seconds."""
    import ctypes
    import platform

    if platform.system() == "Darwin":
        return platform.machine() == "arm64"
    library = "nvcuda.dll" if platform.system() == "Windows" else "libcuda.so.1"
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_engine(bundle: ModelBundle, device: Device) -> Engine:
    """Load the bundle on a device that `choose_device` gave."""
    return OnnxEngine(bundle) if device == "cpu" else TorchEngine(bundle, device)
