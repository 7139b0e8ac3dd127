from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.evaluation.robustness import VARIANTS, measure_shifts


def pictures(count: int = 6, side: int = 100) -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.integers(10_000, 40_000, (count, side, side), dtype=np.uint16)


LABELS = np.array([0, 1, 0, 1, 0, 1], np.float32)


def by_name(probabilities, levels: np.ndarray) -> dict[str, object]:
    return {s.variant: s for s in measure_shifts(levels, LABELS, 0.5, probabilities)}


def test_a_model_that_looks_at_the_centre_is_not_moved_by_borders_and_markers() -> None:
    shifts = by_name(lambda levels: levels[:, 45:55, 45:55].mean((1, 2)) / 65535, pictures())
    for name in ("unchanged", "borders blanked", "corners blanked (markers)", "marker burned in",
                 "side strip blanked (markers)"):  # fmt: skip
        assert shifts[name].mean_change == shifts[name].calls_changed == 0
    assert shifts["darker (gamma 1.4)"].mean_change > 0.05


@pytest.mark.parametrize(
    ("variant", "rows", "columns"),
    [
        ("borders blanked", slice(0, 6), slice(None)),
        ("corners blanked (markers)", slice(0, 20), slice(80, 100)),
        ("side strip blanked (markers)", slice(20, 60), slice(0, 9)),
        ("marker burned in", slice(8, 14), slice(88, 89)),
    ],
)
def test_a_model_that_looks_at_a_border_or_marker_is_found_out(
    variant: str, rows: slice, columns: slice
) -> None:
    def cheat(levels: np.ndarray) -> np.ndarray:
        return levels[:, rows, columns].mean((1, 2)) / 65535

    shifts = by_name(cheat, pictures())
    assert shifts[variant].mean_change > 0.1
    assert shifts["unchanged"].mean_change == 0


def test_rates_are_those_at_the_unchanged_operating_point() -> None:
    levels = np.zeros((6, 50, 50), np.uint16)
    levels[LABELS == 1] = 50_000
    shifts = by_name(lambda x: x[:, 20:30, 20:30].mean((1, 2)) / 65535, levels)
    assert shifts["unchanged"].sensitivity == shifts["unchanged"].specificity == 1
    # 50,000 / 65,535 = 0.76; less contrast brings it to 0.68, gamma 1.4 to 0.68
    assert shifts["less contrast"].mean_change == pytest.approx((0.079 + 0.15) / 2, abs=0.002)


def test_without_one_kind_of_label_its_rate_is_unknown() -> None:
    shifts = measure_shifts(pictures(2), np.ones(2, np.float32), 0.5, lambda x: np.zeros(len(x)))
    assert shifts[0].specificity is None
    assert shifts[0].sensitivity == 0


@pytest.mark.parametrize("name", list(VARIANTS))
def test_every_variant_keeps_shape_and_type_and_spares_its_input(name: str) -> None:
    levels = pictures(2, 224)
    before = levels.copy()
    out = VARIANTS[name](levels)
    assert (out.shape, out.dtype) == (levels.shape, np.dtype(np.uint16))
    np.testing.assert_array_equal(levels, before)
