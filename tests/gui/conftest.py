"""The whole program with pictures and a model known by construction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.gui.app import Program, build
from meddiag_gui.gui.loading import Scanner
from meddiag_gui.imaging.image import RadiographImage
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor
from tests.support.scans import FakeScanner
from tests.support.segmenters import FakeSegmenter

Start = Callable[..., Program]


def open_fake(path: Path, frame: int = 0) -> RadiographImage:
    """Open an image that differs with the file's name; ``bad…`` cannot be read."""
    if path.name.startswith("bad"):
        raise UnreadableImage(f"{path.name} is cut short.")
    return coordinate_image(sha256=f"sha-{path.name}", path=path, frame=frame)


def listed(program: Program) -> list[str]:
    """Name the first file of each series in the list."""
    return [stack.image(0)[0].name for stack in program.session.stacks]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Build programs and show their windows; shut them down at the end, whatever the test did."""
    programs: list[Program] = []

    def make(
        predictor: FakePredictor | None = None,
        open_image: Callable[[Path, int], RadiographImage] = open_fake,
        demo: Callable[[], Path] = lambda: Path("demo.dcm"),
        scanner: Scanner | None = None,
        segmenter: FakeSegmenter | None = None,
        others: Sequence[FakePredictor] = (),
    ) -> Program:
        model, outliner = predictor or FakePredictor(), segmenter or FakeSegmenter()
        program = build(
            lambda: model,
            open_image,
            demo,
            scanner or FakeScanner(),
            make_segmenter=lambda: outliner,
            make_models=lambda: others,
        )
        programs.append(program)
        program.window.resize(1000, 700)
        program.window.show()
        return program

    yield make
    for program in programs:
        if isValid(program.window):
            program.window.close()
            program.shut_down()
