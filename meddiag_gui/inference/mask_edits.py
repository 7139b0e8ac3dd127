"""Masks that a reader changed, kept beside the model's own: one PNG an image, in the user's own data.

Its grey levels say both: 0 outside in both, 85 only the model's, 170 only the reader's, 255 inside in both.
An ``iTXt`` block holds in JSON which image, which model, who and when. Image files are never written.
"""

from __future__ import annotations

import getpass
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from meddiag_gui import paths
from meddiag_gui.errors import MedDiagError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.measure.document import ImageKey
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.language import tr

Mask = NDArray[np.bool_]

SCHEMA = "meddiag.mask-edit/1"
_BLOCK = "MedDiag"  # keyword of the text block
_MODEL, _READER = 85, 170
_LARGEST = 64 * 2**20


class MaskEditError(MedDiagError):
    """An edited mask could not be read as it was written."""


@dataclass(frozen=True, slots=True, eq=False)
class MaskEdit:
    """A model's mask and what a reader made of it.

    Parameters
    ----------
    original, edited
        ``(rows, columns)`` bool of the image.
    model
        Whose mask ``original`` is.
    by
        Account name of the reader on this system.
    at
        Time of the last change in UTC, ISO 8601.
    """

    original: Mask
    edited: Mask
    structure: str
    model: ModelRef
    by: str
    at: str


class _About(msgspec.Struct, frozen=True, kw_only=True):
    """The text block."""

    schema: str
    sha256: str
    frame: int
    structure: str
    model: ModelRef
    by: str
    at: str


def edit_now(original: Mask, edited: Mask, structure: str, model: ModelRef) -> MaskEdit:
    """Sign a change with the account of this system and the present time."""
    try:
        by = getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in a container
        by = "unknown"
    return MaskEdit(original, edited, structure, model, by, datetime.now(UTC).isoformat(timespec="seconds"))


class MaskEditStore:
    """Reads and writes edited masks.

    Parameters
    ----------
    folder
        Where they are kept; ``mask-edits`` in the user's data unless given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.user_data() / "mask-edits"

    def load(self, key: ImageKey, structure: str, size: tuple[int, int]) -> tuple[MaskEdit | None, str]:
        """Read what was saved for an image.

        Parameters
        ----------
        size
            ``(rows, columns)`` of the image.

        Returns
        -------
        edit
            None where there is none, or none that is sound.
        problem
            One sentence in the latter case; the file is then kept beside under another name.

        Raises
        ------
        OSError
            If the file is there but the system does not let it be read or set aside.
        """
        return self._load(self._path(key, structure), key, size)

    def load_all(self, key: ImageKey, size: tuple[int, ...]) -> tuple[list[MaskEdit], list[str]]:
        """Read the edits of all structures of an image, and the problems; else as `load`."""
        loaded = [
            self._load(path, key, size)
            for path in sorted(self._folder.glob(f"{key.sha256}-{key.frame}-*.png"))
        ]
        return [edit for edit, _ in loaded if edit is not None], [problem for _, problem in loaded if problem]

    def _load(self, path: Path, key: ImageKey, size: tuple[int, ...]) -> tuple[MaskEdit | None, str]:
        try:
            if path.stat().st_size > _LARGEST:
                raise MaskEditError(tr("far too large"))
            return _decode(path.read_bytes(), key, size), ""
        except FileNotFoundError:
            return None, ""
        except MaskEditError as error:
            aside = path.rename(path.with_name(f"{path.stem}.damaged-{uuid4().hex[:8]}"))
            return None, tr(
                "The mask edited by hand is {fault}; the file is kept as {name}.",
                fault=error,
                name=aside.name,
            )

    def save(self, key: ImageKey, edit: MaskEdit) -> None:
        """Write an edit whole, or leave the one before; a mask that is the model's own leaves no file.

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        path = self._path(key, edit.structure)
        if np.array_equal(edit.original, edit.edited):
            path.unlink(missing_ok=True)
        else:
            write_atomic(path, _encode(key, edit))

    def _path(self, key: ImageKey, structure: str) -> Path:
        name = re.sub(r"[^a-z0-9]+", "-", structure.lower()).strip("-") or "structure"
        return self._folder / f"{key.sha256}-{key.frame}-{name[:40]}.png"


def _encode(key: ImageKey, edit: MaskEdit) -> bytes:
    about = _About(
        schema=SCHEMA, sha256=key.sha256, frame=key.frame, structure=edit.structure, model=edit.model,
        by=edit.by, at=edit.at,
    )  # fmt: skip
    text = PngImagePlugin.PngInfo()
    text.add_itxt(_BLOCK, msgspec.json.encode(about).decode())
    levels = edit.original * np.uint8(_MODEL) + edit.edited * np.uint8(_READER)
    stream = BytesIO()
    Image.fromarray(levels).save(stream, "PNG", pnginfo=text, compress_level=1)
    return stream.getvalue()


def _decode(content: bytes, key: ImageKey, size: tuple[int, ...]) -> MaskEdit:
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            if picture.mode != "L" or (picture.height, picture.width) != size:
                raise MaskEditError(tr("of another size than the image"))
            levels = np.asarray(picture)
            about = msgspec.json.decode(str(picture.info.get(_BLOCK, "")).encode(), type=_About)
    except (OSError, ValueError, SyntaxError, RecursionError) as error:  # what Pillow and msgspec raise
        raise MaskEditError(tr("damaged")) from error
    if about.schema != SCHEMA:
        raise MaskEditError(tr("of another version of the program"))
    if (about.sha256, about.frame) != (key.sha256, key.frame):
        raise MaskEditError(tr("that of another image"))
    if not np.isin(levels[np.nonzero(levels)], (_MODEL, _READER, _MODEL + _READER)).all():
        raise MaskEditError(tr("damaged"))
    original = (levels == _MODEL) | (levels == _MODEL + _READER)
    return MaskEdit(original, levels >= _READER, about.structure, about.model, about.by, about.at)
