"""One model on one device: an image in, a judgement and its map out."""

from __future__ import annotations

import getpass
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.appearance import Appearance, load_appearance
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.calibration import calibrate_all, score
from meddiag_gui.inference.engines import Batch, Device
from meddiag_gui.inference.gate import NOTHING_SUPPLIED, SuppliedContext, check_input
from meddiag_gui.inference.operating import OperatingPoint
from meddiag_gui.inference.prediction import Gate, Prediction, SaliencyMap, Timing
from meddiag_gui.inference.preprocess import normalise, prepare, to_levels
from meddiag_gui.inference.runtime import Runtime, difference_from_stored, stored_input
from meddiag_gui.inference.saliency import maps
from meddiag_gui.inference.saliency.activation import local_evidence
from meddiag_gui.inference.saliency.catalogue import DEFAULT, find_method
from meddiag_gui.inference.saliency.explain import raw_map
from meddiag_gui.inference.saliency.gradients import gradient_network
from meddiag_gui.inference.stability import Spread, altered_copies, spread
from meddiag_gui.language import mark, tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

if TYPE_CHECKING:
    from meddiag_gui.inference.networks import PooledLinear

_CHUNK = 32
EXPERIMENTAL = mark("This model is experimental: read its card, and rely on no score of it.")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Forward:
    """The last forward pass, kept so that a map after a score costs nothing.

    ``unlike`` says why the picture does not look like one for the model, or is empty.
    """

    key: tuple[str, int]
    logits: NDArray[np.float32]
    maps: NDArray[np.float32]
    unlike: str
    preprocess_ms: float
    forward_ms: float


