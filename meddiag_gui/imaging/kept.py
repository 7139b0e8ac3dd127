"""The file of several frames that was used last, kept open for the next of its frames."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.open import named, open_source
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.open import ImageSource


class KeptSource:
    """Reads frames as `open_image` does, but opens a multi-frame file only once for all its frames."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._source: ImageSource | None = None
        self._open = ExitStack()

    def image(self, path: Path, frame: int = 0) -> RadiographImage:
        """Read a frame; raises as `open_image` does."""
        if self._source is None or path != self.path:
            with ExitStack() as opened:
                source = opened.enter_context(open_source(path))
                if source.frames == 1:
                    return _frame(source, frame)
                self.close()
                self.path, self._source, self._open = path, source, opened.pop_all()
        with named(path):
            return _frame(self._source, frame)

    def close(self) -> None:
        """Close the file that is kept open."""
        self._open.close()
        self.path = self._source = None


def _frame(source: ImageSource, frame: int) -> RadiographImage:
    if not 0 <= frame < source.frames:
        raise UnreadableImage(
            tr("frame {frame} is asked for, but it has {frames}", frame=frame + 1, frames=source.frames)
        )
    return source.image(frame)
