"""What the threads do for a batch; without Qt."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.gui.batch import store
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.reader import PredictorLike
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.targets import Target
    from meddiag_gui.inference.batch.judging import AtHand, Batch, Judged
    from meddiag_gui.inference.batch.row import ResultRow


@dataclass(frozen=True, slots=True)
class FileResult:
    """What all models said of one file; ``rows`` are never empty."""

    path: Path
    rows: tuple[ResultRow, ...]


def begin(
    chosen: Sequence[Path],
    models: Sequence[PredictorLike],
    open_image: OpenImage,
    resume: bool,
    *,
    report: Report,
    token: CancelToken,
) -> tuple[Batch[PredictorLike], list[Target]]:
    """List the files, and open the journal: the one kept to go on with it, else a new one.

    Raises
    ------
    MedDiagError
        If the journal cannot be used.
    OSError
        If the user's data folder cannot be written.
    Cancelled
        If the token was cancelled.
    """
    from meddiag_gui.imaging.targets import find_targets
    from meddiag_gui.inference.batch.journal import Journal
    from meddiag_gui.inference.batch.judging import Batch

    if not resume:
        store.remember(chosen)
    targets = find_targets(chosen, token)
    first = functools.partial(_first_frame, open_image)
    return Batch(models, first, journal=Journal(store.journal_path())), targets


def read(batch: Batch[PredictorLike], target: Target, *, report: Report, token: CancelToken) -> AtHand:
    """Look a file up, and read it where a model is going to be asked about it."""
    at_hand = batch.take(target)
    batch.read_ahead(at_hand)
    return at_hand


def judge(
    batch: Batch[PredictorLike], at_hand: AtHand, model: PredictorLike, *, report: Report, token: CancelToken
) -> Judged:
    """Let one model judge a file; on the inference thread."""
    return batch.judge(at_hand, model, token=token)


def keep(
    batch: Batch[PredictorLike],
    at_hand: AtHand,
    judged: Sequence[Judged],
    *,
    report: Report,
    token: CancelToken,
) -> None:
    """Write a file's answers into the journal; raises as `Batch.keep`."""
    batch.keep(at_hand, judged)


def _first_frame(open_image: OpenImage, path: Path) -> RadiographImage:
    return open_image(path, 0)
