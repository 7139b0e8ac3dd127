"""What the threads do for the session: scan, read images, make the demo study.

Heavy imports wait for the first use, so that the window does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from meddiag_gui.gui.workspace import Workspace
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.imaging.scan import ScanResult
    from meddiag_gui.imaging.tags import TagRow

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
    """Reads images; what could hurt the program is read in a process of its own."""

    def __init__(self) -> None:
        self._reader: IsolatedReader | None = None

    def start(self, *, report: Report, token: CancelToken) -> None:
        """Start that process ahead of its first use, on the thread that will read."""
        self._isolated().start()

    def __call__(self, path: Path, frame: int = 0) -> RadiographImage:
        """Read an image; raises as `open_from_disk` does."""
        return self._isolated().open_image(path, frame)

    def read_tags(self, path: Path) -> tuple[TagRow, ...]:
        """Read all attributes of a DICOM file.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            If it cannot be parsed, or is none.
        """
        return self._isolated().read_tags(path)

    def close(self) -> None:
        """End the process, and close the file that is kept open."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def _isolated(self) -> IsolatedReader:
        if self._reader is None:
            from meddiag_gui.imaging.isolated.reader import IsolatedReader

            self._reader = IsolatedReader()
        return self._reader


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
        self._reader: IsolatedReader | None = None

    def scan(self, chosen: Sequence[Path], *, report: Report, token: CancelToken) -> ScanResult:
        """Look at files, folders and archives."""
        from meddiag_gui.imaging.isolated.reader import IsolatedReader
        from meddiag_gui.imaging.scan import scan

        self._workspace.clear()
        self._reader = self._reader or IsolatedReader()
        return scan(chosen, self._workspace.folder, self._reader.read_instance, report=report, token=token)

    def close(self) -> None:
        """Throw away what was unpacked, and end the process that reads headers."""
        self._workspace.clear()
        if self._reader is not None:
            self._reader.close()


def scan_demo(
    scanner: Scanner, make: Callable[[], Path], *, report: Report, token: CancelToken
) -> ScanResult:
    """Make the demo study, and find it."""
    return scanner.scan([make()], report=report, token=token)


def scan_demo_ct(scanner: Scanner, *, report: Report, token: CancelToken) -> ScanResult:
    """Make the CT of the demo study's phantom, and find it."""
    from meddiag_gui.imaging.phantom import demo_ct

    return scanner.scan([demo_ct(report=report, token=token)], report=report, token=token)
