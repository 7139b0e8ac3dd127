"""The model as the window needs it: found, loaded and run on the inference runner only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.operating import OperatingPoint
    from meddiag_gui.inference.prediction import Prediction, SaliencyMap
    from meddiag_gui.inference.site_points import Change, SitePoints
    from meddiag_gui.inference.stability import Spread


_MAPS_KEPT = 64


class PredictorLike(Protocol):
    """What the window uses of `meddiag_gui.inference.predictor.Predictor`."""

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

    def explain(
        self, image: RadiographImage, finding: str, method: str = ..., *, report: Report,
        token: CancelToken | None,
    ) -> SaliencyMap:  # fmt: skip
        """Map what influenced one finding's score."""
        ...

    def stability(
        self, image: RadiographImage, copies: int, *, report: Report, token: CancelToken | None
    ) -> tuple[Spread, ...]:
        """Score altered copies of one image."""
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
    """A prediction, the model that gave it, and this site's operating points in force with their history.

    Parameters
    ----------
    problem
        One sentence where the history of operating points could not be read whole; else empty.
    """

    prediction: Prediction
    bundle: ModelBundle
    points: Mapping[str, OperatingPoint] = field(default_factory=dict)
    history: tuple[Change, ...] = ()
    problem: str = ""

    def point(self, finding: str) -> OperatingPoint:
        """Operating point in force for a finding."""
        from meddiag_gui.inference.operating import bundled_point

        return self.points.get(finding) or bundled_point(self.bundle.finding(finding)[1])

    def changes(self, finding: str) -> tuple[Change, ...]:
        """All changes of a finding's operating point at this site, the earliest first."""
        return tuple(change for change in self.history if change.finding == finding)


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
        self._maps: dict[tuple[str, int, str, str], SaliencyMap] = {}

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

        report(Progress(0, None, tr("Loading the model")))
        predictor = self.ready()
        token.check()
        prediction = predictor.predict(image, context=context or NOTHING_SUPPLIED, report=report, token=token)
        points = self._site_points(predictor)
        return Answer(prediction, predictor.bundle, predictor.points, points.history(), points.problem)

    def decide(
        self,
        finding: str,
        point: OperatingPoint | None,
        who: str,
        why: str,
        *,
        report: Report,
        token: CancelToken,
    ) -> None:
        """Put an operating point in force, or for None undo the last change.

        Raises
        ------
        ModelError
            If it cannot be kept; then the one before stays in force.
        """
        predictor = self.ready()
        points = self._site_points(predictor)
        if point is None:
            points.undo(finding, who, why)
        else:
            points.change(finding, point, who, why)
        predictor.points = points.current()

    @staticmethod
    def _site_points(predictor: PredictorLike) -> SitePoints:
        from meddiag_gui.inference.site_points import SitePoints

        return SitePoints(predictor.bundle)

    def explain(
        self, image: RadiographImage, finding: str, method: str, *, report: Report, token: CancelToken
    ) -> SaliencyMap:
        """Map what influenced one finding's score, or give the one made before; raises as `predict` does."""
        key = (image.sha256, image.frame, finding, method)
        if key not in self._maps:
            found = self.ready().explain(image, finding, method, report=report, token=token)
            if len(self._maps) >= _MAPS_KEPT:
                del self._maps[next(iter(self._maps))]
            self._maps[key] = found
        return self._maps[key]

    def stability(self, image: RadiographImage, *, report: Report, token: CancelToken) -> tuple[Spread, ...]:
        """Score altered copies of an image; raises as `predict` does."""
        from meddiag_gui.inference.stability import COPIES

        return self.ready().stability(image, COPIES, report=report, token=token)

    def another(self) -> PredictorLike:
        """Make a predictor of the same kind for another thread; raises as `predict` does."""
        return self._make()

    def ready(self) -> PredictorLike:
        """Return the predictor; raises as `predict` does."""
        if self._predictor is None:
            self._predictor = self._make()
        return self._predictor
