"""Annotations on the disk: one JSON file an image, named by the image's sha256, in the user's own data.

The image files themselves are never written. What cannot be read is set aside, never overwritten.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from meddiag_gui import paths
from meddiag_gui.errors import MedDiagError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.measure.annotation import Annotation
from meddiag_gui.imaging.measure.document import Annotations, ImageKey
from meddiag_gui.language import tr

SCHEMA = "meddiag.annotations/1"
_LARGEST = 64 * 2**20
_NAME = re.compile(r"([0-9a-f]{64})-(\d{1,7})\.json")


class AnnotationError(MedDiagError):
    """Annotations could not be read as they were written."""


class AnnotationStore:
    """Reads and writes the annotations of images.

    Parameters
    ----------
    folder
        Where they are kept; ``annotations`` in the user's data unless given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.user_data() / "annotations"

    def known(self) -> frozenset[ImageKey]:
        """Images that have annotations.

        Raises
        ------
        OSError
            If the folder is there but cannot be listed.
        """
        if not self._folder.is_dir():
            return frozenset()
        names = (_NAME.fullmatch(path.name) for path in self._folder.iterdir())
        return frozenset(ImageKey(match[1], int(match[2])) for match in names if match)

    def load(self, key: ImageKey) -> tuple[Annotations, str]:
        """Read what was saved for an image.

        Returns
        -------
        annotations
            All that are sound.
        problem
            One sentence where some or all are not; the file is then kept beside under another name.

        Raises
        ------
        OSError
            If the file is there but the system does not let it be read or set aside.
        """
        path = self._path(key)
        try:
            if path.stat().st_size > _LARGEST:
                raise AnnotationError(tr("far too large"))
            content = path.read_bytes()
            annotations, lost = _decode(content, key)
        except FileNotFoundError:
            return (), ""
        except AnnotationError as error:
            aside = path.rename(_aside(path))
            return (), tr(
                "The saved annotations of this image are {fault}; the file is kept as {name}.",
                fault=error,
                name=aside.name,
            )
        if lost:
            aside = _aside(path)
            write_atomic(aside, content)
            return annotations, tr(
                "{n} of the saved annotations of this image cannot be read; their file is kept as {name}.",
                n=lost,
                name=aside.name,
            )
        return annotations, ""

    def save(self, key: ImageKey, annotations: Annotations) -> None:
        """Write the annotations of an image whole, or leave the old ones; none at all leave no file.

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        path = self._path(key)
        if annotations:
            write_atomic(path, encode(key, annotations))
        else:
            path.unlink(missing_ok=True)

    def _path(self, key: ImageKey) -> Path:
        return self._folder / f"{key.sha256}-{key.frame}.json"


def encode(key: ImageKey, annotations: Annotations) -> bytes:
    """Write annotations as JSON; raises nothing, for what an `Annotation` holds was checked."""
    listed = [asdict(annotation) for annotation in annotations]
    whole = {"schema": SCHEMA, "sha256": key.sha256, "frame": key.frame, "annotations": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _decode(content: bytes, key: ImageKey) -> tuple[Annotations, int]:
    """Annotations of a file, one by one, so that a bad one costs only itself; and how many were bad."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise AnnotationError(tr("damaged")) from error
    listed = whole.get("annotations") if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        raise AnnotationError(tr("damaged"))
    if whole.get("schema") != SCHEMA:
        raise AnnotationError(tr("of another version of the program"))
    if (whole.get("sha256"), whole.get("frame")) != (key.sha256, key.frame):
        raise AnnotationError(tr("those of another image"))
    made = [_annotation(one) for one in listed]
    sound = {one.id: one for one in made if one is not None}
    return tuple(sound.values()), len(listed) - len(sound)


def _annotation(stored: Any) -> Annotation | None:
    import msgspec  # not on the way to the window

    try:
        return msgspec.convert(stored, Annotation)
    except (msgspec.ValidationError, ValueError):
        return None


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.damaged-{uuid4().hex[:8]}")
