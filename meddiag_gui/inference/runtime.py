"""A bundle's network, loaded at its first use, on the device asked for or, when that is full, on the CPU."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.engines import Batch, Device, Engine, OutOfMemoryError, choose_device, make_engine
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.language import tr


class Runtime:
    """Runs a bundle's network; calls from several threads wait for each other.

    Parameters
    ----------
    device
        ``auto`` takes CUDA, else Apple MPS, else the CPU.

    Attributes
    ----------
    notes
        What the user must know of how it runs, such as a fall-back to the CPU.
    lock
        Held while the network runs; reentrant.
    """

    def __init__(self, bundle: ModelBundle, device: Device = "auto") -> None:
        self.bundle = bundle
        self.lock = threading.RLock()
        self.notes: tuple[str, ...] = ()
        self._wanted: Device = device
        self._engine: Engine | None = None

    @property
    def device(self) -> str:
        """What runs the model, in words; ``not loaded`` before the first call."""
        engine = self._engine  # read once: another thread may be loading
        return engine.words if engine else "not loaded"

    def load(self, check: Callable[[], object]) -> None:
        """Load the network and let ``check`` run it; if that raises, nothing is loaded.

        Raises
        ------
        BundleError
            If the graph cannot be loaded.
        ModelError
            If the device asked for is not here.
        """
        with self.lock:
            if self._engine is None:
                self._engine = self._loaded(choose_device(self._wanted))
                try:
                    check()
                except Exception:
                    self._engine = None
                    raise

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """Run a batch as `Engine.run`; on out-of-memory go to the CPU, once and for good, and say so.

        Raises
        ------
        ModelError
            If there is too little memory on the CPU too.
        """
        with self.lock:
            assert self._engine is not None  # noqa: S101  # load() comes before
            try:
                return self._engine.run(batch)
            except OutOfMemoryError:
                pass  # leave the block first: its traceback holds the tensors
            if self._engine.device == "cpu":
                raise ModelError(tr("There is too little memory to run the model."))
            self._engine = self._on_the_cpu(self._engine.words)
            return self._engine.run(batch)

    def _loaded(self, device: Device) -> Engine:
        try:
            return make_engine(self.bundle, device)
        except OutOfMemoryError:
            return self._on_the_cpu(device.upper())

    def _on_the_cpu(self, instead_of: str) -> Engine:
        self.notes = (
            tr("{instead_of} had too little memory; the model now runs on the CPU.", instead_of=instead_of),
        )
        return make_engine(self.bundle, "cpu")


def stored_input(bundle: ModelBundle) -> Batch:
    """Read the stored input of a bundle's self-check: ``(1, 1, rows, columns)``.

    Raises
    ------
    BundleError
        If it cannot be read, or is not of the network's size.
    """
    spec, name = bundle.metadata.input, bundle.name
    try:
        with Image.open(bundle.root / bundle.metadata.self_check.image, formats=["PNG"]) as picture:
            if picture.size != (spec.columns, spec.rows):  # asked before anything is decoded
                size = f"{spec.columns}×{spec.rows}"
                raise BundleError(
                    tr("Model {name}: the stored input is not {size} pixels.", name=name, size=size)
                )
            pixels = np.asarray(picture.convert("L"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BundleError(tr("Model {name}: the stored input cannot be read.", name=name)) from error
    return normalise(pixels[None].astype(np.uint16) * np.uint16(257), spec)


def difference_from_stored(bundle: ModelBundle, logits: NDArray[np.float32]) -> float:
    """Compare logits with those stored in the bundle; return the largest difference.

    Raises
    ------
    BundleError
        If there are not as many, or one differs by more than the bundle's tolerance.
    """
    stored = bundle.metadata.self_check
    if logits.shape != (len(stored.logits),):
        raise BundleError(
            tr("Model {name}: the graph has not the outputs that are recorded.", name=bundle.name)
        )
    difference = float(np.max(np.abs(logits - np.asarray(stored.logits, dtype=np.float32))))
    if not difference <= stored.tolerance:  # also refuses nan
        raise BundleError(
            tr("Model {name}: the stored input gives other scores than those recorded.", name=bundle.name)
        )
    return difference
