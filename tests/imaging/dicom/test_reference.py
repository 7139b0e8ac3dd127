"""Our pixels against DCMTK's and GDCM's, on the files that pydicom ships (see tools/reference_pixels.py)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meddiag_gui.imaging.open import open_source
from tests.support.dicom_files import SHIPPED

REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text())["files"]


def test_the_reference_is_whole() -> None:
    assert len(REFERENCE) > 80
    assert {entry["tool"] for entry in REFERENCE.values()} == {"DCMTK", "GDCM"}


@pytest.mark.parametrize("name", REFERENCE)
def test_same_pixels(name: str) -> None:
    expected: dict[str, Any] = REFERENCE[name]
    with open_source(SHIPPED / name) as source:
        values = np.stack([source.image(frame).pixels for frame in range(source.frames)])
    assert list(values.shape) == expected["shape"]
    if expected["sha256"]:
        data = values.tobytes() if values.ndim == 4 else values.astype("<i4").tobytes()
        assert hashlib.sha256(data).hexdigest() == expected["sha256"]
    # Lossy decoders may round by one; rescaled values are float32.
    assert values.min() == pytest.approx(expected["min"], abs=1, rel=1e-6)
    assert values.max() == pytest.approx(expected["max"], abs=1, rel=1e-6)
    assert values.mean(dtype=np.float64) == pytest.approx(expected["mean"], abs=0.1, rel=1e-6)
