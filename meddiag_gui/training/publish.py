"""Writing a bundle: whole in a temporary folder first, then renamed into place; never over another."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors.numpy import save as save_arrays
from safetensors.torch import save

from meddiag_gui.errors import TrainingError
from meddiag_gui.files import sha256_of, sync_folder, write_atomic
from meddiag_gui.inference.bundle import CARD, GRAPH, METADATA, WEIGHTS, load_bundle
from meddiag_gui.inference.metadata import AppearanceSpec, BundleMetadata, encode_metadata
from meddiag_gui.inference.models import make_model
from meddiag_gui.inference.networks import Network
from meddiag_gui.language import tr
from meddiag_gui.training.export import export_onnx


def selfcheck_picture(rows: int, columns: int) -> NDArray[np.uint8]:
    """Invented picture ``(rows, columns)`` for the bundle's self-check: bright and dark blobs, no patient."""
    y, x = np.mgrid[0:rows, 0:columns] / np.array([[[rows]], [[columns]]])
    blobs = ((0.35, 0.3, 0.12, -0.7), (0.35, 0.7, 0.12, -0.7), (0.55, 0.5, 0.07, 0.5), (0.9, 0.5, 0.3, 0.4))
    value = np.full((rows, columns), 0.5)
    for cy, cx, size, height in blobs:
        value += height * np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / (2 * size**2))
    value += 0.05 * np.sin(60 * y) * np.cos(9 * x)
    return np.asarray(np.rint(np.clip(value, 0, 1) * 255), dtype=np.uint8)


def stage(folder: Path, metadata: BundleMetadata, network: Network, recipe_text: str) -> None:
    """Write all of a bundle but its card, with the digests filled in.

    Raises
    ------
    TrainingError
        If the disk is full or the folder cannot be written.
    """
    spec = metadata.input
    picture = io.BytesIO()
    Image.fromarray(selfcheck_picture(spec.rows, spec.columns)).save(picture, "PNG")
    weights = {key: value.cpu().contiguous() for key, value in network.state_dict().items()}
    files = {
        WEIGHTS: save(weights, metadata={"name": metadata.name, "version": metadata.version}),
        GRAPH: export_onnx(network, spec),
        metadata.self_check.image: picture.getvalue(),
        "recipe.toml": recipe_text.encode(),
    }
    try:
        for name, content in files.items():
            write_atomic(folder / name, content)
        digests = {name: sha256_of(folder / name) for name in files}
        write_atomic(folder / METADATA, encode_metadata(replace(metadata, files=digests)))
    except OSError as error:
        raise TrainingError(
            tr("The bundle cannot be written: {reason}.", reason=error.strerror or error)
        ) from error


def add_gate(staging: Path, spec: AppearanceSpec, tensors: dict[str, NDArray[np.float32]]) -> None:
    """Add the learned half of the input gate to a staged bundle.

    Raises
    ------
    TrainingError
        If the disk is full or the folder cannot be written.
    """
    metadata = load_bundle(staging).metadata
    try:
        ordered = {
            name: np.ascontiguousarray(values) for name, values in tensors.items()
        }  # else stored astray
        write_atomic(staging / spec.file, save_arrays(ordered))
        files = {**metadata.files, spec.file: sha256_of(staging / spec.file)}
        changed = replace(metadata, appearance=spec, files=files)
        write_atomic(staging / METADATA, encode_metadata(changed))
    except OSError as error:
        raise TrainingError(
            tr("The bundle cannot be written: {reason}.", reason=error.strerror or error)
        ) from error


def place(staging: Path, metadata: BundleMetadata, card: str, target: Path) -> None:
    """Add metrics and card, load and run the bundle once, and rename it into place.

    Raises
    ------
    TrainingError
        If there is a bundle of that name and version already, or the disk is full.
    BundleError
        If the staged bundle does not pass its own check.
    """
    if target.exists():
        raise TrainingError(tr("{name} is there already; a bundle is never overwritten.", name=target.name))
    try:
        write_atomic(staging / CARD, card)
        write_atomic(staging / METADATA, encode_metadata(metadata))
        make_model(load_bundle(staging), "cpu").load()
        staging.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise TrainingError(
            tr("The bundle cannot be written: {reason}.", reason=error.strerror or error)
        ) from error
