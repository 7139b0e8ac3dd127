"""Labelled images as the wizard meets them, known by construction; nothing is decoded."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.examination.copies import Pair
from meddiag_gui.examination.facts import Facts
from meddiag_gui.examination.material import Material
from meddiag_gui.imaging.image import ImageHeader
from tests.support.labelled import body

Attributes = dict[str, list[str]]


def manifest_of(
    labels: list[int | None],
    patients: list[str] | None = None,
    attributes: Attributes | None = None,
    root: Path = Path("/nowhere"),
) -> Manifest:
    """Make a manifest of one finding, Mass; unless named, every image has a patient of its own."""
    columns = attributes or {}
    rows = tuple(
        Row(
            path=root / f"{i}.png",
            source=f"{i}.png",
            patient_id=patients[i] if patients else f"P{i}",
            labels={"Mass": label},
            attributes={name: values[i] for name, values in columns.items()},
            line=i + 2,
        )
        for i, label in enumerate(labels)
    )
    return Manifest(root / "manifest.csv", rows, ("Mass",), tuple(columns))


def material_of(
    manifest: Manifest,
    copies: tuple[tuple[int, ...], ...] = (),
    altered: tuple[Pair, ...] = (),
    headers: list[ImageHeader] | None = None,
) -> Material:
    """Make material whose pictures all differ, whatever copies are claimed."""
    facts = tuple(
        Facts(
            file_sha256=f"file {i}",
            pixels_sha256=f"pixels {i}",
            thumbnail=body(i, 64).astype(np.uint16) * 257,
            size=(64, 64),
            header=headers[i] if headers else None,
        )
        for i in range(len(manifest.rows))
    )
    return Material(manifest, facts, copies, altered)
