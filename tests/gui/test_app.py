from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from meddiag_gui import paths
from meddiag_gui.gui.app import build
from meddiag_gui.gui.app import run as app_run
from meddiag_gui.settings import load_settings
from tests.support.brightness import write_brightness_bundle, write_picture
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor
from tests.support.scans import FakeScanner

HEAVY = (
    "numpy",
    "pydicom",
    "onnxruntime",
    "sklearn",
    "torch",
    "torchvision",
    "pyqtgraph",
    "imagecodecs",
    "PIL",
)

SHOW = """
import sys
from meddiag_gui.gui import app
application = app.make_application()
program = app.build()
program.window.show()
application.processEvents()
print([name for name in {heavy!r} if name in sys.modules])
program.shut_down()
"""

READ = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from meddiag_gui import paths
from meddiag_gui.gui import app
paths.bundled_models = lambda: Path("none")  # only the model whose answer is known
application = app.make_application()
program = app.build()
program.window.show()
program.start([Path({path!r})])

def look():
    if not program.busy and program.reading.answer is not None:
        application.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(60_000, application.quit)
application.exec()
answer = program.reading.answer
calls = [score.call for score in answer.prediction.scores]
print(answer.prediction.gate.passed, calls, program.reading.influence.saliency is not None)
print([name for name in ("torch", "torchvision", "sklearn", "pyqtgraph") if name in sys.modules])
program.shut_down()
"""


def run(script):
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


def test_nothing_heavy_is_imported_on_the_way_to_the_window():
    assert run(SHOW.format(heavy=HEAVY))[0] == "[]"


@pytest.mark.slow
def test_a_picture_is_read_judged_and_explained_without_torch(tmp_path):
    """The whole program with a real bundle on the CPU: a bright picture is bright."""
    write_brightness_bundle(paths.user_models() / "brightness-1.0.0")
    picture = write_picture(tmp_path / "bright.png", 0.9)
    found, imported, _ = run(READ.format(path=str(picture)))
    assert found == "True ['present'] True"
    assert imported == "[]"


def test_run_opens_what_was_given_and_leaves_nothing_behind(qapp, monkeypatch):
    """The fixture of every test sees to threads, timers and windows."""
    seen = []

    def build_with_fakes():
        program = build(FakePredictor, open_named, scanner=FakeScanner())
        program.session.opened.connect(seen.append)
        influence = program.reading.influence
        influence.changed.connect(lambda: influence.saliency and program.window.close())
        return program

    def open_named(path, frame):
        return coordinate_image(sha256=path.name, path=path)

    monkeypatch.setattr("meddiag_gui.gui.app.build", build_with_fakes)
    assert app_run([Path("a.dcm")]) == 0
    assert seen == [Path("a.dcm")]
    assert load_settings().recent_files == (str(Path("a.dcm").absolute()),)
    assert load_settings().window_geometry
