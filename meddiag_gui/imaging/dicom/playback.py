"""How fast the frames of a file are to be played: cine and multi-frame modules (PS3.3 C.7.6.5, C.7.6.6)."""

from __future__ import annotations

from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, number, numbers

SLOWEST_MS, FASTEST_MS = 10_000.0, 1.0
"""Durations beyond these are errors of the header, not a wish."""


def read_frame_ms(dataset: Dataset, frames: int) -> tuple[float, ...]:
    """Return how long each frame is to be shown.

    What is recommended for display goes before what was measured when it was taken: Recommended Display
    Frame Rate (0008,2144), Frame Time Vector (0018,1065), Frame Time (0018,1063), Cine Rate (0018,0040).

    Returns
    -------
    Milliseconds: one number for all frames, or ``frames`` of them; empty where nothing valid is stated.
    """
    rate = _positive(dataset, "RecommendedDisplayFrameRate")
    if rate:
        return _bounded((1000 / rate,))
    vector = _vector(dataset, frames)
    if vector:
        return vector
    time, rate = _positive(dataset, "FrameTime"), _positive(dataset, "CineRate")
    if time:
        return _bounded((time,))
    return _bounded((1000 / rate,)) if rate else ()


def read_sweeps(dataset: Dataset) -> bool:
    """Whether the frames are to go forth and back, by Preferred Playback Sequencing (0018,1244)."""
    return _positive(dataset, "PreferredPlaybackSequencing") == 1


def _vector(dataset: Dataset, frames: int) -> tuple[float, ...]:
    """Turn the increments before each frame, the first of which is 0, into how long each is shown."""
    try:
        increments = numbers(dataset, "FrameTimeVector")
    except BadAttribute:
        return ()
    if frames < 2 or len(increments) != frames or min(increments[1:]) <= 0:
        return ()
    last = sum(increments[1:]) / (frames - 1)  # nothing says how long the last one is shown
    return _bounded((*increments[1:], last))


def _positive(dataset: Dataset, keyword: str) -> float | None:
    try:
        found = number(dataset, keyword)
    except BadAttribute:
        return None
    return found if found is not None and found > 0 else None


def _bounded(durations: tuple[float, ...]) -> tuple[float, ...]:
    return durations if all(FASTEST_MS <= each <= SLOWEST_MS for each in durations) else ()
