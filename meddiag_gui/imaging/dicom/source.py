"""An open DICOM file whose frames can be taken one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom import header
from meddiag_gui.imaging.dicom.color import color_to_rgb, palette_to_rgb
from meddiag_gui.imaging.dicom.decoding import decode_frame
from meddiag_gui.imaging.dicom.encapsulated import Fragment, frame_bytes, frame_fragments
from meddiag_gui.imaging.dicom.geometry import read_plane
from meddiag_gui.imaging.dicom.layout import PixelLayout, read_layout
from meddiag_gui.imaging.dicom.modality import read_modality
from meddiag_gui.imaging.dicom.native import fit_layout, native_frame, stored_values, trailing
from meddiag_gui.imaging.dicom.overlay import has_overlays, read_overlays
from meddiag_gui.imaging.dicom.reading import ParsedFile, parse, without_image
from meddiag_gui.imaging.dicom.shutter import image_shutter
from meddiag_gui.imaging.dicom.ultrasound import read_regions
from meddiag_gui.imaging.dicom.voi import read_vois
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.overlay import Overlay
from meddiag_gui.imaging.pixels import COLOR_WINDOW, finite, freeze
from meddiag_gui.imaging.windowing import default_window
from meddiag_gui.language import tr


class DicomSource:
    """A DICOM file; reads its header once and one frame at a time.

    Parameters
    ----------
    path, digest
        What the images will say of their origin; the digest, SHA-256 in hex, is asked for with each image.
    stream
        The file, open for reading; the caller closes it.

    Raises
    ------
    NoImage
        If the file has no pixel data.
    UnreadableImage, UnsupportedImage
        If its header does not allow a correct picture.
    """

    @guarded
    def __init__(self, path: Path, digest: Callable[[], str], stream: BinaryIO, size: int) -> None:
        self._path = path
        self._digest = digest
        self._parsed = parse(stream, size)
        if self._parsed.pixel is None:
            raise without_image(self._parsed)
        layout, notices = read_layout(self._parsed)
        self._fragments: list[list[Fragment]] | None = None
        if self._parsed.pixel.length is None:
            self._fragments = frame_fragments(self._parsed, layout.frames)
            layout, more = _count_frames(layout, len(self._fragments))
        elif self._parsed.syntax.is_compressed and self._parsed.syntax.is_encapsulated:
            raise UnreadableImage(tr("its pixel data is not encapsulated as its transfer syntax says"))
        else:
            layout, more = fit_layout(layout, self._parsed.pixel, self._parsed.stream.size)
            more += trailing(self._parsed)
        self._layout = layout
        self._notices = self._parsed.notices + notices + more
        self._header = header.read_header(self._parsed.dataset, self._parsed.syntax, layout)

    @property
    def frames(self) -> int:
        """Number of frames, at least 1."""
        return self._layout.frames or 1

    @guarded
    def image(self, frame: int = 0) -> RadiographImage:
        """Read one frame, ``0 <= frame < frames``.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            If its pixels cannot be had correctly.
        """
        stored, layout, overlays, notices = self._stored(frame)
        dataset = self._parsed.dataset
        spacing, more = header.read_spacing(dataset, frame)
        regions, doubts = read_regions(dataset)
        shutter, invalid = image_shutter(dataset, layout.rows, layout.columns)
        image = RadiographImage(
            pixels=stored,
            vois=(COLOR_WINDOW,),
            header=self._header,
            sha256=self._digest(),
            path=self._path,
            frame=frame,
            spacing=spacing,
            plane=read_plane(dataset, frame, self.frames),
            aspect_ratio=header.read_aspect_ratio(dataset),
            overlays=overlays,
            shutter=shutter,
            regions=regions,
            notices=self._notices + notices + more + doubts + invalid,
        )
        if layout.photometric == "PALETTE COLOR":
            return _colored(image, palette_to_rgb(stored, dataset, layout), ())
        if layout.samples == 3:
            return _colored(image, *color_to_rgb(stored, layout))
        return self._grayscale(image, layout)

    @property
    def dataset(self) -> Dataset:
        """The header."""
        return self._parsed.dataset

    @guarded
    def stored(self, frame: int) -> NDArray[Any]:
        """Stored values ``(rows, columns[, 3])`` of a frame: before modality LUT, palette and colour space.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            If its pixels cannot be had correctly.
        """
        return self._stored(frame)[0]

    @guarded
    def decoded(self, frame: int) -> tuple[NDArray[Any], PixelLayout]:
        """Stored values as `stored` gives them, and the layout after decoding; raises as it."""
        values, layout, _, _ = self._stored(frame)
        return values, layout

    @guarded
    def compressed(self, frame: int) -> bytes | None:
        """Return a frame's compressed bytes as in the file; None where pixels are not encapsulated."""
        if self._fragments is None:
            return None
        return frame_bytes(self._parsed.stream, self._fragments[frame])

    @property
    def parsed(self) -> ParsedFile:
        """The file up to its pixel data."""
        return self._parsed

    def _stored(self, frame: int) -> tuple[NDArray[Any], PixelLayout, tuple[Overlay, ...], tuple[str, ...]]:
        """Read the stored values of a frame, the layout they have after decoding, and its overlays."""
        layout = self._layout
        notices: tuple[str, ...] = ()
        if self._fragments is None:
            cells = native_frame(self._parsed, layout, frame)
        else:
            data = frame_bytes(self._parsed.stream, self._fragments[frame])
            cells, layout, notices = decode_frame(data, layout, self._parsed.syntax)
        values, overfull = stored_values(cells, layout)
        if not has_overlays(self._parsed.dataset):
            if overfull:
                notices += (tr("Some pixels have more bits than the header says; the excess was cut off."),)
            return values, layout, (), notices
        native = cells if self._fragments is None else None  # compression keeps no unused bits
        overlays, more = read_overlays(self._parsed.dataset, frame, (layout.rows, layout.columns), native)
        return values, layout, overlays, notices + more

    def _grayscale(self, image: RadiographImage, layout: PixelLayout) -> RadiographImage:
        dataset, frame = self._parsed.dataset, image.frame
        stored, notices = finite(image.pixels)
        transform = read_modality(dataset, frame, signed=layout.signed)
        pixels = transform.apply(stored)
        padding = header.read_padding(dataset, layout)
        ends = layout.stored_range if layout.kind == "integer" else (stored.min(), stored.max())
        vois, more = read_vois(dataset, frame, signed=transform.can_be_negative(*ends))
        image = replace(
            image,
            pixels=freeze(pixels),
            inverted=header.is_inverted(dataset, layout),
            padding=padding and transform.of_range(*padding, stored.dtype),
            unit=transform.unit,
            notices=image.notices + notices + more,
        )
        return replace(image, vois=vois or (default_window(pixels, image.valid_mask(), layout.bits_stored),))


def _colored(image: RadiographImage, pixels: NDArray[np.uint8], notices: tuple[str, ...]) -> RadiographImage:
    return replace(image, pixels=freeze(pixels), notices=image.notices + notices)


def _count_frames(layout: PixelLayout, found: int) -> tuple[PixelLayout, tuple[str, ...]]:
    if layout.frames is None:
        return layout.with_frames(found), ()
    if found > layout.frames:
        return layout, (
            tr(
                "The pixel data holds {found} frames; the header says {frames}, which are shown.",
                found=found,
                frames=layout.frames,
            ),
        )
    return layout, ()
