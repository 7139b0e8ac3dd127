"""The program on a library of two studies, each of one picture: fixtures to be imported by a conftest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.verdict.case import Phase
from meddiag_gui.gui.verdict.feature import Verdicts
from meddiag_gui.gui.worklist.feature import Worklist
from meddiag_gui.imaging.identity import Identity, read_identity
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.library.library import Library, default_folder
from tests.support.images import coordinate_image
from tests.support.libraries import add_study, new_library

STUDIES = {"a.dcm": "1.2.1", "b.dcm": "1.2.2"}


def opened(path: Path, frame: int = 0) -> RadiographImage:
    """Open a picture of one of the two studies, or of none."""
    header = ImageHeader(modality="DX", study_uid=STUDIES.get(path.name, ""))
    return coordinate_image(sha256=f"sha-{path.name}", path=path, frame=frame, header=header)


@pytest.fixture
def library(own_home: Path) -> Path:
    """Fill the user's library; study 1 has waited longer than study 2."""
    folder = new_library(default_folder())
    with Library.open(folder) as library, library.write() as session:
        for number, name in enumerate(STUDIES, 1):
            add_study(session, number, file=Path(name))
    return folder


@pytest.fixture
def at(library: Path) -> Library:
    """Look into the same library as another process would."""
    with Library.open(library) as looked_at:
        yield looked_at


class PlainReader:
    """Reads headers in this process: what these tests read harms nobody, and a process takes seconds."""

    def read_identity(self, path: Path) -> Identity:
        return read_identity(path)

    def close(self) -> None:
        pass


@pytest.fixture
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read headers without a process of their own."""
    monkeypatch.setattr("meddiag_gui.imaging.isolated.reader.IsolatedReader", PlainReader)


Show = Callable[[Program, str], Verdicts]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Open a picture and wait until its place in the library is known and the model has answered."""

    def shown(program: Program, name: str) -> Verdicts:
        verdicts = program.feature(Verdicts)
        program.session.open_paths([Path(name)])
        answered = ("done", "held", "failed")
        qtbot.waitUntil(
            lambda: (
                program.session.picture is not None
                and program.session.picture.image.path.name == name
                and verdicts.case.phase in (Phase.OPEN, Phase.OUTSIDE, Phase.FAILED)
                and program.reading.phase.value in answered
            )
        )
        if verdicts.case.phase is Phase.OPEN and program.reading.phase.value != "failed":
            qtbot.waitUntil(lambda: not program.feature(Worklist)._desk.busy)
        return verdicts

    return shown
