"""A model's answer as the library keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from meddiag_gui.language import english
from meddiag_gui.library.reading.predictions import KeptAnswer, KeptScore, ModelName

if TYPE_CHECKING:
    from meddiag_gui.inference.operating import OperatingPoint
    from meddiag_gui.inference.prediction import ModelRef, Prediction


def question(model: ModelRef, points: Mapping[str, OperatingPoint]) -> str:
    """Digest what an answer rests on besides the image: the model, and the site's operating points."""
    asked = msgspec.json.encode((model, dict(points)), order="deterministic")
    return hashlib.sha256(asked).hexdigest()[:32]


def kept(prediction: Prediction, points: Mapping[str, OperatingPoint], frame: int = 0) -> KeptAnswer:
    """Make of a prediction what the library keeps of it."""
    gate = prediction.gate
    return KeptAnswer(
        name_of(prediction.model),
        question(prediction.model, points),
        "ok" if gate.passed or gate.overridden else "refused",
        tuple(
            KeptScore(
                score.name,
                (score.code.scheme, score.code.value, score.code.meaning),
                score.probability,
                score.operating_point,
                score.uncertain_band,
                score.call,
            )
            for score in prediction.scores
        ),
        tuple(map(english, gate.reasons)),
        frame,
        gate.overridden,
        prediction.device,
    )


def failed(model: ModelRef, points: Mapping[str, OperatingPoint], reason: str) -> KeptAnswer:
    """Make what is kept of an image that could not be opened or judged."""
    return KeptAnswer(name_of(model), question(model, points), "error", reasons=(english(reason),))


def name_of(model: ModelRef) -> ModelName:
    """Name a model as the library does."""
    return ModelName(model.name, model.version, model.sha256)
