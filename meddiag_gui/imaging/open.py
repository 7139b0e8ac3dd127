"""The one door for images: any file to a `RadiographImage`, or one sentence that says why not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from meddiag_gui.errors import NoImage, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.digest import FileDigest
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.limits import check_file_size
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff
from meddiag_gui.imaging.text import cannot_be_opened
from meddiag_gui.language import tr

_KINDS = (NoImage, UnreadableImage, UnsupportedImage)


class ImageSource(Protocol):
    """An open file whose frames (or pages) can be taken one by one."""

    @property
    def frames(self) -> int:
        """Number of frames, at least 1."""
        ...

    def image(self, frame: int = 0) -> RadiographImage:
        """Read one frame, counted from 0."""
        ...


def open_image(path: Path, frame: int = 0) -> RadiographImage:
    """Open a DICOM, PNG, JPEG, TIFF or BMP file, told by its content.

    Parameters
    ----------
    path
        The file; its name and extension do not matter.
    frame
        Frame of a multi-frame DICOM image or page of a TIFF, counted from 0.

    Raises
    ------
    UnreadableImage
        If the file cannot be read, is damaged or cut short, or (as `NoImage`) holds no image.
    UnsupportedImage
        If it is sound but cannot be shown correctly, or is too large.
    """
    with open_source(path) as source:
        if not 0 <= frame < source.frames:
            raise UnreadableImage(
                tr("frame {frame} is asked for, but it has {frames}", frame=frame + 1, frames=source.frames)
            )
        return source.image(frame)


@contextmanager
def open_source(path: Path) -> Iterator[ImageSource]:
    """Open a file for reading several of its frames; errors inside the block get the file's name.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        As `open_image`.
    """
    with open_file(path) as stream:
        yield _source(path, stream)


@contextmanager
def open_file(path: Path) -> Iterator[BufferedReader]:
    """Open a regular file; errors of the readers inside the block get the file's name.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If the file cannot be opened, or what a reader inside the block raised, as one whole sentence.
    """
    with named(path), _opened(path) as stream:
        yield stream


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Give the errors of readers inside the block the file's name, and make them a whole sentence."""
    try:
        yield
    except (UnreadableImage, UnsupportedImage) as error:
        kind = next(kind for kind in _KINDS if isinstance(error, kind))
        raise kind(cannot_be_opened(path, error)) from error


def _opened(path: Path) -> BufferedReader:
    try:
        if path.is_dir():
            raise NoImage(tr("it is a folder"))
        if not path.is_file():
            raise UnreadableImage(
                tr("there is no such file") if not path.exists() else tr("it is not a regular file")
            )
        return path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or tr("its path is not valid")
        raise UnreadableImage(tr("the system says: {reason}", reason=reason)) from error


def _source(path: Path, stream: BufferedReader) -> ImageSource:
    try:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        kind = sniff(stream.read(HEAD_BYTES), size)
        stream.seek(0)
        check_file_size(size)
        digest = FileDigest(path, size).hex
    except OSError as error:
        raise UnreadableImage(tr("the system says: {reason}", reason=error.strerror)) from error
    if kind == "dicom":
        from meddiag_gui.imaging.dicom.source import DicomSource

        return DicomSource(path, digest, stream, size)
    from meddiag_gui.imaging.raster import RasterSource

    return RasterSource(path, digest, stream)
