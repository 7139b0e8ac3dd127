"""Sets of labelled pictures whose faults are known by construction."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

Cells = dict[str, str | int]


def body(seed: int, side: int = 160) -> np.ndarray:
    """Make a chest-like picture ``(side, side)`` uint8, for every seed another in detail."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side] / side
    lungs = sum(np.exp(-(((x - c) / 0.14) ** 4) - ((y - 0.5) / 0.3) ** 4) for c in (0.3, 0.7))
    detail = sum(gaussian_filter(rng.normal(size=(side, side)), s * side / 160) * s for s in (2, 4, 8))
    picture = 150 - 90 * lungs + 45 * detail / np.abs(detail).max()
    return np.clip(picture, 0, 255).astype(np.uint8)


def write_set(folder: Path, rows: list[tuple[Cells, np.ndarray | bytes]]) -> Path:
    """Write pictures (or bytes that are none) and their manifest; every row has the same columns."""
    folder.mkdir(parents=True, exist_ok=True)
    for cells, content in rows:
        path = folder / str(cells["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            Image.fromarray(content).save(path)
    manifest = folder / "manifest.csv"
    with manifest.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0][0]))
        writer.writeheader()
        writer.writerows(cells for cells, _ in rows)
    return manifest


def sound_rows(patients: int) -> list[tuple[Cells, np.ndarray | bytes]]:
    """One picture a patient, labelled in turn; nothing is wrong with them but their number."""
    return [
        ({"path": f"{i}.png", "patient_id": f"P{i}", "Mass": i % 2, "part": ""}, body(i))
        for i in range(patients)
    ]
