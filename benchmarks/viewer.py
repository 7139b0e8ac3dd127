"""What one window change of a 3000×2500 16-bit radiograph costs, against pyqtgraph's ImageItem.

Goals: at most 0.3 times ImageItem's median, 95th percentile at most 16.7 ms; the map adds at most 2 ms.
Each change is drawn before the next (``repaint``), in random order, with an A/A control.
Run: ``python benchmarks/viewer.py [ROUNDS]``.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference.prediction import SaliencyMap

SIZE = (1100, 900)  # of the view, as in a 1600×1000 window
Change = Callable[[float], None]


def radiograph() -> NDArray[np.uint16]:
    """Make 12-bit noise around a slope: as hard on a look-up as any picture."""
    noise = np.random.default_rng(0).normal(0, 200, (3000, 2500))
    return np.clip(np.linspace(500, 3500, 2500) + noise, 0, 4095).astype(np.uint16)


def own_view(pixels: NDArray[np.uint16], with_map: bool) -> tuple[ImageView, Change]:
    """Our view, fitted, with or without an influence map."""
    image = RadiographImage(pixels, (Window(2048, 4096),), ImageHeader(), "0", Path("benchmark"))
    view = ImageView()
    view.resize(*SIZE)
    view.set_picture(prepare(image))
    if with_map:
        values = np.random.default_rng(1).random((12, 12), dtype=np.float32)
        view.set_map(SaliencyMap(values, (0, 0, 2500, 3000), "finding", "cam", "0"), 0.5)
    view.show()

    def change(width: float) -> None:
        assert view.display is not None
        view.display.set_window(Window(2048, width))
        view.repaint()

    return view, change


def pyqtgraph_view(pixels: NDArray[np.uint16]) -> tuple[pyqtgraph.GraphicsView, Change]:
    """Show the same picture by pyqtgraph, fitted."""
    view = pyqtgraph.GraphicsView()
    view.resize(*SIZE)
    box = pyqtgraph.ViewBox(lockAspect=True, invertY=True)
    view.setCentralItem(box)
    item = pyqtgraph.ImageItem(pixels, axisOrder="row-major")
    box.addItem(item)
    box.autoRange(padding=0)
    view.show()

    def change(width: float) -> None:
        item.setLevels((2048 - width / 2, 2048 + width / 2))
        view.viewport().repaint()

    return view, change


def main() -> None:
    """Print medians, 95th percentiles and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    application = QApplication([])
    pixels = radiograph()
    views = {
        "own view": own_view(pixels, with_map=False),
        "own view again": own_view(pixels, with_map=False),
        "own view with map": own_view(pixels, with_map=True),
        "pyqtgraph ImageItem": pyqtgraph_view(pixels),
    }
    application.processEvents()
    times: dict[str, list[float]] = {name: [] for name in views}
    for number in range(rounds):
        for name in random.sample(sorted(views), len(views)):
            start = time.perf_counter()
            views[name][1](500 + 50 * number)
            times[name].append((time.perf_counter() - start) * 1000)
            time.sleep(0.02)
    median = {name: float(np.median(values[3:])) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:20} median {median[name]:6.2f} ms   p95 {np.percentile(values[3:], 95):6.2f} ms")
    print(f"A/A control {median['own view again'] / median['own view']:.2f}")
    print(f"ratio       {median['own view'] / median['pyqtgraph ImageItem']:.2f}  (goal: at most 0.3)")
    print(f"map adds    {median['own view with map'] - median['own view']:.2f} ms  (goal: at most 2)")


if __name__ == "__main__":
    main()
