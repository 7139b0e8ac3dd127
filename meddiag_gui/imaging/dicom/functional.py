"""Functional groups of enhanced multi-frame images: of this frame, else of all (PS3.3 C.7.6.16)."""

from __future__ import annotations

from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import first_item, item_at


def frame_group(dataset: Dataset, frame: int, keyword: str) -> Dataset:
    """Attributes of a functional group for one frame.

    Parameters
    ----------
    keyword
        Keyword of the group's sequence, such as ``PixelValueTransformationSequence``.

    Returns
    -------
    The item of the frame's own group, else of the shared one, else the data set itself: an image that is not
    enhanced has the same attributes there.
    """
    own = item_at(dataset, "PerFrameFunctionalGroupsSequence", frame)
    shared = first_item(dataset, "SharedFunctionalGroupsSequence")
    for candidate in (own, shared):
        found = first_item(candidate, keyword)
        if found is not None:
            return found
    return dataset
