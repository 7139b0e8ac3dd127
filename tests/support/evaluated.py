"""Evaluation reports made of scores that are invented, without a model."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.evaluation.curves import curves, reliability
from meddiag_gui.evaluation.delong import area_of
from meddiag_gui.evaluation.evaluate import groups_of
from meddiag_gui.evaluation.mask_report import MaskResult, SegmentationReport, spreads
from meddiag_gui.evaluation.measured import MeasuredScores
from meddiag_gui.evaluation.report import EvaluationReport, FindingReport, ImageResult, SubgroupReport, assess
from meddiag_gui.evaluation.scored import scores_at, usable
from meddiag_gui.evaluation.segmentation import mask_groups
from meddiag_gui.evaluation.sweep import FindingSweep, GroupSweep, Sweep, sweep_of
from meddiag_gui.evaluation.thresholds import threshold_rows
from meddiag_gui.inference.prediction import ModelRef

FINDING = "Opacity"


def write_manifest(folder: Path, images: int = 120) -> Manifest:
    """Write a manifest of half as many patients; ``call`` is right but for every sixth image.

    Every tenth image has no call. The labels of image i: i % 3 == 0.
    """
    lines = ["path,patient_id,Opacity,call,site"]
    for index in range(images):
        label = int(index % 3 == 0)
        call = "" if index % 10 == 9 else str(label if index % 6 else 1 - label)
        lines.append(
            f"image-{index}.png,patient-{index // 2},{label},{call},{'north' if index % 4 else 'south'}"
        )
    path = folder / "manifest.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_manifest(path)


def evaluated(
    manifest: Manifest, gain: float, *, name: str = "opacity", version: str = "1.0.0"
) -> EvaluationReport:
    """Report of a model whose scores separate the labels by ``gain`` standard deviations."""
    labels = np.array([row.labels[FINDING] == 1 for row in manifest.rows])
    noise = np.random.default_rng(7).normal(size=len(labels))
    probabilities = 1 / (1 + np.exp(-(noise + gain * (labels - 0.5))))
    images = tuple(
        ImageResult(
            row.source,
            row.line,
            row.patient_id,
            "ok",
            (),
            {FINDING: row.labels[FINDING]},
            {FINDING: float(p)},
        )
        for row, p in zip(manifest.rows, probabilities, strict=True)
    )
    return EvaluationReport(
        model=ModelRef(name, version, "0" * 64),
        device="CPU",
        program_version="0",
        created="2026-01-01T00:00:00+00:00",
        manifest=manifest.path.name,
        manifest_sha256="1" * 64,
        images=images,
        findings=(_finding(manifest, images),),
        unlabelled=(),
        ungrouped=(),
    )


def _finding(manifest: Manifest, images: tuple[ImageResult, ...]) -> FindingReport:
    scores = scores_at(images, FINDING, usable(images, FINDING))
    groups = tuple(
        SubgroupReport(
            group.attribute,
            group.value,
            assess(scores_at(images, FINDING, usable(images, FINDING, group.members)), 0.5),
        )
        for group in groups_of(manifest)[0]
    )
    return FindingReport(
        name=FINDING,
        column=FINDING,
        operating_point=0.5,
        assessment=assess(scores, 0.5),
        subgroups=groups,
        reliability=reliability(scores),
        curves=curves(scores, resamples=200),
        area=area_of(scores),
        thresholds=threshold_rows(scores, 0.5),
    )


def masked(manifest: Manifest, shift: float, *, version: str = "1.0.0") -> SegmentationReport:
    """Report of a segmentation whose Dice is ``shift`` below 0.95, give or take 0.02, on every image.

    The first image was refused; every fourth one has no spacing in millimetres.
    """
    noise = np.random.default_rng(11).normal(scale=0.02, size=len(manifest.rows))
    images = [
        MaskResult(
            row.source, row.line, row.patient_id, "ok", (), _overlap(0.95 - shift + e, known=i % 4 > 0)
        )
        for i, (row, e) in enumerate(zip(manifest.rows, noise, strict=True))
    ]
    images[0] = replace(images[0], status="refused", reasons=("No chest.",), metrics={})
    groups = tuple(
        (group.attribute, group.value, spreads([images[index] for index in group.members]))
        for group in mask_groups(manifest, "lung_mask")
    )
    return SegmentationReport(
        ModelRef("lungs", version, version[0] * 64), "CPU", "0", "2026-01-01T00:00:00+00:00",
        manifest.path.name, "1" * 64, "lung_mask", tuple(images), spreads(images), groups,
    )  # fmt: skip


def write_mask_manifest(folder: Path, images: int = 60) -> Manifest:
    """Write a manifest that names masks; two images a patient, two sites."""
    lines = ["path,patient_id,lung_mask,site"]
    lines += [
        f"image-{i}.png,patient-{i // 2},mask-{i}.png,{'north' if i % 3 else 'south'}" for i in range(images)
    ]
    path = folder / "masks.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_manifest(path)


def _overlap(dice: float, known: bool) -> dict[str, float]:
    dice = min(dice, 1.0)
    pixels = 100 * (1 - dice)
    return {
        "dice": dice,
        "iou": dice / (2 - dice),
        "hausdorff95_px": pixels,
        "hausdorff95_mm": pixels * 0.2 if known else math.nan,
    }


def measured(manifest: Manifest, gain: float, *, version: str = "1.0.0") -> MeasuredScores:
    """Evaluate as `evaluated` does, with every threshold worked out."""
    report = evaluated(manifest, gain, version=version)

    def sweep(members: tuple[int, ...] | None) -> Sweep:
        scores = scores_at(report.images, FINDING, usable(report.images, FINDING, members))
        return sweep_of(scores, 0.5, resamples=20)

    groups = tuple(
        GroupSweep(group.attribute, group.value, sweep(group.members)) for group in groups_of(manifest)[0]
    )
    return MeasuredScores(report, (FindingSweep(FINDING, sweep(None), groups),))
