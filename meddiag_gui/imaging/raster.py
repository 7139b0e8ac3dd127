"""PNG, JPEG, TIFF and BMP to images, by Pillow."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    ExifTags,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
)

from meddiag_gui.errors import MedDiagError, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.jpeg import check_jpeg
from meddiag_gui.imaging.limits import MAX_PIXELS, check_size
from meddiag_gui.imaging.pixels import COLOR_WINDOW, finite, freeze, narrowest
from meddiag_gui.imaging.windowing import default_window
from meddiag_gui.language import mark, tr

warnings.filterwarnings("ignore", module=r"PIL\..*")  # on every tag of a damaged TIFF
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow's own guard, which then stays silent below our limit

# Named (and so imported), because Pillow would run Ghostscript on an EPS that calls itself PNG.
_FORMATS = tuple(
    plugin.format
    for plugin in (
        BmpImagePlugin.BmpImageFile,
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        TiffImagePlugin.TiffImageFile,
    )
)
_WHITE_IS_ZERO = 0
_SIGNED = 2
_BITS_PER_SAMPLE, _PHOTOMETRIC, _SAMPLE_FORMAT = 258, 262, 339  # TIFF tags
_ON_BLACK = mark("The picture has transparent parts; they are shown on black.")


class RasterSource:
    """A raster file; each page of a TIFF is a frame.

    Parameters
    ----------
    path, digest
        What the images will say of their origin; the digest, SHA-256 in hex, is asked for with each image.
    stream
        The file, open for reading; the caller closes it.

    Raises
    ------
    UnreadableImage
        If the file is damaged.
    UnsupportedImage
        If it is too large or of a variant that Pillow does not know.
    """

    def __init__(self, path: Path, digest: Callable[[], str], stream: BinaryIO) -> None:
        self._path = path
        self._digest = digest
        self._stream = stream
        try:
            self._picture = Image.open(stream, formats=_FORMATS)
            self.frames = getattr(self._picture, "n_frames", 1) if self._picture.format == "TIFF" else 1
        except Exception as error:  # Pillow raises whatever a damaged file makes it stumble over
            raise _refusal(error) from error

    def image(self, frame: int = 0) -> RadiographImage:
        """Read one page, ``0 <= frame < frames``.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            If its pixels cannot be had correctly.
        """
        try:
            if self.frames > 1:
                self._picture.seek(frame)
            check_size(self._picture.height, self._picture.width, 4)
            doubts = self._check()
            pixels, notices = self._pixels()
        except Exception as error:  # Pillow raises whatever a damaged file makes it stumble over
            raise _refusal(error) from error
        pixels, more = finite(pixels)
        color = pixels.ndim == 3
        bits, inverted = self._bits(pixels), self._white_is_zero(pixels)
        window = COLOR_WINDOW if color else default_window(pixels, None, bits)
        photometric = "RGB" if color else "MONOCHROME1" if inverted else "MONOCHROME2"
        return RadiographImage(
            pixels=freeze(pixels),
            vois=(window,),
            header=ImageHeader(photometric=photometric, bits_stored=bits, frames=self.frames),
            sha256=self._digest(),
            path=self._path,
            frame=frame,
            inverted=inverted,
            notices=doubts + notices + more,
        )

    def _check(self) -> tuple[str, ...]:
        """Look for damage that Pillow would pass over."""
        if self._picture.format != "JPEG":
            return ()
        place = self._stream.tell()
        self._stream.seek(0)
        data = self._stream.read()
        self._stream.seek(place)
        return check_jpeg(data)

    def _pixels(self) -> tuple[NDArray[Any], tuple[str, ...]]:
        """Upright pixels of the page at hand: grayscale of any depth, or RGB uint8."""
        raw_mode = _raw_mode(self._picture)
        if raw_mode == "LA;16B":
            return self._gray_with_alpha()
        picture = ImageOps.exif_transpose(self._picture)
        notices: tuple[str, ...] = ()
        if ";16" in raw_mode and picture.mode in ("RGB", "RGBA", "CMYK"):
            notices = (tr("Colours of 16 bits a channel are shown with 8."),)
        if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
            return self._deep(picture)
        if picture.mode == "1":
            picture = picture.convert("L")
        if picture.has_transparency_data:
            picture, notices = picture.convert("RGBA"), (*notices, tr(_ON_BLACK))
            gray = self._picture.mode in ("L", "LA", "1")
            black = Image.new("RGBA", picture.size, "black")
            picture = Image.alpha_composite(black, picture).convert("L" if gray else "RGB")
        if picture.mode == "L":
            signed = self._tag(_SAMPLE_FORMAT) == _SIGNED
            return np.asarray(picture).view(np.int8 if signed else np.uint8), notices
        return np.asarray(picture.convert("RGB")), notices

    def _deep(self, picture: Image.Image) -> tuple[NDArray[Any], tuple[str, ...]]:
        """Grayscale of more than 8 bits, or floating point."""
        pixels: NDArray[Any] = np.asarray(picture)
        if (
            picture.mode == "I"
            and self._tag(_SAMPLE_FORMAT) in (None, 1)
            and self._tag(_BITS_PER_SAMPLE) == 32
        ):
            pixels = pixels.view(np.uint32)  # Pillow has no unsigned mode of 32 bits
        transparent = self._picture.info.get("transparency")
        if isinstance(transparent, int):
            return np.where(pixels == transparent, np.zeros_like(pixels), pixels), (tr(_ON_BLACK),)
        return narrowest(pixels) if picture.mode == "I" else pixels, ()

    def _gray_with_alpha(self) -> tuple[NDArray[Any], tuple[str, ...]]:
        """PNG of 16-bit grey and alpha, which Pillow would read with 8 bits."""
        import imagecodecs

        self._stream.seek(0)
        gray, alpha = np.moveaxis(imagecodecs.png_decode(self._stream.read()).astype(np.uint64), 2, 0)
        composed = ((gray * alpha + 32767) // 65535).astype(np.uint16)
        orientation = self._picture.getexif().get(ExifTags.Base.Orientation, 1)
        upright = _UPRIGHT.get(orientation, _UPRIGHT[1])(composed)
        return upright, (tr(_ON_BLACK),) if alpha.min() < 65535 else ()

    def _tag(self, number: int) -> int | None:
        """First value of a TIFF tag; None where there is none, or the file is no TIFF."""
        found = getattr(self._picture, "tag_v2", {}).get(number)
        return found[0] if isinstance(found, tuple) else found

    def _bits(self, pixels: NDArray[Any]) -> int:
        """Bits a sample."""
        width = 8 * pixels.dtype.itemsize
        return min(self._tag(_BITS_PER_SAMPLE) or width, width)

    def _white_is_zero(self, pixels: NDArray[Any]) -> bool:
        """Whether a TIFF's least value is white; up to 8 bits Pillow has inverted it already."""
        deep = pixels.ndim == 2 and self._bits(pixels) > 8
        return deep and self._tag(_PHOTOMETRIC) == _WHITE_IS_ZERO


_UPRIGHT: dict[int, Callable[[NDArray[Any]], NDArray[Any]]] = {
    1: lambda a: a,
    2: np.fliplr,
    3: lambda a: np.rot90(a, 2),
    4: np.flipud,
    5: lambda a: a.T,
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(a.T, 2),
    8: np.rot90,
}


def _raw_mode(picture: Image.Image) -> str:
    """How the file lays its samples out, in Pillow's words; only tells before the pixels are loaded."""
    tiles = getattr(picture, "tile", [])
    if not tiles:
        return ""
    arguments = tiles[0][3]
    return str(arguments[0] if isinstance(arguments, tuple) else arguments)


def _refusal(error: Exception) -> MedDiagError:
    """Pillow's errors are of any kind; say what they mean."""
    if isinstance(error, MedDiagError):
        return error
    if isinstance(error, Image.DecompressionBombError):
        return UnsupportedImage(tr("it has more than {most} megapixels", most=MAX_PIXELS // 1000000))
    if isinstance(error, MemoryError):
        return UnsupportedImage(tr("it needs more memory than there is"))
    if "truncated" in str(error):
        return UnreadableImage(tr("it is cut short"))
    return UnreadableImage(tr("it is a damaged picture, or of a variant that is not known"))
