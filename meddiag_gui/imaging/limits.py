"""How large an image may be, asked before anything is decoded."""

from __future__ import annotations

from meddiag_gui.errors import UnsupportedImage
from meddiag_gui.language import tr

MAX_PIXELS = 200_000_000
"""Pixels of one frame; the largest mammography detectors have 30 million."""

MAX_FRAME_BYTES = 800 * 2**20
"""Decoded bytes of one frame over all its samples."""

MAX_INFLATED_BYTES = 512 * 2**20
"""Bytes of a deflated data set after inflation (PS3.5 A.5)."""


MAX_FILE_BYTES = 8 * 2**30
"""Of a file whose image is opened: all of it is hashed."""


def check_file_size(size: int) -> None:
    """Accept a file that can be read in the time for one image.

    Raises
    ------
    UnsupportedImage
        If it is longer than `MAX_FILE_BYTES`.
    """
    if size > MAX_FILE_BYTES:
        raise UnsupportedImage(
            tr("it is longer than the {most} GiB that can be opened", most=MAX_FILE_BYTES // 2**30)
        )


def check_size(rows: int, columns: int, bytes_per_pixel: float = 1) -> None:
    """Accept a frame that fits into memory.

    Raises
    ------
    UnsupportedImage
        If the frame has more than `MAX_PIXELS` pixels or `MAX_FRAME_BYTES` bytes.
    """
    pixels = rows * columns
    if pixels > MAX_PIXELS or pixels * bytes_per_pixel > MAX_FRAME_BYTES:
        raise UnsupportedImage(
            tr(
                "it is {columns} × {rows} pixels, more than the {most} megapixels "
                "or {bytes} MiB that can be opened",
                columns=columns,
                rows=rows,
                most=MAX_PIXELS // 1000000,
                bytes=MAX_FRAME_BYTES // 2**20,
            )
        )
