"""Results out, as a feature of the window: copies, pictures, captures, key images, series and volumes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from meddiag_gui.gui.exporting import writing
from meddiag_gui.gui.exporting.key_store import KeyStore
from meddiag_gui.gui.exporting.keys import KeyImages, KeyImagesPanel
from meddiag_gui.gui.exporting.saver import Saver
from meddiag_gui.gui.feature import Feature
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QImage

    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.pictures import Ref
    from meddiag_gui.gui.runner import Runner
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.gui.viewer.view import ImageView

_ONE = ("copy_view", "save_view", "save_capture", "key_image", "save_series")


class Exporting(Feature):
    """Takes what is on the screen, or the active series, out of the program.

    Nothing that names the patient goes along unless it is switched on for this session.
    """

    def __init__(
        self, window: MainWindow, session: Session, io: Runner, open_image: writing.OpenImage
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._open_image = window, session, open_image
        self.saver = Saver(window)
        self.keys = KeyImages(session, KeyStore(), io, self)
        self.keys.failed.connect(window.say_failure)
        self._panel = KeyImagesPanel(self.keys)
        self._annotated, self._named = True, False
        window.add_panel(self._panel)
        self.keys.changed.connect(self.changed)
        self._panel.chosen.connect(self._show_key)
        self._panel.save_pictures.connect(self.save_key_pictures)
        self._panel.save_selection.connect(self.save_key_selection)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "copy_view": self.copy_view,
            "save_view": self.save_view,
            "save_capture": self.save_capture,
            "export_annotated": self._set_annotated,
            "export_named": self._set_named,
            "key_image": self._mark,
            "save_series": self.save_series,
            "save_volume": self.save_volume,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        shown = self._ref is not None
        for name in _ONE:
            actions[name].setEnabled(shown)
        actions["save_volume"].setEnabled(self._session.count > 1)
        actions["key_image"].setChecked(self._ref in self.keys.refs)
        actions["export_annotated"].setChecked(self._annotated)
        actions["export_named"].setChecked(self._named)

    def shut_down(self) -> None:  # noqa: D102
        self.saver.shut_down()

    def copy_view(self) -> None:
        """Copy what the active view shows."""
        shown = self._render()
        if shown is not None:
            QGuiApplication.clipboard().setImage(shown)

    def save_view(self) -> None:
        """Save what the active view shows as PNG."""
        from meddiag_gui.gui.exporting.rendering import png_bytes

        shown = self._render()
        if shown is not None:
            write = functools.partial(writing.bytes_file, png_bytes(shown))
            self.saver.ask_file(tr("Save the view"), "view.png", tr("PNG picture (*.png)"), write)

    def save_capture(self) -> None:
        """Save what the active view shows as a DICOM object of the same study."""
        from meddiag_gui.gui.exporting.rendering import pixels_of

        shown, picture = self._render(), self._view.picture
        if shown is None or picture is None:
            return
        write = functools.partial(writing.capture, picture.image, pixels_of(shown), self._named)
        self.saver.ask_file(tr("Save as Secondary Capture"), "capture.dcm", tr("DICOM (*.dcm)"), write)

    def save_series(self) -> None:
        """Save the active series as 16-bit PNG into a folder."""
        stack = self._session.active.stack
        if stack is not None:
            images = [stack.image(place) for place in range(len(stack))]
            write = functools.partial(writing.series, images, self._open_image)
            self.saver.ask_folder(tr("Save the series into an empty folder"), write)

    def save_volume(self) -> None:
        """Save the active series as NIfTI."""
        viewport = self._session.active
        if viewport.stack is not None:
            write = functools.partial(writing.volume, viewport.stack, viewport.place)
            self.saver.ask_file(tr("Save the volume"), "volume.nii.gz", tr("NIfTI (*.nii.gz *.nii)"), write)

    def save_key_pictures(self) -> None:
        """Save the key images as PNG into a folder."""
        write = functools.partial(writing.key_pictures, list(self.keys.refs), self._open_image)
        self.saver.ask_folder(tr("Save the key images into an empty folder"), write)

    def save_key_selection(self) -> None:
        """Save the key images as a DICOM key object selection."""
        write = functools.partial(writing.key_selection, list(self.keys.refs))
        self.saver.ask_file(tr("Save the key images"), "key-images.dcm", tr("DICOM (*.dcm)"), write)

    @property
    def _view(self) -> ImageView:
        return self._window.stage.view

    @property
    def _ref(self) -> Ref | None:
        """File and frame of the picture in the active viewport."""
        picture = self._session.picture
        return (picture.image.path, picture.image.frame) if picture is not None else None

    def _render(self) -> QImage | None:
        from meddiag_gui.gui.exporting.rendering import render

        view: ImageView = self._view
        display: Display | None = view.display
        if display is None:
            return None
        return render(view, display, annotated=self._annotated, named=self._named)

    def _set_annotated(self, wanted: bool) -> None:
        self._annotated = wanted

    def _set_named(self, wanted: bool) -> None:
        self._named = wanted

    def _mark(self, wanted: bool) -> None:
        if self._ref is not None:
            self.keys.mark(self._ref, wanted)

    def _show_key(self, ref: Ref) -> None:
        stack = self._session.stack_with(ref)
        place = stack.find(*ref) if stack is not None else None
        if stack is None or place is None:
            return
        if self._session.active.stack is stack:
            self._session.go(place)
        else:
            self._session.active.show(stack, place)
