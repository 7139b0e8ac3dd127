"""Reading any file without being hurt by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from meddiag_gui.imaging import instance
from meddiag_gui.imaging.isolated.process import SECONDS, ReadingProcess
from meddiag_gui.imaging.kept import KeptSource

if TYPE_CHECKING:
    from meddiag_gui.imaging.identity import Identity
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.instance import Instance
    from meddiag_gui.imaging.tags import TagRow


class IsolatedReader:
    """Reads images and headers: plain files here, all others in a process that can be killed.

    Plain is an uncompressed file with a short header without surprises: no decoder of another library sees
    it, and handing its pixels over would take longer than reading them.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._process = ReadingProcess(seconds)
        self._here = KeptSource()

    def start(self) -> None:
        """Start the process ahead of its first use; returns at once."""
        self._process.start()

    def open_image(self, path: Path, frame: int = 0) -> RadiographImage:
        """Read a frame.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            As `meddiag_gui.imaging.open.open_image`; and if reading takes too long or too much memory, or
            brings the process down.
        """
        if self._here.path == path or _is_plain(path):
            return self._here.image(path, frame)
        image: RadiographImage = self._process.ask("image", path, frame)
        return image

    def read_instance(self, path: Path) -> Instance:
        """Read a header; raises as `open_image`."""
        found = instance.read_plain(path)
        if found is None:
            found = self._process.ask("instance", path)
        return found

    def read_identity(self, path: Path) -> Identity:
        """Read whose a file is; raises as `open_image`."""
        found: Identity = self._process.ask("identity", path)
        return found

    def read_tags(self, path: Path) -> tuple[TagRow, ...]:
        """Read all attributes of a DICOM file; raises as `open_image`."""
        rows: tuple[TagRow, ...] = self._process.ask("tags", path)
        return rows

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, and close the file that is kept open."""
        self._process.close()
        self._here.close()


def _is_plain(path: Path) -> bool:
    from meddiag_gui.imaging.dicom.quick import is_plain

    try:
        with path.open("rb") as stream:
            return is_plain(stream)
    except (OSError, ValueError):
        return False
