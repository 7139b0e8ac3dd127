"""Measure how many pictures of each kind a bundle's input gate refuses by their look.

``python tools/measure_gate.py BUNDLE OTHERS.csv``: of a manifest as in `meddiag_gui.evaluation.pictures` the
part ``test`` is measured, and kinds made of the chest radiographs in it. Prints JSON lines.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from meddiag_gui.evaluation.pictures import read_pictures
from meddiag_gui.evaluation.refusals import measure_refusals
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.predictor import Predictor


def main() -> None:
    """Print one row a kind and source."""
    predictor = Predictor(load_bundle(Path(sys.argv[1])), "cpu")
    spec = predictor.bundle.metadata.input
    none = np.empty((0, spec.rows, spec.columns), dtype=np.uint16)
    for row in measure_refusals(predictor, none, read_pictures(Path(sys.argv[2]))):
        print(json.dumps(asdict(row)))


if __name__ == "__main__":
    main()
