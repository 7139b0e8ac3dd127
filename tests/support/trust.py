"""Measured trust in maps, set by the test."""

from __future__ import annotations

from dataclasses import replace

from meddiag_gui.inference.saliency.catalogue import METHODS
from meddiag_gui.inference.saliency.trust import (
    RULES,
    Figure,
    MethodTrust,
    SaliencyTrust,
    TrustPart,
    Verdict,
    judge_all,
)
from tests.support.models import FakePredictor


def figures(**verdicts: Verdict | None) -> tuple[Figure, ...]:
    """Return every measure, supported but for those named."""
    return tuple(
        Figure(
            measure=measure, value=0.5, low=0.4, high=0.6, images=9,
            verdict=verdicts.get(measure, "supported"), sentence=f"{measure} said so.",
        )
        for measure in RULES
    )  # fmt: skip


def part(name: str, finding: str = "pneumonia", **methods: tuple[Figure, ...]) -> TrustPart:
    """Return a part in which the methods named have these figures, all others good ones."""
    found = [(method.id, methods.get(method.id, figures())) for method in METHODS]
    return TrustPart(
        part=name, images=9, patients=8, created="2026-01-01", program_version="0",
        methods=tuple(
            MethodTrust(finding=finding, method=method, verdict=judge_all(known), figures=known)
            for method, known in found
        ),
    )  # fmt: skip


def trusting(model: FakePredictor, *parts: TrustPart) -> FakePredictor:
    """Give a predictor's bundle what was measured of its maps."""
    trust = SaliencyTrust(scales={}, parts=parts)
    model.bundle = replace(model.bundle, metadata=replace(model.bundle.metadata, saliency=trust))
    return model
