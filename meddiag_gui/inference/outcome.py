"""What became of one file: opened and judged, refused by the gate, or failed; never an exception."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext
from meddiag_gui.inference.lungs import lungs_plausible
from meddiag_gui.inference.operating import OperatingPoint
from meddiag_gui.inference.prediction import Prediction, Timing
from meddiag_gui.inference.segmentation import Segmentation, Segmenter
from meddiag_gui.language import tr
from meddiag_gui.tasks import Cancelled, CancelToken, Report, no_report

Status = Literal["ok", "refused", "error"]

_Answer = TypeVar("_Answer", bound=Prediction | Segmentation)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's result.

    Parameters
    ----------
    status
        ``ok``: there are scores; ``refused``: the input gate said no; ``error``: it could not be read, or
        the model could not be run on it.
    reasons
        Sentences for a person: why not, or with ``ok`` the reservations.
    image, prediction, segmentation
        None as far as it did not come to them; a model gives the one or the other.
    timing_ms
        ``decode`` is the opening of the file, ``total`` all of it.
    """

    path: Path
    status: Status
    reasons: tuple[str, ...]
    timing_ms: Timing
    image: RadiographImage | None = None
    prediction: Prediction | None = None
    segmentation: Segmentation | None = None


class Classifier(Protocol):
    """What scores images: a `meddiag_gui.inference.predictor.Predictor`, or a test's own."""

    bundle: ModelBundle
    points: Mapping[str, OperatingPoint]

    @property
    def device(self) -> str:
        """What runs the model, in words."""
        ...

    def predict(
        self, image: RadiographImage, *, context: SuppliedContext, report: Report, token: CancelToken | None
    ) -> Prediction:
        """Judge one image."""
        ...


def judge_file(
    predictor: Classifier,
    path: Path,
    context: SuppliedContext = NOTHING_SUPPLIED,
    open_image: Callable[[Path], RadiographImage] | None = None,
    *,
    token: CancelToken | None = None,
) -> Outcome:
    """Open a file and let the model judge it; whatever is wrong with it costs only this file.

    Parameters
    ----------
    open_image
        Reads the file; hostile ones are best read by an `IsolatedReader`.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """

    def predict(image: RadiographImage) -> Prediction:
        return predictor.predict(image, context=context, report=no_report, token=token)

    outcome, prediction = _answer(predict, path, open_image)
    return replace(outcome, prediction=prediction)


def segment_file(
    segmenter: Segmenter,
    path: Path,
    context: SuppliedContext = NOTHING_SUPPLIED,
    open_image: Callable[[Path], RadiographImage] | None = None,
    *,
    token: CancelToken | None = None,
) -> Outcome:
    """Open a file and outline the lungs in it, with what makes the outline doubtful; else as `judge_file`."""

    def segment(image: RadiographImage) -> Segmentation:
        return segmenter.segment(image, context=context, token=token)

    outcome, segmentation = _answer(segment, path, open_image)
    doubts = lungs_plausible(segmentation.mask) if segmentation and segmentation.mask is not None else ()
    return replace(outcome, reasons=(*doubts, *outcome.reasons), segmentation=segmentation)


def answer_file(
    model: Classifier | Segmenter,
    path: Path,
    context: SuppliedContext = NOTHING_SUPPLIED,
    open_image: Callable[[Path], RadiographImage] | None = None,
    *,
    token: CancelToken | None = None,
) -> Outcome:
    """Do as `judge_file` or `segment_file`, by what the model is."""
    if isinstance(model, Segmenter):
        return segment_file(model, path, context, open_image, token=token)
    return judge_file(model, path, context, open_image, token=token)


def _answer(
    ask: Callable[[RadiographImage], _Answer],
    path: Path,
    open_image: Callable[[Path], RadiographImage] | None,
) -> tuple[Outcome, _Answer | None]:
    from meddiag_gui.imaging.open import open_image as open_here  # brings pydicom

    start = time.perf_counter()
    image: RadiographImage | None = None
    decode = 0.0
    try:
        image = (open_image or open_here)(path)
        decode = _milliseconds_since(start)
        answer = ask(image)
    except Cancelled:
        raise
    except MedDiagError as error:
        return failed(path, str(error), _timing(decode, start), image), None
    except MemoryError:
        reason = tr("{name}: there is too little memory for it.", name=clean_text(path.name))
        return failed(path, reason, _timing(decode, start), image), None
    except OSError as error:
        why = error.strerror or tr("the system refused")
        reason = tr("{name} cannot be read: {reason}.", name=clean_text(path.name), reason=why)
        return failed(path, reason, _timing(decode, start), image), None
    except Exception as error:  # one hostile file among thousands must not cost the others their results
        _log.exception("A file could not be judged")
        reason = tr(
            "{name}: an internal error ({kind}); the log file has more.",
            name=clean_text(path.name),
            kind=type(error).__name__,
        )
        return failed(path, reason, _timing(decode, start), image), None
    timing = replace(answer.timing_ms, decode=decode, total=_milliseconds_since(start))
    if not (answer.gate.passed or answer.gate.overridden):
        return Outcome(path, "refused", answer.gate.reasons, timing, image), answer
    reasons = (*answer.gate.reasons, *answer.notes, *image.notices)
    return Outcome(path, "ok", reasons, timing, image), answer


def failed(path: Path, reason: str, timing: Timing, image: RadiographImage | None = None) -> Outcome:
    """Outcome of a file that could not be judged."""
    return Outcome(path, "error", (reason,), timing, image)


def _timing(decode: float, start: float) -> Timing:
    return Timing(decode, 0.0, 0.0, _milliseconds_since(start))


def _milliseconds_since(start: float) -> float:
    return (time.perf_counter() - start) * 1e3
