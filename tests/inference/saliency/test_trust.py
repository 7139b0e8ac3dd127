from __future__ import annotations

from dataclasses import replace

import pytest

from meddiag_gui.errors import BundleError
from meddiag_gui.inference.metadata import decode_metadata, encode_metadata
from meddiag_gui.inference.saliency.trust import (
    Figure,
    MethodTrust,
    SaliencyTrust,
    TrustPart,
    Verdict,
    judge,
    judge_all,
)
from tests.support.models import fake_bundle
from tests.support.trust import figures


def part(name: str, found: tuple[Figure, ...]) -> TrustPart:
    method = MethodTrust(finding="pneumonia", method="cam", verdict=judge_all(found), figures=found)
    return TrustPart(
        part=name, images=9, patients=8, created="2026-01-01", program_version="0", methods=(method,)
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (0.3, 0.2, 0.4, "supported"),
        (0.3, 0.2, 0.55, "weak"),  # the interval reaches beyond the limit
        (0.6, 0.5, 0.65, "weak"),
        (0.7, 0.6, 0.8, "failed"),
        (0.3, None, None, "weak"),  # one patient: no interval
    ],
)
def test_where_less_is_better_the_upper_bound_counts(
    value: float, low: float | None, high: float | None, verdict: Verdict
) -> None:
    assert judge("randomisation", value, low, high) == verdict


@pytest.mark.parametrize(
    ("value", "low", "verdict"), [(2.0, 1.6, "supported"), (1.6, 1.4, "weak"), (1.0, 0.9, "failed")]
)
def test_where_more_is_better_the_lower_bound_counts(value: float, low: float, verdict: Verdict) -> None:
    assert judge("lungs", value, low, 3.0) == verdict


def test_one_failure_fails_the_method_and_only_all_measures_support_it() -> None:
    assert judge_all(figures()) == "supported"
    assert judge_all(figures(lungs="weak")) == "weak"
    assert judge_all(figures(lungs=None)) == "weak"
    assert judge_all(figures()[:-1]) == "weak"
    assert judge_all(figures(lungs="weak", hidden="failed")) == "failed"


def test_reasons_are_the_failures_or_else_the_weaknesses() -> None:
    (failed,) = part("test", figures(lungs="weak", hidden="failed")).methods
    assert failed.reasons == ("hidden said so.",)
    (weak,) = part("test", figures(lungs="weak", border=None)).methods
    assert weak.reasons == ("lungs said so.", "border said so.")


def test_the_worst_part_counts_and_what_was_never_measured_has_no_verdict() -> None:
    trust = SaliencyTrust(
        scales={}, parts=(part("validation", figures()), part("test", figures(lungs="weak")))
    )
    assert trust.verdict("pneumonia", "cam") == "weak"
    assert trust.verdict("pneumonia", "lime") is None
    assert len(trust.of("pneumonia", "cam")) == 2


def test_the_block_survives_the_metadata_and_gives_the_scales() -> None:
    trust = SaliencyTrust(scales={"pneumonia": {"lime": 2.5}}, parts=(part("test", figures()),))
    metadata = replace(fake_bundle().metadata, saliency=trust)
    read = decode_metadata(encode_metadata(metadata), "fake")
    assert read.saliency == trust
    assert read.map_scale(read.findings[0], "lime") == 2.5
    assert read.map_scale(read.findings[0], "occlusion") is None
    assert read.map_scale(read.findings[0], "cam") == read.findings[0].saliency_scale


@pytest.mark.parametrize("scale", [0.0, -1.0])
def test_a_scale_that_is_not_positive_is_refused(scale: float) -> None:
    trust = SaliencyTrust(scales={"pneumonia": {"lime": scale}}, parts=())
    with pytest.raises(BundleError, match="scale of lime"):
        decode_metadata(encode_metadata(replace(fake_bundle().metadata, saliency=trust)), "fake")
