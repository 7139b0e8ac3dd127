"""Memory and devices that fail: how it is told, and what is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import psutil
import torch

from meddiag_gui.errors import TrainingError
from meddiag_gui.language import tr

T = TypeVar("T")

_MEGABYTE = 2**20
_LOST = ("CUDA error", "NCCL error", "device-side assert")


class DeviceLost(TrainingError):
    """The GPU has failed; what was in its memory is gone."""


def is_short(error: BaseException) -> bool:
    """Whether memory did not suffice, on a GPU or on the CPU."""
    return isinstance(error, (torch.OutOfMemoryError, MemoryError)) or "can't allocate memory" in str(error)


def is_lost(error: BaseException) -> bool:
    """Whether a GPU has failed; nothing more can be done with it in this process."""
    if isinstance(error, torch.OutOfMemoryError):
        return False
    return isinstance(error, torch.AcceleratorError) or any(words in str(error) for words in _LOST)


def in_parts(
    work: Callable[[int], T], at_once: int, least: int, smaller: Callable[[int], None]
) -> tuple[T, int]:
    """Do work that takes ``at_once`` images at a time, with half of them whenever memory is too short.

    Parameters
    ----------
    work
        Called with the number of images; must leave nothing half done when it raises.
    smaller
        Told each number that is tried next.

    Returns
    -------
    tuple
        The result, and the number with which it came out.

    Raises
    ------
    TrainingError
        If even ``least`` images are too many.
    """
    while True:
        try:
            return work(at_once), at_once
        except (RuntimeError, MemoryError) as error:
            if not is_short(error):
                raise
        # Outside of the handler: the traceback held the tensors.
        if at_once <= least:
            raise TrainingError(
                tr("There is too little memory even for {least} images at once.", least=least)
            )
        at_once = max(least, at_once // 2)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        smaller(at_once)


def in_use(device: torch.device) -> dict[str, int]:
    """Memory of this process, and what it has of the GPU's, in megabytes (2²⁰ bytes)."""
    used = {"memory": psutil.Process().memory_info().rss // _MEGABYTE}
    if device.type == "cuda":
        used["gpu_memory"] = torch.cuda.memory_reserved(device) // _MEGABYTE
        used["gpu_memory_total"] = torch.cuda.get_device_properties(device).total_memory // _MEGABYTE
    return used
