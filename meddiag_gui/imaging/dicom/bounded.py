"""A reader that never goes beyond the end of a file, and remembers that it was asked to."""

from __future__ import annotations

import os
from typing import BinaryIO

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.language import tr

_MAX_READS = 1_500_000  # pydicom needs about as many for 4,000 frames with functional groups, and 600 MB


class BoundedReader:
    """A seekable stream that never reads, skips or allocates beyond its end.

    pydicom takes a file that ends too early for one that is complete; `cut` tells.

    Parameters
    ----------
    stream
        Any seekable binary stream.
    size
        Its length in bytes.
    """

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._reads = 0
        self.size = size
        self.cut = False

    def tell(self) -> int:
        """Offset from the start of the stream, in bytes."""
        return self._stream.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to an offset; beyond the end is the end, and a `cut`."""
        target = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self.tell(), os.SEEK_END: self.size}[whence]
        if target > self.size:
            self.cut = True
        return self._stream.seek(min(max(target, 0), self.size))

    def read(self, count: int = -1) -> bytes:
        """Read ``count`` bytes; fewer at the end, which is a `cut`.

        A read of 8 bytes at the very end is none: so pydicom asks for a next element.

        Raises
        ------
        UnreadableImage
            If so many small pieces were read that the header must be hostile.
        """
        self._reads += 1
        if self._reads > _MAX_READS:
            raise UnreadableImage(tr("its header has too many elements"))
        left = self.size - self._stream.tell()
        if count > left and (left or count != 8):
            self.cut = True
        return self._stream.read(left if count < 0 else min(count, left))

    def read_block(self, count: int) -> bytes:
        """At most ``count`` of the next bytes, for callers who look at the length themselves."""
        return self._stream.read(min(count, self.size - self._stream.tell()))

    def peek(self, count: int) -> bytes:
        """At most ``count`` of the next bytes, without moving."""
        start = self._stream.tell()
        found = self._stream.read(count)
        self._stream.seek(start)
        return found
