"""What the threads do for the session: scan, read images, make the demo study.

Heavy imports wait for the first use, so that the window does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from meddiag_gui.gui.workspace import Workspace
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.open import ImageSource
    from meddiag_gui.imaging.scan import ScanResult

OpenImage = Callable[[Path, int], "RadiographImage"]


def open_from_disk(path: Path, frame: int = 0) -> RadiographImage:
    """Read an image.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If it cannot be shown correctly.
    """
    from meddiag_gui.imaging.open import open_image

    return open_image(path, frame)


class DiskImages:
    """Reads images as `open_from_disk` does, but opens a multi-frame file only once for all its frames.

    Only the file of several frames that was used last is kept open.
    """

    def __init__(self) -> None:
        self._path: Path | None = None
        self._source: ImageSource | None = None
        self._open = ExitStack()

    def __call__(self, path: Path, frame: int = 0) -> RadiographImage:
        """Read an image; raises as `open_from_disk` does."""
        from meddiag_gui.imaging.open import named, open_source

        if self._source is None or path != self._path:
            with ExitStack() as opened:
                source = opened.enter_context(open_source(path))
                if source.frames == 1:
                    return source.image(frame)
                self.close()
                self._path, self._source, self._open = path, source, opened.pop_all()
        with named(path):
            return self._source.image(frame)

    def close(self) -> None:
        """Close the file that is kept open."""
        self._open.close()
        self._path = self._source = None


def make_demo() -> Path:
    """Make the demo study, or find it made.

    Raises
    ------
    OSError
        If the user's cache folder cannot be written.
    """
    from meddiag_gui.imaging.phantom import demo_study

    return demo_study()


def load_picture(
    open_image: OpenImage, path: Path, frame: int, *, report: Report, token: CancelToken
) -> Picture:
    """Read an image and make it ready for drawing."""
    from meddiag_gui.gui.viewer.picture import prepare

    image = open_image(path, frame)
    token.check()
    return prepare(image)


class Scanner(Protocol):
    """Finds the images in what the user chose."""

    def scan(self, chosen: Sequence[Path], *, report: Report, token: CancelToken) -> ScanResult:
        """Look at files, folders and archives."""
        ...

    def close(self) -> None:
        """Throw away what was unpacked."""
        ...


class DiskScanner:
    """Scans the disk; what it unpacks from archives stays until the next scan or the end."""

    def __init__(self) -> None:
        self._workspace = Workspace()

    def scan(self, chosen: Sequence[Path], *, report: Report, token: CancelToken) -> ScanResult:
        """Look at files, folders and archives."""
        from meddiag_gui.imaging.scan import scan

        self._workspace.clear()
        return scan(chosen, self._workspace.folder, report=report, token=token)

    def close(self) -> None:
        """Throw away what was unpacked."""
        self._workspace.clear()


def scan_demo(
    scanner: Scanner, make: Callable[[], Path], *, report: Report, token: CancelToken
) -> ScanResult:
    """Make the demo study, and find it."""
    return scanner.scan([make()], report=report, token=token)
