"""Which models are installed, and what one of them said of the open image."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from meddiag_gui.gui.reader import Answer, PredictorLike, Reader

if TYPE_CHECKING:
    from meddiag_gui.inference.bundle import ModelBundle

MakeModels = Callable[[], Sequence[PredictorLike]]


def installed_models() -> list[PredictorLike]:
    """Make a predictor of each sound classifier that is installed, the newest of each name first."""
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.registry import list_bundles, newest
    from meddiag_gui.inference.site_points import points_of

    listed = [bundle for bundle in list_bundles().bundles if bundle.findings]
    first = newest(listed)
    ordered = [*first, *(bundle for bundle in listed if bundle not in first)]
    return [Predictor(bundle, points=points_of(bundle)) for bundle in ordered]


def model_key(bundle: ModelBundle) -> str:
    """Name a model as the command line does: ``name@version``."""
    return f"{bundle.name}@{bundle.version}"


class Model:
    """A model beside the first, and what it said of the open image."""

    def __init__(self, predictor: PredictorLike) -> None:
        self.bundle = predictor.bundle
        self.key = model_key(predictor.bundle)
        self.reader = Reader(lambda: predictor)
        self.forget()

    def forget(self) -> None:
        """Forget the image."""
        self.answer: Answer | None = None
        self.message = ""

    @property
    def settled(self) -> bool:
        """Whether it has answered, or failed."""
        return self.answer is not None or bool(self.message)
