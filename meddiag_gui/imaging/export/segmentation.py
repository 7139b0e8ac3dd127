"""Masks of one image as a DICOM Segmentation (PS3.3 A.51), written by highdicom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.uid import generate_uid

from meddiag_gui import __version__
from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.export.dicom import COMMENT, MAKER, as_bytes, header_of
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """One structure.

    Parameters
    ----------
    code
        Scheme designator, value and meaning of its type.
    mask
        ``(rows, columns)`` bool of the image.
    color
        RGB, 0 to 255.
    """

    label: str
    code: tuple[str, str, str]
    mask: NDArray[np.bool_]
    color: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Author:
    """Who made the masks.

    Parameters
    ----------
    model, version
        The model that drew them.
    edited_by
        The account of the reader who changed them; empty where nobody did.
    """

    model: str
    version: str
    edited_by: str = ""


def segmentation(source: Path, segments: Sequence[Segment], author: Author) -> bytes:
    """Make a binary segmentation of an image of one frame, in its study.

    Where a reader changed the masks the algorithm type is SEMIAUTOMATIC, else AUTOMATIC. Segments of which
    nothing is left are not written.

    Raises
    ------
    ExportError
        If the source is no DICOM image of one frame that a new object can refer to, is of another size than
        the masks, or if all masks are empty.
    """
    from highdicom.seg import Segmentation

    header = header_of(source)
    filled = [segment for segment in segments if segment.mask.any()]
    _check(header, filled, clean_text(source.name))
    pixels = np.stack([segment.mask for segment in filled], axis=-1)[None].astype(np.uint8)
    described = [_described(number, segment, author) for number, segment in enumerate(filled, 1)]
    words = f"edited by hand by {author.edited_by}" if author.edited_by else "as the model drew them"
    made: Any = Segmentation(
        [header], pixels, "BINARY", described, series_instance_uid=generate_uid(), series_number=9002,
        sop_instance_uid=generate_uid(), instance_number=1, manufacturer=MAKER,
        manufacturer_model_name=MAKER, software_versions=__version__, device_serial_number="0",
        content_label="EDITED" if author.edited_by else "MODEL", omit_empty_frames=False,
        content_description=f"{author.model} {author.version}, {words}"[:64],
        content_creator_name=f"{author.edited_by}^" if author.edited_by else None,
    )  # fmt: skip
    made.SeriesDescription = f"{MAKER}: segmentation ({COMMENT.lower()})"
    return as_bytes(made)


def _check(header: Any, segments: Sequence[Segment], name: str) -> None:
    if not segments:
        raise ExportError(tr("The masks are empty: there is nothing to save."))
    if int(header.get("NumberOfFrames") or 1) > 1:
        raise ExportError(tr("{name} has several frames: its masks can only be saved as PNG.", name=name))
    if (header.get("Rows"), header.get("Columns")) != segments[0].mask.shape:
        raise ExportError(tr("{name} is of another size than the masks.", name=name))


def _described(number: int, segment: Segment, author: Author) -> Any:
    from highdicom import AlgorithmIdentificationSequence
    from highdicom.color import CIELabColor
    from highdicom.seg import SegmentDescription
    from pydicom.sr.codedict import codes
    from pydicom.sr.coding import Code

    scheme, value, meaning = segment.code
    return SegmentDescription(
        number, segment.label, codes.SCT.AnatomicalStructure, Code(value, scheme, meaning),
        "SEMIAUTOMATIC" if author.edited_by else "AUTOMATIC",
        AlgorithmIdentificationSequence(author.model, codes.DCM.ArtificialIntelligence, author.version),
        display_color=CIELabColor.from_rgb(*segment.color),
    )  # fmt: skip
