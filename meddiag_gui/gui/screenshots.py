"""Every main screen as a PNG, offscreen, made with the program's own objects."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, QTimer

from meddiag_gui.gui.app import build, make_application
from meddiag_gui.gui.help import HelpWindow
from meddiag_gui.gui.languages import speak
from meddiag_gui.gui.loading import open_from_disk
from meddiag_gui.gui.reader import PredictorLike, default_predictor
from meddiag_gui.language import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from meddiag_gui.imaging.image import RadiographImage

SIZE = (1600, 1000)
"""Of the window, in pixels."""
ADULT = "phantom-as-adult"
CT_SLICE = 44  # of the phantom, through heart and airways
LUNG, MEDIASTINUM = 2, 3  # number keys of the windows


def take_screenshots(
    folder: Path,
    make_predictor: Callable[[], PredictorLike] = default_predictor,
    language: str = SOURCE,
) -> list[Path]:
    """Save the main screens into ``folder``, named in the order in which a user meets them.

    Settings are kept in a folder that is thrown away, so that nobody's recent files show or change.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    speak(make_application(), language)
    photographer = _Photographer(folder, make_predictor)
    try:
        photographer.take_all()
    finally:
        photographer.close()
    return photographer.taken


class _Photographer:
    """Leads one program through its screens."""

    def __init__(self, folder: Path, make_predictor: Callable[[], PredictorLike]) -> None:
        self.taken: list[Path] = []
        self._folder = folder
        self._scratch = tempfile.TemporaryDirectory()
        self._home = Path(self._scratch.name)
        self._program = build(make_predictor, _open, settings_file=self._home / "settings.json")
        self._program.window.resize(*SIZE)
        self._program.window.show()

    def close(self) -> None:
        """End the program and throw its folder away."""
        self._program.window.close()
        self._program.shut_down()
        self._scratch.cleanup()

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
        """Run the event loop until both runners are idle and everything is drawn."""
        while True:
            loop = QEventLoop()
            QTimer.singleShot(30, loop.quit)
            loop.exec()
            if not self._program.busy:
                return


def _open(path: Path, frame: int = 0) -> RadiographImage:
    """Read a file; the copy named `ADULT` is shown as of a patient outside the model's intended use."""
    image = open_from_disk(path, frame)
    if path.stem != ADULT:
        return image
    return replace(image, header=replace(image.header, patient_age_years=54.0))
