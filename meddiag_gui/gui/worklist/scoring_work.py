"""What the threads do for the background pass; without Qt."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meddiag_gui.errors import MedDiagError
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.reader import PredictorLike, Reader
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.reading.predictions import KeptAnswer

WHO = "MedDiag"
"""Who scored, in the audit log."""
_NICE = 15


@dataclass(frozen=True, slots=True)
class Opened:
    """One image that was read, or why it cannot be."""

    instance: int
    image: RadiographImage | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """What is to be kept of one image."""

    instance: int
    answer: KeptAnswer


def ready(reader: Reader, *, report: Report, token: CancelToken) -> PredictorLike:
    """Load a copy of the model that the reader uses, with the operating points in force now."""
    _step_back()
    return reader.another()


def pending(model: PredictorLike, library: Library, *, report: Report, token: CancelToken) -> list[int]:
    """List the images that the model has not judged."""
    from meddiag_gui.worklist.answers import question
    from meddiag_gui.worklist.pending import pending as listed

    asked = question(model.bundle.ref, model.points)
    with library.read() as session:
        return listed(session, asked, model.bundle.metadata.input.modalities)


def is_there(library: Library, *, report: Report, token: CancelToken) -> bool:
    """Say that there is a library."""
    return True


def read(
    instance: int, open_image: OpenImage, library: Library, *, report: Report, token: CancelToken
) -> Opened:
    """Read an image of the library, below all other work; where it cannot be read, say why."""
    from meddiag_gui.library.tables.core import Instance

    _step_back()
    with library.read() as session:
        found = session.get(Instance, instance)
    if found is None:
        return Opened(instance, None, tr("It was deleted while it waited."))
    try:
        with library.lend([found]) as loan:
            return Opened(instance, open_image(loan.paths[0], 0))
    except (MedDiagError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return Opened(instance, None, why or "?")


def judge(model: PredictorLike, opened: Opened, *, report: Report, token: CancelToken) -> Scored:
    """Let the model judge an image, below all other work.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    from meddiag_gui.inference.gate import NOTHING_SUPPLIED
    from meddiag_gui.worklist import answers

    if opened.image is None:
        return Scored(opened.instance, answers.failed(model.bundle.ref, model.points, opened.problem))
    prediction = model.predict(opened.image, context=NOTHING_SUPPLIED, report=report, token=token)
    return Scored(opened.instance, answers.kept(prediction, model.points))


def keep(scored: Scored, library: Library, *, report: Report, token: CancelToken) -> None:
    """Keep what the model said; an image that was deleted meanwhile is forgotten."""
    from meddiag_gui.library.reading.predictions import keep as keep_answer

    with suppress(LookupError), library.write() as session:
        keep_answer(session, scored.instance, scored.answer, WHO, "background")


def _step_back() -> None:
    """Rank this thread below all others, where the system can."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
