"""How long until the window is shown, against a bare QtWidgets window (goal: at most 2.5 times).

Fresh processes, in random order, with an A/A control (the bare window against itself).
Run: ``python benchmarks/startup.py [ROUNDS]``; with ``--program dist/meddiag-reader/meddiag`` a built program
against the same from source (goal: at most 1.5 times): both start whole, until the log says that it is open.
"""

from __future__ import annotations

import argparse
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

OPEN = "The window is open"  # in the log
SHOWN = "\nimport os, time\nos.write(1, str(time.time()).encode())\nos._exit(0)\n"


def seconds_to_window(script: str, environment: dict[str, str]) -> float:
    """Start a fresh process and return the seconds until its window was painted."""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script + SHOWN], env=environment, capture_output=True, check=True
    )
    return float(done.stdout) - start


def seconds_to_open(command: list[str], environment: dict[str, str]) -> float:
    """Start the whole program and return the seconds until its log says that the window is open."""
    log = Path(environment["MEDDIAG_HOME"]) / "log" / "meddiag.log"
    log.unlink(missing_ok=True)
    start = time.time()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (log.is_file() and OPEN in log.read_text("utf-8")):
        if process.poll() is not None:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        time.sleep(0.002)
    seconds = time.time() - start
    process.kill()
    process.wait()
    return seconds


def compare_built(program: str, rounds: int) -> None:
    """Print the medians of the built program and of the same from source, and their ratio."""
    commands = {"source": [sys.executable, "-m", "meddiag_gui"], "built": [program]}
    times: dict[str, list[float]] = {name: [] for name in (*commands, "source again")}
    commands["source again"] = commands["source"]
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"MEDDIAG_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        for command in commands.values():  # warm the disk cache
            seconds_to_open(command, environment)
        for _ in range(rounds):
            for name in random.sample(sorted(commands), len(commands)):
                times[name].append(seconds_to_open(commands[name], environment))
                time.sleep(0.5)
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, value in median.items():
        print(f"{name:12} {value * 1000:6.0f} ms")
    print(f"A/A control  {median['source again'] / median['source']:6.2f}")
    print(f"ratio        {median['built'] / median['source']:6.2f}  (goal: at most 1.5)")


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=15)
    parser.add_argument("--program", help="the built program to compare with the same from source")
    options = parser.parse_args()
    if options.program:
        compare_built(options.program, options.rounds)
        return
    rounds = options.rounds
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
