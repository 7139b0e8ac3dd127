from __future__ import annotations

import numpy as np

from meddiag_gui.evaluation.outline_shifts import measure_outline_shifts
from meddiag_gui.evaluation.robustness import CROPPED, VARIANTS
from tests.support.outlines import two_lungs

TRUTHS = np.stack([two_lungs(100, 100), two_lungs(100, 100, right=0.1)])
LEVELS = np.where(TRUTHS, 5000, 60000).astype(np.uint16)


def dice_of(outline) -> dict[str, float]:
    return {shift.variant: shift.dice for shift in measure_outline_shifts(LEVELS, TRUTHS, outline)}


def test_an_outline_by_brightness_suffers_from_what_changes_brightness() -> None:
    found = dice_of(lambda levels: levels < 30000)
    assert list(found) == list(VARIANTS)
    assert found["unchanged"] == 1.0
    assert found["marker burned in"] == 1.0
    assert found["blurred"] > 0.97
    assert found["borders blanked"] < 0.8


def test_cropped_pictures_are_compared_with_cropped_masks() -> None:
    assert dice_of(lambda levels: levels < 30000)[CROPPED] > 0.97
    assert dice_of(lambda levels: TRUTHS)[CROPPED] < 0.95
