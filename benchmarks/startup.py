"""How long until the window is shown, against a bare QtWidgets window (goal: at most 2.5 times).

Fresh processes, in random order, with an A/A control (the bare window against itself).
Run: ``python benchmarks/startup.py [ROUNDS]``.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
application.processEvents()
"""

OURS = """
from meddiag_gui.logs import start_logging
start_logging()
from meddiag_gui.gui import app
application = app.make_application()
program = app.build()
program.window.show()
application.processEvents()
"""

SHOWN = "\nimport os, time\nos.write(1, str(time.time()).encode())\nos._exit(0)\n"


def seconds_to_window(script: str, environment: dict[str, str]) -> float:
    """Start a fresh process and return the seconds until its window was painted."""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script + SHOWN], env=environment, capture_output=True, check=True
    )
    return float(done.stdout) - start


def main() -> None:
    """Print the medians and the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        root = Path(__file__).resolve().parent.parent
        environment = os.environ | {"MEDDIAG_HOME": home, "PYTHONPATH": str(root)}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        scripts = {"bare": BARE, "bare again": BARE, "MedDiag": OURS}
        times: dict[str, list[float]] = {name: [] for name in scripts}
        for script in scripts.values():  # warm the disk cache and the byte code
            seconds_to_window(script, environment)
        for _ in range(rounds):
            for name in random.sample(sorted(scripts), len(scripts)):
                times[name].append(seconds_to_window(scripts[name], environment))
                time.sleep(0.06)
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, value in median.items():
        print(f"{name:12} {value * 1000:6.0f} ms")
    print(f"A/A control  {median['bare again'] / median['bare']:6.2f}")
    print(f"ratio        {median['MedDiag'] / median['bare']:6.2f}  (goal: at most 2.5)")


if __name__ == "__main__":
    main()