class Predictor:
    """Runs a bundle. Cheap to make: the network is loaded by the first call, or by `load`.

    Safe to call from several threads; calls wait for each other.

    Parameters
    ----------
    bundle
        A checked bundle.
    device
        ``auto`` takes CUDA, else Apple MPS, else the CPU.
    points
        Operating points of this site by finding, instead of the bundle's own; may be set anew at any time.

    Raises
    ------
    ModelError
        If the bundle is of another task.
    """

    def __init__(
        self,
        bundle: ModelBundle,
        device: Device = "auto",
        points: Mapping[str, OperatingPoint] | None = None,
    ) -> None:
        if not bundle.findings:
            raise ModelError(tr("Model {name} gives no scores: it outlines a structure.", name=bundle.name))
        self.bundle = bundle
        self.points: Mapping[str, OperatingPoint] = points or {}
        self._runtime = Runtime(bundle, device)
        self._appearance: Appearance | None = None
        self._last: _Forward | None = None
        self._network: PooledLinear | None = None

    @property
    def device(self) -> str:
        """What runs the model, in words; ``not loaded`` before the first call."""
        return self._runtime.device

    def load(self) -> None:
        """Load the network and run the stored self-check.

        Raises
        ------
        BundleError
            If the graph cannot be loaded or gives other logits than those stored.
        ModelError
            If the device asked for is not here.
        """
        self._runtime.load(self._verify)

    def _verify(self) -> None:
        spec = self.bundle.metadata.appearance
        self._appearance = load_appearance(self.bundle.root, spec) if spec else None
        self.self_check()

    def self_check(self) -> float:
        """Compare the logits of the stored input with those stored; return the largest difference.

        Raises
        ------
        BundleError
            If the difference is above the bundle's tolerance, or the stored input cannot be read.
        """
        logits = self._runtime.run(stored_input(self.bundle))[0]
        return difference_from_stored(self.bundle, logits[0])

    def predict(
        self,
        image: RadiographImage,
        *,
        context: SuppliedContext = NOTHING_SUPPLIED,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> Prediction:
        """Judge one image.

        Returns
        -------
        Prediction
            With one score a finding, or with the gate's reasons and no score; with both where the context
            overrides the gate, which the log tells too.

        Raises
        ------
        BundleError, ModelError
            If the model cannot be loaded or run.
        Cancelled
            If the token was cancelled.
        """
        start = time.perf_counter()
        gate = check_input(image, self.bundle.metadata, context)
        if not gate.passed and not context.override:
            return self._answer(image, gate, None, start)
        forward = self._forward(image, report, token)
        if forward.unlike:
            gate = Gate(False, (*(() if gate.passed else gate.reasons), forward.unlike))
        if context.override and not gate.passed:
            gate = replace(gate, overridden=True)
            _log.warning(
                "Input gate of %s %s overridden by the user %s of this computer for the image with sha256 %s",
                self.bundle.name, self.bundle.version, getpass.getuser(), image.sha256[:16],
            )  # fmt: skip
        return self._answer(image, gate, forward, start)

    def probabilities(self, levels: NDArray[np.uint16]) -> NDArray[np.float64]:
        """Calibrated probabilities ``(N, F)`` of prepared pictures ``(N, rows, columns)``, without the gate.

        For measuring a model on many pictures that `to_levels` prepared, not for reading.
        """
        with self._runtime.lock:
            self.load()
            parts = [
                self._runtime.run(normalise(levels[i : i + _CHUNK], self.bundle.metadata.input))[0]
                for i in range(0, len(levels), _CHUNK)
            ]
        return calibrate_all(np.concatenate(parts), self.bundle.findings)

    def embeddings(self, levels: NDArray[np.uint16]) -> NDArray[np.float32]:
        """What the input gate sees ``(N, D)`` of prepared pictures ``(N, rows, columns)``.

        Raises
        ------
        BundleError
            If the bundle's graph does not give it.
        """
        spec, found = self.bundle.metadata.input, []
        for start in range(0, len(levels), _CHUNK):
            outputs = self.run(normalise(levels[start : start + _CHUNK], spec))
            if len(outputs) < 3:
                raise BundleError(
                    tr("Model {name} gives nothing for an input gate to see.", name=self.bundle.name)
                )
            found.append(outputs[2])
        return np.concatenate(found)

    def unlike(self, levels: NDArray[np.uint16]) -> list[str]:
        """Say of prepared pictures ``(N, rows, columns)`` why the gate refuses them; empty where it does not.

        Raises
        ------
        BundleError
            If the bundle has no learned gate.
        """
        return self._refusals(self.embeddings(levels))

    def explain(
        self,
        image: RadiographImage,
        finding: str,
        method: str = DEFAULT,
        *,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> SaliencyMap:
        """Map what influenced one finding's score; after `predict` of the same image ``cam`` is free.

        Raises
        ------
        ModelError
            If the method is unknown.
        BundleError
            If the model does not have the finding.
        """
        index, spec = self.bundle.finding(finding)
        find_method(method)
        if method == DEFAULT:
            last = self._forward(image, report, token)
            raw = local_evidence(last.maps[index], float(last.logits[index]))
        else:
            self.load()
            batch = prepare(image, self.bundle.metadata.input)
            raw = raw_map(self, batch, index, method, report=report, token=token)
        return maps.placed(raw, self.bundle.metadata.map_scale(spec, method), image, finding, method)

    def stability(
        self,
        image: RadiographImage,
        copies: int,
        *,
        report: Report = no_report,
        token: CancelToken | None = None,
    ) -> tuple[Spread, ...]:
        """Score altered copies of an image, at least two, and say how far each finding's probability moves.

        Raises as `predict` does; the input gate is not asked again.
        """
        start = time.perf_counter()
        spec = self.bundle.metadata.input
        copied = altered_copies(to_levels(image, spec.rows, spec.columns), copies)
        found = []
        for done, levels in enumerate(copied):
            _check(token)
            report(Progress(done, copies, tr("Scoring altered copies")))
            found.append(self.probabilities(levels[None])[0])
        cost = (time.perf_counter() - start) * 1e3
        columns = np.array(found).T
        return tuple(
            spread(known.name, column, cost)
            for known, column in zip(self.bundle.findings, columns, strict=True)
        )

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """Run prepared pictures ``(N, 1, rows, columns)``: see `Engine.run`; raises as `predict` does."""
        with self._runtime.lock:
            self.load()
            return self._runtime.run(batch)

    def network(self) -> PooledLinear:
        """Return the network in torch on the CPU, for gradients (see `Subject`); kept from the first call.

        Raises
        ------
        BundleError
            If the weights do not fit the architecture.
        """
        with self._runtime.lock:
            if self._network is None:
                self._network = gradient_network(self.bundle)
            return self._network

    def _forward(self, image: RadiographImage, report: Report, token: CancelToken | None) -> _Forward:
        key = (image.sha256, image.frame)
        with self._runtime.lock:
            if self._last is not None and self._last.key == key:
                return self._last
            report(Progress(0, 3, tr("Loading the model")))
            self.load()
            _check(token)
            report(Progress(1, 3, tr("Preparing the image")))
            start = time.perf_counter()
            batch = prepare(image, self.bundle.metadata.input)
            prepared = time.perf_counter()
            _check(token)
            report(Progress(2, 3, tr("Running the model")))
            logits, maps, *embedding = self._runtime.run(batch)
            if not np.isfinite(logits).all():
                raise ModelError(
                    tr("Model {name} gave no finite score for this image.", name=self.bundle.name)
                )
            (unlike,) = self._refusals(embedding[0]) if self._appearance else ("",)
            done = time.perf_counter()
            report(Progress(3, 3, tr("Done")))
            times = (prepared - start) * 1e3, (done - prepared) * 1e3
            self._last = _Forward(key, logits[0], maps[0], unlike, *times)
            return self._last

    def _refusals(self, embeddings: Batch) -> list[str]:
        if self._appearance is None:
            raise BundleError(tr("Model {name} has no input gate that learned.", name=self.bundle.name))
        return [self._appearance.refusal(one) for one in self._appearance.impressions(embeddings)]

    def _answer(
        self, image: RadiographImage, gate: Gate, forward: _Forward | None, start: float
    ) -> Prediction:
        scores = (
            tuple(
                score(float(logit), spec, self.points.get(spec.name))
                for logit, spec in zip(forward.logits, self.bundle.findings, strict=True)
            )
            if forward and (gate.passed or gate.overridden)
            else ()
        )
        total = (time.perf_counter() - start) * 1e3
        timing = Timing(
            0.0, forward.preprocess_ms if forward else 0.0, forward.forward_ms if forward else 0.0, total
        )
        notes = self._runtime.notes
        if self.bundle.metadata.experimental and scores:
            notes = (tr(EXPERIMENTAL), *notes)
        return Prediction(self.bundle.ref, image.sha256, gate, scores, self.device, timing, notes)


def _check(token: CancelToken | None) -> None:
    if token is not None:
        token.check()
