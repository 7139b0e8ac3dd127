"""DICOM objects that the program writes, read back: a secondary capture and a key object selection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.export.dicom import key_objects, secondary_capture
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.phantom.study import demo_study
from meddiag_gui.inference.engines import Device
from meddiag_gui.selftest.checks import Outcome

KEY_OBJECT_CLASS = b"1.2.840.10008.5.1.4.1.1.88.59"


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Write and read back; see `checks.run_part`."""
    source = demo_study(home)
    screen = np.arange(60 * 40 * 3, dtype=np.uint32).astype(np.uint8).reshape(60, 40, 3)
    capture = home / "capture.dcm"
    write_atomic(capture, secondary_capture(source, screen, identified=False))
    same = np.array_equal(open_image(capture).pixels, screen)
    yield Outcome("Secondary capture: " + ("written and read back" if same else "other pixels"), passed=same)
    written = KEY_OBJECT_CLASS in key_objects([source], "selftest")
    yield Outcome("Key object selection: " + ("written" if written else "of another class"), passed=written)
