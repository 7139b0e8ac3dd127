"""Encapsulated PDF documents (PS3.3 A.45.1): kept as they are, to be saved and read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, first_item, integer, value
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.references import image_refs, uids
from meddiag_gui.imaging.results.result import Drawing, Layer
from meddiag_gui.language import tr


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A PDF document; nothing in it is run or shown by this program."""

    origin: Origin
    content: bytes
    references: frozenset[str]
    layers: tuple[Layer, ...] = ()
    notices: tuple[str, ...] = ()

    def on(self, image: RadiographImage) -> Drawing:
        """Draw nothing: a document is read beside the image."""
        return Drawing()


def read_document(origin: Origin, dataset: Dataset) -> Document:
    """Read an encapsulated PDF.

    Raises
    ------
    UnreadableImage
        If its content is absent or no PDF.
    UnsupportedImage
        If it is too large to be read.
    """
    try:
        content = value(dataset, "EncapsulatedDocument")
    except BadAttribute as error:  # larger elements are skipped, not read
        raise UnsupportedImage(tr("its document is larger than 16 MiB")) from error
    if not isinstance(content, bytes) or not content.startswith(b"%PDF-"):
        raise UnreadableImage(tr("its document is no PDF"))
    length = integer(dataset, "EncapsulatedDocumentLength")
    if length and 0 < length <= len(content):
        content = content[:length]
    source = first_item(dataset, "SourceInstanceSequence")
    refs = image_refs(dataset, "SourceInstanceSequence") if source is not None else ()
    return Document(origin, content, uids(refs))
