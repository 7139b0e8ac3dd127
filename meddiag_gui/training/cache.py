"""Decoded images on disk, so that each is opened and resampled once.

``levels.npy`` holds what `meddiag_gui.inference.preprocess.to_levels` gives: inference and training share
every step up to there, and `normalise` after it.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import MedDiagError, TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.preprocess import to_levels
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch

_MOST_UNREADABLE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class LevelCache:
    """Decoded images of a manifest.

    Parameters
    ----------
    levels
        ``(rows of the manifest, H, W)`` uint16, mapped from disk, read-only.
    usable
        ``(rows of the manifest,)``; False where the image could not be read.
    problems
        One sentence for each of those.
    fingerprint
        sha256 over the content of all source files, in the manifest's order.
    """

    levels: NDArray[np.uint16]
    usable: NDArray[np.bool_]
    problems: tuple[str, ...]
    fingerprint: str


def build_cache(
    manifest: Manifest, spec: InputSpec, folder: Path, *, report: Report, token: CancelToken
) -> LevelCache:
    """Decode all images of the manifest, or take the cache that is there for the same files.

    Raises
    ------
    TrainingError
        If more than 5 % of the images cannot be read, or the disk is full.
    Cancelled
        If the token was cancelled; the next call starts anew.
    """
    key = _key(manifest, spec)
    index, store = folder / "cache.json", folder / "levels.npy"
    kept = _kept(index, store, key, (len(manifest.rows), spec.rows, spec.columns))
    if kept is not None:
        return kept
    try:
        folder.mkdir(parents=True, exist_ok=True)
        index.unlink(missing_ok=True)
        usable, problems, fingerprint = _decode_all(manifest, spec, store, report, token)
        content = {"key": key, "usable": usable.tolist(), "problems": problems, "fingerprint": fingerprint}
        if len(problems) <= _MOST_UNREADABLE * len(manifest.rows):
            write_atomic(index, json.dumps(content))
    except OSError as error:
        raise TrainingError(
            tr("The image cache cannot be written: {reason}.", reason=error.strerror or error)
        ) from error
    if len(problems) > _MOST_UNREADABLE * len(manifest.rows):
        raise TrainingError(
            tr(
                "{n} of {total} images cannot be read, the first because: {problem}",
                n=len(problems),
                total=len(manifest.rows),
                problem=problems[0],
            )
        )
    return LevelCache(np.load(store, mmap_mode="r"), usable, tuple(problems), fingerprint)


def _kept(index: Path, store: Path, key: str, shape: tuple[int, int, int]) -> LevelCache | None:
    """Take the cache that is there; None if there is none, or it is of other files or damaged."""
    try:
        kept = json.loads(index.read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        levels = np.load(store, mmap_mode="r")
        usable = np.array(kept["usable"], dtype=np.bool_)
        if levels.shape != shape or levels.dtype != np.uint16 or usable.shape != shape[:1]:
            return None
        return LevelCache(levels, usable, tuple(kept["problems"]), kept["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None


def _allocate(store: Path, shape: tuple[int, int, int]) -> np.memmap[Any, np.dtype[np.uint16]]:
    """Make the file that holds the levels, with all of its space.

    A mapped file with holes ends the process, without an error, when the disk becomes full.
    """
    levels = np.lib.format.open_memmap(store, "w+", np.uint16, shape)
    if hasattr(os, "posix_fallocate"):
        with store.open("r+b") as stream:
            os.posix_fallocate(stream.fileno(), 0, store.stat().st_size)
    return levels


def _decode_all(
    manifest: Manifest, spec: InputSpec, store: Path, report: Report, token: CancelToken
) -> tuple[NDArray[np.bool_], list[str], str]:
    count = len(manifest.rows)
    levels = _allocate(store, (count, spec.rows, spec.columns))
    usable = np.ones(count, dtype=np.bool_)
    problems: list[str] = []
    digest = hashlib.sha256()
    watch = Stopwatch(count)
    for i, row in enumerate(manifest.rows):
        token.check()
        try:
            image = open_image(row.path)
        except MedDiagError as error:
            usable[i] = False
            problems.append(f"line {row.line}: {error}")
            continue
        levels[i] = to_levels(image, spec.rows, spec.columns)
        digest.update(image.sha256.encode())
        report(Progress(i + 1, count, tr("Decoding images"), watch.seconds_left(i + 1)))
    levels.flush()
    return usable, problems, digest.hexdigest()


def _key(manifest: Manifest, spec: InputSpec) -> str:
    """Identify the files by name, size and time, and what is made of them."""
    digest = hashlib.sha256(f"{spec.rows}x{spec.columns} {spec.resize}".encode())
    for row in manifest.rows:
        try:
            state = row.path.stat()
            digest.update(f"{row.path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
        except OSError:
            digest.update(f"{row.path}\0missing\n".encode())
    return digest.hexdigest()
