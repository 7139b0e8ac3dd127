from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from meddiag_gui.errors import BundleError
from meddiag_gui.inference.appearance import SENTENCES, Appearance, Impression, load_appearance
from meddiag_gui.inference.metadata import AppearanceSpec

SPEC = AppearanceSpec(
    kinds=("chest", "other", "inverted"), most_doubt=0.5, most_distance=3.0, outside_scale=1.0
)


def tensors() -> dict[str, np.ndarray]:
    """Two activations: the first speaks for inverted, the second for other; chest radiographs have (0, 0)."""
    values = {
        "mean": [0.0, 0.0], "scale": [1.0, 1.0],
        "hidden.weight": [[1.0, 0.0], [0.0, 1.0]], "hidden.bias": [0.0, 0.0],
        "kinds.weight": [[0.0, 0.0, 10.0], [0.0, 10.0, 0.0]], "kinds.bias": [5.0, 0.0, 0.0],
        "directions": [[1.0], [0.0]], "centre": [0.0], "spread": [2.0],
    }  # fmt: skip
    return {name: np.array(value, dtype=np.float32) for name, value in values.items()}


def seen(*activations: float) -> tuple[Impression, str]:
    appearance = Appearance(SPEC, tensors())
    (impression,) = appearance.impressions(np.array([activations], dtype=np.float32))
    return impression, appearance.refusal(impression)


def test_a_chest_radiograph_is_not_refused() -> None:
    impression, reason = seen(0.0, 0.0)
    assert impression.kind == "chest"
    assert impression.doubt < 0.02
    assert impression.distance == 0
    assert reason == ""


@pytest.mark.parametrize(("activations", "kind"), [((2.0, 0.0), "inverted"), ((0.0, 2.0), "other")])
def test_each_kind_has_its_own_sentence(activations: tuple[float, float], kind: str) -> None:
    impression, reason = seen(*activations)
    assert impression.kind == kind
    assert reason == SENTENCES[kind]


def test_what_is_unlike_all_is_refused_though_no_kind_fits() -> None:
    impression, reason = seen(-7.0, -7.0)
    assert impression.kind == "chest"
    assert impression.distance == pytest.approx(np.sqrt((3.5**2 + 49) / 2), rel=1e-5)
    assert reason == SENTENCES["other"]


def test_one_wild_activation_counts_no_more_than_eight_deviations() -> None:
    assert seen(-1e9, 0.0)[0].distance == seen(-8.0, 0.0)[0].distance


def test_pictures_are_judged_alone_or_together_alike() -> None:
    appearance, rng = Appearance(SPEC, tensors()), np.random.default_rng(0)
    batch = rng.normal(0, 3, (9, 2)).astype(np.float32)
    together = appearance.impressions(batch)
    for one, embedding in zip(together, batch, strict=True):
        (alone,) = appearance.impressions(embedding[None])
        assert alone.kind == one.kind
        assert alone.doubt == pytest.approx(one.doubt, abs=1e-6)


def test_a_kind_without_a_sentence_is_refused_as_another_picture() -> None:
    appearance = Appearance(replace(SPEC, kinds=("chest", "other", "lateral")), tensors())
    assert appearance.refusal(Impression("lateral", 0.9, 0.0)) == SENTENCES["other"]


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    save_file(tensors(), tmp_path / SPEC.file)
    batch = np.ones((1, 2), dtype=np.float32)
    kept = load_appearance(tmp_path, SPEC).impressions(batch)
    assert kept == Appearance(SPEC, tensors()).impressions(batch)


@pytest.mark.parametrize(
    "change",
    [
        {"scale": np.zeros(2, np.float32)},
        {"mean": np.zeros(3, np.float32)},
        {"mean": np.full(2, np.nan, np.float32)},
        {"centre": np.zeros(1, np.float64)},
        {"kinds.bias": np.zeros(4, np.float32)},
        {"further": np.zeros(1, np.float32)},
    ],
)
def test_tensors_that_do_not_fit_are_refused_by_name(tmp_path: Path, change: dict[str, np.ndarray]) -> None:
    save_file(tensors() | change, tmp_path / SPEC.file)
    with pytest.raises(BundleError, match=f"{tmp_path.name}: the input gate does not fit"):
        load_appearance(tmp_path, SPEC)


@pytest.mark.parametrize("content", [b"", b"no tensors at all"])
def test_a_file_that_is_none_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SPEC.file).write_bytes(content)
    with pytest.raises(BundleError, match="cannot be read"):
        load_appearance(tmp_path, SPEC)
    (tmp_path / SPEC.file).unlink()
    with pytest.raises(BundleError, match="cannot be read"):
        load_appearance(tmp_path, SPEC)
