"""Which images and frames an item of a result names (PS3.3 10.3, C.17.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import items, numbers, text
from meddiag_gui.imaging.image import RadiographImage


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image, or some of its frames, by SOP Instance UID; frames count from 1, none means all."""

    uid: str
    frames: tuple[int, ...] = ()

    def names(self, image: RadiographImage) -> bool:
        """Whether the image is one of those meant."""
        if self.uid != image.header.sop_instance_uid:
            return False
        return not self.frames or image.frame + 1 in self.frames


def image_refs(item: Dataset, keyword: str) -> tuple[ImageRef, ...]:
    """Images that the items of a sequence name.

    Raises
    ------
    BadAttribute
        If the sequence or a frame number cannot be read.
    """
    found = []
    for ref in items(item, keyword):
        uid = text(ref, "ReferencedSOPInstanceUID")
        if uid:
            found.append(ImageRef(uid, tuple(int(frame) for frame in numbers(ref, "ReferencedFrameNumber"))))
    return tuple(found)


def uids(refs: Iterable[ImageRef]) -> frozenset[str]:
    """SOP Instance UIDs of references."""
    return frozenset(ref.uid for ref in refs)
