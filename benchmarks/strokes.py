"""What one piece of a brush stroke on a mask of 3000×2500 costs: changing it, and painting the view.

Goal: the 95th percentile of both together is at most a frame, 16.7 ms; beside it, the whole mask drawn anew.
Run: ``python benchmarks/strokes.py [ROUNDS]``.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from PySide6.QtWidgets import QApplication
from viewer import own_view, radiograph

from meddiag_gui.gui.viewer.masks import MaskLayer
from meddiag_gui.imaging.mask_edit import Brush, EditedMask

COLOR = (196, 160, 255)
RADIUS = 62.0  # image pixels, as the brush has at the start


def main() -> None:
    """Print medians and 95th percentiles in ms."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    application = QApplication([])
    view, _ = own_view(radiograph(), with_map=False)
    y, x = np.mgrid[0:3000, 0:2500]
    mask = EditedMask(((x - 1250) / 900) ** 2 + ((y - 1500) / 1200) ** 2 < 1)
    layer = MaskLayer(mask.values, COLOR, opacity=0.25, live=True)
    view.set_masks("model", [layer])
    view.repaint()
    application.processEvents()
    times: dict[str, list[float]] = {"change": [], "change and paint": [], "whole mask anew": []}
    for number in range(rounds):
        across = 300.0 + 1900 * number / rounds
        start = time.perf_counter()
        box = mask.stroke((across, 1500), (across + 30, 1520), Brush(RADIUS, RADIUS), bool(number % 2))
        if box is not None:
            view.touch_mask(layer, *box.slices)
        times["change"].append(time.perf_counter() - start)
        view.repaint()
        times["change and paint"].append(time.perf_counter() - start)
        start = time.perf_counter()
        layer = MaskLayer(mask.values, COLOR, opacity=0.25, live=True)
        view.set_masks("model", [layer])
        view.repaint()
        times["whole mask anew"].append(time.perf_counter() - start)
        time.sleep(0.02)
    for name, values in times.items():
        median, high = np.percentile(np.array(values[3:]) * 1000, (50, 95))
        print(f"{name:20} median {median:6.2f} ms   p95 {high:6.2f} ms")


if __name__ == "__main__":
    main()
