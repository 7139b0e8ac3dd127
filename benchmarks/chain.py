"""The whole chain on a 3000×2500 DICOM: decode, gate, score, map, lung fields and their areas.

Goal: less than 1.0 s on 2 cores, for every lossless transfer syntax. All is loaded, each round reads the
file anew; medians, with a gap of 60 ms. Takes the default models.
Run: ``python benchmarks/chain.py [ROUNDS]``.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from reading import GAP, pictures

from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.gate import SuppliedContext
from meddiag_gui.inference.lungs import lungs_plausible, measure_lungs
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.registry import find_bundle
from meddiag_gui.inference.segmentation import Segmenter

STEPS = ("decode", "gate and score", "map", "lung fields", "areas")
ANYWAY = SuppliedContext(override=True)  # noise is no chest: the gate would save the time of the rest


def main() -> None:
    """Print the medians of each step and of the whole."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    predictor = Predictor(find_bundle(), "cpu")
    segmenter = Segmenter(find_bundle(task="segmentation"), "cpu")
    print(f"{os.cpu_count()} cores, {rounds} rounds; milliseconds")
    print(f"{'':16}{''.join(f'{step:>16}' for step in STEPS)}{'whole':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (path, _) in pictures(Path(folder)).items():
            taken = [_chain(path, predictor, segmenter, number) for number in range(rounds + 1)][1:]
            medians = [statistics.median(step) for step in zip(*taken, strict=True)]
            whole = statistics.median(sum(one) for one in taken)
            print(f"{name:16}{''.join(f'{value:16.1f}' for value in medians)}{whole:10.1f}")


def _chain(path: Path, predictor: Predictor, segmenter: Segmenter, number: int) -> list[float]:
    """Milliseconds of each step; the number keeps the predictor from knowing the picture."""
    time.sleep(GAP)
    times = [time.perf_counter()]
    image = replace(open_image(path), sha256=str(number))
    times.append(time.perf_counter())
    predictor.predict(image, context=ANYWAY)
    times.append(time.perf_counter())
    predictor.explain(image, predictor.bundle.findings[0].name)
    times.append(time.perf_counter())
    mask = segmenter.segment(image, context=ANYWAY).mask
    times.append(time.perf_counter())
    if mask is not None:
        measure_lungs(mask, image)
        lungs_plausible(mask)
    times.append(time.perf_counter())
    return [(end - start) * 1e3 for start, end in pairwise(times)]


if __name__ == "__main__":
    main()
