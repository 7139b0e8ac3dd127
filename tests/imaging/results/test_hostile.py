"""Results with bytes changed at random: drawn, or refused with a sentence, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.origin import read_origin
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.result import draw
from tests.support.results import (
    COLUMNS,
    ROWS,
    contour,
    ct_series,
    write_presentation,
    write_report,
    write_seg,
    write_selection,
    write_structures,
)

TRIES = 40


def written(kind, folder, sources):
    path = folder / kind
    if kind == "seg":
        return write_seg(path, sources, np.ones((3, ROWS, COLUMNS, 1), np.uint8))
    if kind == "rt":
        return write_structures(path, [contour([-10, 20, 2, -6, 20, 2, -6, 22, 2], "1.2.826.1.2.1")])
    if kind == "pr":
        return write_presentation(path, sources)
    return write_report(path, sources[0]) if kind == "sr" else write_selection(path, sources)


@pytest.mark.parametrize("kind", ["seg", "rt", "pr", "sr", "ko"])
def test_damaged_results_are_drawn_or_refused(tmp_path, kind):
    sources = ct_series(tmp_path)
    image = open_image(sources[0])
    whole = np.frombuffer(written(kind, tmp_path, sources).read_bytes(), np.uint8)
    random = np.random.default_rng(7)
    target = tmp_path / "damaged"
    outcomes = set()
    for attempt in range(TRIES):
        damaged = whole.copy()
        places = random.integers(132, len(damaged), random.integers(1, 12))
        damaged[places] = random.integers(0, 256, len(places))
        if attempt % 3 == 0:
            damaged = damaged[: random.integers(132, len(damaged))]
        target.write_bytes(damaged.tobytes())
        try:
            read_origin(target)
            draw(read_result(target), image)
            outcomes.add("drawn")
        except MedDiagError as error:
            outcomes.add(str(error)[:24])
    assert outcomes == {"damaged cannot be opened", "drawn"}
