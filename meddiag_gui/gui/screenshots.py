"""Every main screen as a PNG, offscreen, made with the program's own objects."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, QTimer

from meddiag_gui import paths
from meddiag_gui.gui.app import build, make_application
from meddiag_gui.gui.help import HelpWindow
from meddiag_gui.gui.languages import speak
from meddiag_gui.gui.loading import open_from_disk
from meddiag_gui.gui.reader import PredictorLike, default_predictor
from meddiag_gui.gui.rooms_pictured import picture_rooms
from meddiag_gui.gui.runner import Runner
from meddiag_gui.language import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from meddiag_gui.imaging.image import RadiographImage

SIZE = (1600, 1000)
"""Of the window, in pixels."""
QUIET = 3  # looks in a row that find no work: one thread may hand on to another
ADULT = "phantom-as-adult"
CT_SLICE = 44  # of the phantom, through heart and airways
LUNG, MEDIASTINUM = 2, 3  # number keys of the windows


def take_screenshots(
    folder: Path,
    make_predictor: Callable[[], PredictorLike] = default_predictor,
    language: str = SOURCE,
) -> list[Path]:
    """Save the main screens into ``folder``, named in the order in which a user meets them.

    Settings and library lie in a folder that is thrown away, so that nobody's own show or change.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    speak(make_application(), language)
    with _home_of_its_own() as home:
        photographer = _Photographer(folder, make_predictor, home)
        try:
            photographer.take_all()
        finally:
            photographer.close()
    return photographer.taken


@contextmanager
def _home_of_its_own() -> Iterator[Path]:
    """Put ``MEDDIAG_HOME`` to a scratch folder, which has the demo study where the user's cache has it."""
    demo, before = paths.user_cache() / "demo", os.environ.get("MEDDIAG_HOME")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["MEDDIAG_HOME"] = scratch
        try:
            if demo.is_dir():
                shutil.copytree(demo, paths.user_cache() / "demo")
            yield Path(scratch)
        finally:
            if before is None:
                del os.environ["MEDDIAG_HOME"]
            else:
                os.environ["MEDDIAG_HOME"] = before


class _Photographer:
    """Leads one program through its screens."""

    def __init__(self, folder: Path, make_predictor: Callable[[], PredictorLike], home: Path) -> None:
        self.taken: list[Path] = []
        self._folder, self._home = folder, home
        self._program = build(make_predictor, _open)
        self._program.window.resize(*SIZE)
        self._program.window.show()

    def close(self) -> None:
        """End the program."""
        self._program.window.close()
        self._program.shut_down()

    def take_all(self) -> None:
        """Show and save each screen."""
        program = self._program
        program.session.open_demo()
        self._settle()
        program.reading.influence.show(True)
        self._take("demo-study", program.window)
        program.reading.influence.show(False)
        self._take("map-off", program.window)
        adult = self._home / f"{ADULT}.dcm"
        shutil.copyfile(program.session.stacks[0].image(0)[0], adult)
        program.session.open_paths([adult])
        self._take("refused", program.window)
        damaged = self._home / "damaged.dcm"
        damaged.write_bytes(b"\0" * 128 + b"DICM")
        program.session.open_paths([damaged])
        self._take("damaged-file", program.window)
        program.session.open_demo_ct()
        self._settle()
        program.session.go(CT_SLICE)
        self._settle()
        program.control.actions["mpr"].trigger()
        self._take("three-planes", program.window)
        program.control.actions["mpr"].trigger()
        self._take_side_by_side()
        program.window.show_help(HelpWindow.KEYS)
        self._take("help", cast("QWidget", program.window.help))
        cast("QWidget", program.window.help).close()
        program.control.actions["layout_1x1"].trigger()
        picture_rooms(program, self._home, self._take, self._settle)

    def _take_side_by_side(self) -> None:
        """Show one series through two windows, scrolled together; dark, then light."""
        program = self._program
        program.control.actions["layout_1x2"].trigger()
        left, right = program.session.viewports
        right.show(program.session.stacks[0], CT_SLICE)
        self._settle()
        for viewport, preset in ((right, MEDIASTINUM), (left, LUNG)):
            program.session.activate(viewport)
            view = program.window.view
            if view.display is not None:
                view.display.take_preset(preset)
                view.refresh()
        program.control.actions["link_scroll"].trigger()
        self._take("side-by-side", program.window)
        program.control.actions["light"].trigger()
        self._take("light-theme", program.window)
        program.control.actions["light"].trigger()

    def _take(self, name: str, widget: QWidget) -> None:
        self._settle()
        path = self._folder / f"{len(self.taken) + 1:02d}-{name}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"{path.name} cannot be written")
        self.taken.append(path)

    def _settle(self) -> None:
        """Run the event loop until no thread has work for a while and everything is drawn."""
        idle = 0
        while idle < QUIET:
            loop = QEventLoop()
            QTimer.singleShot(30, loop.quit)
            loop.exec()
            runners = self._program.window.findChildren(Runner)
            busy = self._program.busy or any(runner.busy for runner in runners)
            idle = 0 if busy else idle + 1


def _open(path: Path, frame: int = 0) -> RadiographImage:
    """Read a file; the copy named `ADULT` is shown as of a patient outside the model's intended use."""
    image = open_from_disk(path, frame)
    if path.stem != ADULT:
        return image
    return replace(image, header=replace(image.header, patient_age_years=54.0))
