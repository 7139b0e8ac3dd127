"""A model evaluated on copies of the demo study, and its report written as HTML and as PDF."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
from pydicom.uid import UID

from meddiag_gui import paths
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.phantom.study import demo_study
from meddiag_gui.inference.engines import Device
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.registry import list_bundles
from meddiag_gui.selftest.checks import Outcome

COPIES = 6
BEGINS = {"report.html": b"<!doctype html", "report.pdf": b"%pdf-"}
"""First bytes of each kind of report, in small letters."""


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Evaluate a classifier that ships and write the reports; see `checks.run_part`."""
    if importlib.util.find_spec("sklearn") is None:
        yield Outcome("Reports of evaluations: not part of this installation")
        return
    from meddiag_gui.datasets import read_manifest
    from meddiag_gui.evaluation.evaluate import evaluate
    from meddiag_gui.evaluation.page.page import page_as

    shipped = [one for one in list_bundles().bundles if one.root.parent == paths.bundled_models()]
    bundle = [one for one in shipped if one.metadata.task == "classification"][-1]
    manifest = read_manifest(_write_copies(home, bundle.findings[0].name))
    report = evaluate(Predictor(bundle, device), manifest)
    judged = report.count("ok")
    yield Outcome(
        f"{bundle.name} {bundle.version} evaluated: {judged} of {COPIES} images judged",
        passed=judged == COPIES,
    )
    for name, begin in BEGINS.items():
        path = home / name
        write_atomic(path, page_as(path, report, bundle.metadata, name_images=False))
        written = path.read_bytes()
        yield Outcome(f"{name}: {len(written)} bytes", passed=written[:20].lower().startswith(begin))


def _write_copies(folder: Path, finding: str) -> Path:
    """Write the demo study with other noise for each of some invented patients; return the manifest."""
    dataset = pydicom.dcmread(demo_study(folder))
    pixels = dataset.pixel_array
    rng = np.random.default_rng(0)
    manifest = folder / "manifest.csv"
    with manifest.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["path", "patient_id", finding])
        for number in range(COPIES):
            noise = rng.integers(0, 8, pixels.shape, dtype=pixels.dtype)
            dataset.PixelData = np.minimum(pixels, pixels.max() - noise).tobytes()
            dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"2.25.{number + 1}")
            dataset.save_as(folder / f"{number}.dcm", enforce_file_format=True)
            writer.writerow([f"{number}.dcm", f"P{number}", number % 2])
    return manifest
