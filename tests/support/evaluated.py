"""Evaluation reports made of scores that are invented, without a model."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.evaluation.curves import curves, reliability
from meddiag_gui.evaluation.delong import area_of
from meddiag_gui.evaluation.evaluate import groups_of
from meddiag_gui.evaluation.report import EvaluationReport, FindingReport, ImageResult, SubgroupReport, assess
from meddiag_gui.evaluation.scored import scores_at, usable
from meddiag_gui.evaluation.thresholds import threshold_rows
from meddiag_gui.inference.prediction import ModelRef

FINDING = "Opacity"


def write_manifest(folder: Path, images: int = 120) -> Manifest:
    """Write a manifest of half as many patients; ``reader`` calls rightly but for every sixth image.

    Every tenth image has no call. The labels of image i: i % 3 == 0.
    """
    lines = ["path,patient_id,Opacity,reader,site"]
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
