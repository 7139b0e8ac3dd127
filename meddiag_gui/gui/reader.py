"""The model as the window needs it: found, loaded and run on the inference runner only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from meddiag_gui.tasks import CancelToken, Progress, Report

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.prediction import Prediction, SaliencyMap


class PredictorLike(Protocol):
    """What the window uses of `meddiag_gui.inference.predictor.Predictor`."""

    bundle: ModelBundle

    def predict(
        self, image: RadiographImage, *, context: SuppliedContext, report: Report, token: CancelToken | None
    ) -> Prediction:
        """Judge one image."""
        ...

    def explain(
        self, image: RadiographImage, finding: str, method: str = ..., *, report: Report,
        token: CancelToken | None,
    ) -> SaliencyMap:  # fmt: skip
        """Map what influenced one finding's score."""
        ...


def default_predictor() -> PredictorLike:
    """Make the predictor of the default model (reads and checks the whole bundle).

    Raises
    ------
    BundleError
        If no sound model is installed.
    """
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.registry import find_bundle
    from meddiag_gui.inference.site_points import points_of

    bundle = find_bundle()
    return Predictor(bundle, points=points_of(bundle))


@dataclass(frozen=True, slots=True)
class Answer:
    """A prediction and the model that gave it."""

    prediction: Prediction
    bundle: ModelBundle


class Reader:
    """Keeps one predictor, made at the first use; every method runs on the inference thread.

    Parameters
    ----------
    make
        Makes the predictor; tried again after a failure, so that a model installed meanwhile is found.
    """

    def __init__(self, make: Callable[[], PredictorLike] = default_predictor) -> None:
        self._make = make
        self._predictor: PredictorLike | None = None

    def predict(
        self, image: RadiographImage, context: SuppliedContext | None, *, report: Report, token: CancelToken
    ) -> Answer:
        """Judge one image.

        Raises
        ------
        BundleError, ModelError
            If no sound model is installed, or it cannot be run.
        Cancelled
            If the token was cancelled.
        """
        from meddiag_gui.inference.gate import NOTHING_SUPPLIED

        report(Progress(0, None, "Loading the model"))
        predictor = self._ready()
        token.check()
        prediction = predictor.predict(image, context=context or NOTHING_SUPPLIED, report=report, token=token)
        return Answer(prediction, predictor.bundle)

    def explain(
        self, image: RadiographImage, finding: str, *, report: Report, token: CancelToken
    ) -> SaliencyMap:
        """Map what influenced one finding's score; raises as `predict` does."""
        return self._ready().explain(image, finding, report=report, token=token)

    def _ready(self) -> PredictorLike:
        if self._predictor is None:
            self._predictor = self._make()
        return self._predictor
