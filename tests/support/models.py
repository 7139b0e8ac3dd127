"""A predictor whose answers are set by the test, with the interface of the real one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext
from meddiag_gui.inference.metadata import (
    BundleMetadata,
    Calibration,
    FindingSpec,
    InputSpec,
    IntendedUse,
    Reference,
    SelfCheck,
    TrainingData,
)
from meddiag_gui.inference.operating import OperatingPoint
from meddiag_gui.inference.prediction import Code, FindingScore, Gate, Prediction, SaliencyMap, Timing
from meddiag_gui.inference.stability import Spread
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

PNEUMONIA = Code("SCT", "233604007", "Pneumonia")


def fake_bundle(name: str = "fake-pneumonia", version: str = "1.2.3") -> ModelBundle:
    """Return a bundle that is nowhere on the disk."""
    finding = FindingSpec(
        name="pneumonia", code=PNEUMONIA, operating_point=0.62, operating_point_rule="sensitivity 0.95",
        calibration=Calibration(slope=1, intercept=0), saliency_scale=1,
        reference=Reference(positive=(0.3, 0.6, 0.8, 0.9), negative=(0.1, 0.2, 0.4, 0.7)),
    )  # fmt: skip
    metadata = BundleMetadata(
        schema="meddiag.bundle/1", name=name, version=version, task="classification",
        architecture="none", architecture_arguments={},
        input=InputSpec(modalities=("DX",), body_parts=("CHEST",), views=("PA",), rows=64, columns=64,
                        mean=0, std=1),
        findings=(finding,),
        intended_use=IntendedUse(summary="Frontal chest radiographs.", population="Children of 1 to 5 years.",
                                 exclusions=("adults",)),
        training_data=TrainingData(source="none", licence="none", citation="none", counts={}),
        self_check=SelfCheck(image="selfcheck.png", logits=(0.0,)), files={}, program_version="0", seed=0,
        created="2024-01-01",
    )  # fmt: skip
    return ModelBundle(Path("fake"), metadata, "0" * 64)


class FakePredictor:
    """Answers with a set probability; can be held back until the test lets it go.

    Parameters
    ----------
    probability
        Score of every image; ``present`` at 0.62 and above.
    refusal
        Reason for which every image is refused; empty for none.
    error
        Raised by every prediction.
    held
        Whether predictions wait for `release`, as a slow model would, watching the token.
    name, version
        Of the bundle.
    """

    def __init__(
        self,
        probability: float = 0.87,
        *,
        refusal: str = "",
        reservation: str = "",
        error: MedDiagError | None = None,
        held: bool = False,
        name: str = "fake-pneumonia",
        version: str = "1.2.3",
    ) -> None:
        self.bundle = fake_bundle(name, version)
        self.device = "CPU (ONNX Runtime)"
        self.points: Mapping[str, OperatingPoint] = {}
        self.asked: list[str] = []
        self.explained: list[str] = []
        self.methods: list[str] = []
        self.map_steps = threading.Event()  # cleared by a test: maps then wait, watching the token
        self.map_steps.set()
        self.contexts: list[SuppliedContext] = []
        self.threads: set[str] = set()
        self._probability, self._refusal, self._reservation = probability, refusal, reservation
        self._error = error
        self.started = threading.Event()
        self._released = threading.Event()
        if not held:
            self._released.set()

    def release(self) -> None:
        """Let held predictions go on."""
        self._released.set()

    def predict(
        self,
        image: RadiographImage,
        *,
        context: SuppliedContext = NOTHING_SUPPLIED,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> Prediction:
        self.asked.append(image.sha256)
        self.contexts.append(context)
        self.threads.add(threading.current_thread().name)
        report(Progress(1, 3, "Running the model"))
        self.started.set()
        while not self._released.wait(0.005):
            if token is not None:
                token.check()
        if self._error is not None:
            raise self._error
        reasons = tuple(reason for reason in (self._refusal or self._reservation,) if reason)
        point = self.points.get("pneumonia") or OperatingPoint(0.62)
        call = point.call(self._probability)
        score = FindingScore("pneumonia", PNEUMONIA, self._probability, point.threshold, call, point.band)
        return Prediction(
            self.bundle.ref,
            image.sha256,
            Gate(not self._refusal, reasons, overridden=bool(self._refusal) and context.override),
            () if self._refusal and not context.override else (score,),
            "CPU (ONNX Runtime)",
            Timing(0, 12, 34, 120),
        )

    def stability(
        self, image: RadiographImage, copies: int, *, report: Report = no_report,
        token: CancelToken | None = None,
    ) -> tuple[Spread, ...]:  # fmt: skip
        """Spread evenly by 0.1 around the set probability."""
        p = self._probability
        return (Spread("pneumonia", copies, p, 0.05, p - 0.1, p + 0.1, 56.0),)

    def explain(
        self,
        image: RadiographImage,
        finding: str,
        method: str = "cam",
        *,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> SaliencyMap:
        """Map a blob at the middle of the lower left quarter."""
        self.explained.append(finding)
        self.methods.append(method)
        report(Progress(1, 4, "Mapping:", 3.0))
        while not self.map_steps.wait(0.005):
            if token is not None:
                token.check()
        y, x = np.mgrid[0:12, 0:12]
        values = np.exp(-((x - 3.5) ** 2 + (y - 7.5) ** 2) / 5).astype(np.float32)
        return SaliencyMap(
            values, (0.0, 0.0, float(image.columns), float(image.rows)), finding, method, image.sha256
        )
