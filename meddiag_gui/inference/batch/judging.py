"""Judging files with several models, in steps that may run on different threads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from meddiag_gui import __version__
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.targets import Target
from meddiag_gui.inference.batch.journal import Entry, Journal
from meddiag_gui.inference.batch.row import ResultRow, result_row
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext
from meddiag_gui.inference.outcome import Classifier, Outcome, answer_file, failed
from meddiag_gui.inference.prediction import Timing
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.segmentation import Segmenter
from meddiag_gui.inference.stability import Spread
from meddiag_gui.tasks import CancelToken

M = TypeVar("M", bound=Classifier | Segmenter)


class OpenedFile:
    """A file that is read at most once, whatever comes of it, for all models.

    Parameters
    ----------
    path
        The only file that it gives.
    open_image
        Reads it.
    """

    def __init__(self, path: Path, open_image: Callable[[Path], RadiographImage]) -> None:
        self._path, self._open = path, open_image
        self._image: RadiographImage | None = None
        self._error: Exception | None = None

    def read(self) -> None:
        """Read the file now, unless that was done; an error waits for `__call__`."""
        if self._image is None and self._error is None:
            try:
                self._image = self._open(self._path)
            except Exception as error:  # whatever it is belongs to the one who asks for the image
                self._error = error

    def __call__(self, path: Path) -> RadiographImage:
        """Return the image, or raise what reading raised."""
        self.read()
        if self._error is not None:
            raise self._error
        assert self._image is not None  # noqa: S101  # read gives the one or the other
        return self._image


@dataclass(frozen=True, slots=True)
class AtHand:
    """A file whose turn it is.

    Parameters
    ----------
    opened
        Reads it when it is asked for; None if the target cannot be read at all.
    modified_ns
        Its time of change before it was opened; None if that is not known.
    known
        Results of the journal by what was asked.
    """

    target: Target
    opened: OpenedFile | None = None
    modified_ns: int | None = None
    known: Mapping[str, ResultRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what was asked for it; ``outcome`` is None where the row comes out of a journal."""

    path: Path
    row: ResultRow
    asked: str
    outcome: Outcome | None = None


class Batch(Generic[M]):
    """What is asked of each file: all models, the same context, and the journal that keeps the answers.

    Parameters
    ----------
    models
        What judges; operating points are those that each has in force when it is asked.
    open_image
        Reads a file; hostile ones are best read by an `IsolatedReader`.
    copies
        Altered copies that a classifier scores as well; 0 for none.
    """

    def __init__(
        self,
        models: Sequence[M],
        open_image: Callable[[Path], RadiographImage],
        context: SuppliedContext = NOTHING_SUPPLIED,
        journal: Journal | None = None,
        copies: int = 0,
    ) -> None:
        self.models = tuple(models)
        self._open, self._context, self._journal, self._copies = open_image, context, journal, copies

    def take(self, target: Target) -> AtHand:
        """Look a file up in the journal, and make it ready for being read."""
        if target.problem:
            return AtHand(target)
        opened = OpenedFile(target.path, self._open)
        try:
            modified = target.path.stat().st_mtime_ns
            return AtHand(target, opened, modified, self._known(target.path, modified))
        except OSError:  # opening it says why
            return AtHand(target, opened)

    def read_ahead(self, at_hand: AtHand) -> None:
        """Read the file now, where a model is going to be asked about it."""
        if at_hand.opened is not None and len(at_hand.known) < len(self.models):
            at_hand.opened.read()

    def judge(self, at_hand: AtHand, model: M, *, token: CancelToken | None = None) -> Judged:
        """Ask one model about a file, or take what it said before.

        Raises
        ------
        Cancelled
            If the token was cancelled.
        """
        target, asked = at_hand.target, self._question(model)
        known = at_hand.known.get(asked)
        if known is not None:
            return Judged(target.path, known, asked)
        if at_hand.opened is None:
            outcome = failed(target.path, target.problem, Timing(0.0, 0.0, 0.0, 0.0))
        else:
            outcome = answer_file(model, target.path, self._context, at_hand.opened, token=token)
        spreads = self._spreads(model, outcome)
        row = result_row(outcome, model.bundle.ref, model.device, spreads)
        return Judged(target.path, row, asked, outcome)

    def keep(self, at_hand: AtHand, judged: Iterable[Judged]) -> None:
        """Write what is new of a file's answers into the journal; failures are not kept.

        Raises
        ------
        MedDiagError
            If the journal cannot be written.
        """
        if self._journal is None or at_hand.modified_ns is None:
            return
        for one in judged:
            image = one.outcome.image if one.outcome else None
            if image is not None and one.row.status != "error":
                self._journal.append(Entry(image.sha256, at_hand.modified_ns, one.asked, one.row))

    def _known(self, path: Path, modified_ns: int) -> dict[str, ResultRow]:
        """Find in the journal what was said of a file, by what was asked."""
        if self._journal is None:
            return {}
        return self._journal.find(path, modified_ns, [self._question(model) for model in self.models])

    def _question(self, model: M) -> str:
        """Digest everything but the file that the answer rests on."""
        points = model.points if not isinstance(model, Segmenter) else {}
        asked = (__version__, model.bundle.ref, self._context, dict(points), self._copies)
        return hashlib.sha256(msgspec.json.encode(asked, order="deterministic")).hexdigest()

    def _spreads(self, model: M, outcome: Outcome) -> tuple[Spread, ...]:
        """Score altered copies of an image that has scores; a single copy would have no spread."""
        scored = outcome.prediction is not None and bool(outcome.prediction.scores)
        if not self._copies or not scored or outcome.image is None or not isinstance(model, Predictor):
            return ()
        return model.stability(outcome.image, max(2, self._copies))
