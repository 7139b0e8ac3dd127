"""What a CT of 512×512×500 costs: one slice on in each of the three planes, and memory while it is read.

Goals: a slice change at most 4 ms on any plane, from the cut to the pixels on the screen; memory at most 1.3
times the raw pixels. Planes in random order, with an A/A control.
Run: ``python benchmarks/volume.py [ROUNDS]``.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.lattice import Lattice
from meddiag_gui.imaging.reslice import Cut, cut
from meddiag_gui.imaging.volume import Volume, load_volume
from meddiag_gui.imaging.windowing import Window

SHAPE = (500, 512, 512)
SIZE = (700, 700)  # of the view
SECONDS = 120


def noise() -> NDArray[np.int16]:
    """Make a volume of noise about soft tissue."""
    values = np.random.default_rng(0).integers(-1000, 1000, (64, *SHAPE[1:]), np.int16)
    return np.resize(values, SHAPE)


def volume() -> Volume:
    """Put it into the patient."""
    values = noise()
    lattice = Lattice(np.zeros(3), np.eye(3)[::-1], np.array([0.8, 0.7, 0.7]), np.zeros(2))
    header = ImageHeader(modality="CT", bits_stored=12)
    return Volume(values, lattice, RadiographImage(values[0], (Window(40, 400),), header, "", Path("ct")))


def scroller(plane: Cut) -> Callable[[], None]:
    """Make a function that shows the next slice of a plane."""
    view = ImageView()
    view.resize(*SIZE)
    presets = prepare(plane.picture(0)).presets
    places: Iterator[int] = iter(range(60, len(plane)))
    view.show()

    def go_on() -> None:
        view.set_picture(prepare(plane.picture(next(places)), presets), follow=True)
        view.repaint()

    return go_on


def time_slices(rounds: int) -> None:
    """Print what a slice change costs in each plane."""
    application = QApplication([])
    planes = cut(volume())
    changes = {plane.name: scroller(plane) for plane in planes} | {"Axial again": scroller(planes[0])}
    application.processEvents()
    times: dict[str, list[float]] = {name: [] for name in changes}
    for _ in range(rounds):
        for name in random.sample(sorted(changes), len(changes)):
            start = time.perf_counter()
            changes[name]()
            times[name].append((time.perf_counter() - start) * 1000)
            time.sleep(0.02)
    for name, taken in times.items():
        median, late = np.median(taken[3:]), np.percentile(taken[3:], 95)
        print(f"{name:12} median {median:5.2f} ms   p95 {late:6.2f} ms   (goal: at most 4)")
    print(f"A/A control {np.median(times['Axial again'][3:]) / np.median(times['Axial'][3:]):.2f}")


def write_series(folder: Path) -> None:
    """Write the volume as CT slices."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

    common: dict[str, object] = {
        "SOPClassUID": CTImageStorage, "Modality": "CT", "StudyInstanceUID": "1.2",
        "SeriesInstanceUID": "1.2.3", "FrameOfReferenceUID": "1.9", "PixelSpacing": [0.7, 0.7],
        "ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PhotometricInterpretation": "MONOCHROME2",
        "SamplesPerPixel": 1, "Rows": SHAPE[1], "Columns": SHAPE[2], "BitsAllocated": 16, "BitsStored": 16,
        "HighBit": 15, "PixelRepresentation": 1, "RescaleSlope": 1, "RescaleIntercept": 0,
    }  # fmt: skip
    for number, pixels in enumerate(noise()):
        dataset = Dataset()
        own = {"SOPInstanceUID": f"1.2.3.{number + 1}", "ImagePositionPatient": [0, 0, 0.8 * number]}
        for keyword, value in (common | own).items():
            setattr(dataset, keyword, value)
        dataset.add_new(0x7FE00010, "OW", pixels.tobytes())
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.save_as(folder / f"{number:04}.dcm", enforce_file_format=True)


def measure_memory(folder: Path) -> None:
    """Read the series, and print seconds and bytes as JSON; run in a process of its own."""
    import resource

    from meddiag_gui.imaging.instance import read_instance
    from meddiag_gui.imaging.series import group

    (patient,) = group(read_instance(path) for path in sorted(folder.iterdir()))
    stack = patient.studies[0].series[0].stacks[0]
    before = psutil.Process().memory_info().rss
    start = time.perf_counter()
    read = load_volume(stack)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "bytes": peak - before, "raw": read.values.nbytes}))


def main() -> None:
    """Print times and ratios."""
    if sys.argv[1:2] == ["--memory"]:
        measure_memory(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        write_series(Path(name))
        command = [sys.executable, __file__, "--memory", name]
        for control in ("", "  (again)"):
            run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS)
            found = json.loads(run.stdout)
            taken, ratio = found["seconds"], found["bytes"] / found["raw"]
            print(f"500 slices in {taken:.1f} s, memory {ratio:.2f} of raw  (goal: at most 1.3){control}")
    time_slices(int(sys.argv[1]) if len(sys.argv) > 1 else 60)


if __name__ == "__main__":
    main()
